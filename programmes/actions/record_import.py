"""Bringing in the record of a programme that others ran: its people, roles and cohorts.

The record is a folder of tables, described with its source in `examples/open-seeds/README.md`.
Importing it again changes nothing; importing a corrected table changes only what was corrected.
"""

import csv
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.audit.actions import record
from programmes.enums import CohortState, ContributionRole, ParticipantRole, ParticipantState
from programmes.importing.days import noon
from programmes.models import Cohort, Contribution, Participant, Profile, Programme

Row = dict[str, str]
Key = TypeVar("Key", bound=Hashable)
Model = TypeVar("Model", bound=models.Model)

ORGANISATION = {"name": "Open Life Science (record)", "slug": "open-life-science"}
PROGRAMME = "Open Seeds"
PROGRAMME_SLUG = "open-seeds"
CREDIT = "Record of Open Seeds by OLS, CC BY 4.0, reduced to facts and pseudonyms."

# The record holds no dates. These are ours: sixteen weeks each, none overlapping, in its order.
COHORT_WEEKS = 16
COHORT_STARTS = {
    1: date(2020, 1, 20),
    2: date(2020, 9, 7),
    3: date(2021, 2, 8),
    4: date(2021, 9, 13),
    5: date(2022, 2, 28),
}
PARTICIPANT_ROLES = {
    "participant": ParticipantRole.MENTEE,
    "mentor": ParticipantRole.MENTOR,
}
CONTRIBUTION_ROLES = {
    "expert": ContributionRole.EXPERT,
    "speaker": ContributionRole.SPEAKER,
    "facilitator": ContributionRole.FACILITATOR,
    "organizer": ContributionRole.ORGANISER,
}


class UnreadableRecordError(Exception):
    """The folder does not hold the tables that were expected; nothing was imported."""


@dataclass(slots=True)
class Tally:
    """How many rows of one kind were added, changed or left alone."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class ImportReport:
    """What an import did, by kind of row, and what a reader should know of the record."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, *, added: int = 0, changed: int = 0, unchanged: int = 0) -> None:
        """Count rows of a kind."""
        tally = self.tallies.setdefault(kind, Tally())
        tally.added += added
        tally.changed += changed
        tally.unchanged += unchanged

    @property
    def changes(self) -> int:
        """Return how many rows were added or changed."""
        return sum(tally.added + tally.changed for tally in self.tallies.values())

    def lines(self) -> Iterator[str]:
        """Yield the report as lines of text."""
        for kind, tally in self.tallies.items():
            yield (
                f"{kind}: {tally.added} added, {tally.changed} changed, {tally.unchanged} unchanged"
            )
        yield from self.notes


def read_table(folder: Path, name: str, columns: Collection[str]) -> list[Row]:
    """Return the rows of a CSV table; raises UnreadableRecordError without it or its columns."""
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = sorted(set(columns) - set(reader.fieldnames or ()))
            rows = [{key: row[key].strip() for key in columns} for row in reader if not missing]
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableRecordError(f"The table {name} cannot be read: {error}.") from error
    if missing:
        raise UnreadableRecordError(f"The table {name} lacks: {', '.join(missing)}.")
    return rows


def cohort_number(row: Row) -> int:
    """Return the number of the cohort that a row names; raises UnreadableRecordError."""
    number = row["cohort"]
    if not number.isdecimal() or int(number) not in COHORT_STARTS:
        raise UnreadableRecordError(f"The record names a cohort “{number}” that nobody knows.")
    return int(number)


def upsert(
    report: ImportReport,
    kind: str,
    wanted: Mapping[Key, Model],
    stored: Mapping[Key, Model],
    *,
    fields: Sequence[str] = (),
) -> dict[Key, Model]:
    """Store the wanted rows: new keys are added, rows whose `fields` differ are changed.

    Returns the stored rows by key. Rows that nobody wants any more are left alone.
    """
    added = {key: row for key, row in wanted.items() if key not in stored}
    changed = []
    for key, row in wanted.items():
        known = stored.get(key)
        if known is None or all(getattr(known, f) == getattr(row, f) for f in fields):
            continue
        for name in fields:
            setattr(known, name, getattr(row, name))
        changed.append(known)
    if added:
        manager = type(next(iter(added.values())))._base_manager
        manager.bulk_create(added.values(), batch_size=500)
    if changed:
        type(changed[0])._base_manager.bulk_update(changed, fields, batch_size=500)
    unchanged = len(wanted) - len(added) - len(changed)
    report.add(kind, added=len(added), changed=len(changed), unchanged=unchanged)
    return {**stored, **added}


@transaction.atomic
def import_programme(
    folder: Path, *, report: ImportReport, by: Person | None, organisation: Organisation | None
) -> Programme:
    """Import people, five closed cohorts, participants and contributions; return the programme.

    The people have no e-mail address, are named by their pseudonyms and cannot sign in. Without an
    organisation one is made for the record. Raises UnreadableRecordError and then imports nothing.
    """
    people = read_table(folder, "people.csv", ("person", "country_code"))
    roles = read_table(folder, "roles.csv", ("person", "cohort", "role"))
    if organisation is None:
        organisation, _is_new = Organisation.objects.get_or_create(
            slug=ORGANISATION["slug"], defaults={"name": ORGANISATION["name"]}
        )
    before = report.changes
    programme = _import_one_programme(report, organisation)
    persons = _import_people(report, organisation, people)
    cohorts = _import_cohorts(report, programme, {cohort_number(row) for row in roles})
    _import_roles(report, persons, cohorts, roles)
    if report.changes > before:
        record("programme.imported", programme, by=by, changes={"rows": report.changes - before})
    return programme


def _import_one_programme(report: ImportReport, organisation: Organisation) -> Programme:
    """Make the programme, or find it among the organisation's own."""
    is_taken = (
        Programme.objects.filter(slug=PROGRAMME_SLUG).exclude(organisation=organisation).exists()
    )
    slug = f"{organisation.slug}-{PROGRAMME_SLUG}" if is_taken else PROGRAMME_SLUG
    wanted = {PROGRAMME: Programme(organisation=organisation, name=PROGRAMME, slug=slug)}
    wanted[PROGRAMME].credit = CREDIT
    stored = {row.name: row for row in organisation.programmes.filter(name=PROGRAMME)}
    return upsert(report, "Programmes", wanted, stored, fields=["credit"])[PROGRAMME]


def _import_cohorts(
    report: ImportReport, programme: Programme, numbers: set[int]
) -> dict[int, Cohort]:
    """Make the cohorts, all of them closed."""
    wanted = {}
    for number in sorted(numbers):
        starts_on = COHORT_STARTS[number]
        ends_on = starts_on + timedelta(weeks=COHORT_WEEKS) - timedelta(days=3)  # a Friday
        wanted[number] = Cohort(
            programme=programme,
            number=number,
            name=f"{PROGRAMME} {number}",
            state=CohortState.CLOSED,
            starts_on=starts_on,
            ends_on=ends_on,
            closed_at=noon(ends_on),
        )
    stored = {cohort.number: cohort for cohort in programme.cohorts.all()}
    fields = ["name", "state", "starts_on", "ends_on", "closed_at"]
    return upsert(report, "Cohorts", wanted, stored, fields=fields)


def _import_people(
    report: ImportReport, organisation: Organisation, rows: list[Row]
) -> dict[str, Person]:
    """Make people who are known by their pseudonym alone, their memberships and their countries."""
    memberships = {
        membership.external_ref: membership
        for membership in organisation.memberships.exclude(external_ref="").select_related("person")
    }
    persons = upsert(
        report,
        "People",
        {
            row["person"]: Person(
                name=row["person"],
                password=make_password(None),
                language=organisation.language,
                time_zone=organisation.time_zone,
            )
            for row in rows
        },
        {reference: membership.person for reference, membership in memberships.items()},
        fields=["name"],
    )
    memberships = upsert(
        report,
        "Memberships",
        {
            row["person"]: Membership(
                organisation=organisation,
                person=persons[row["person"]],
                external_ref=row["person"],
                joined_on=min(COHORT_STARTS.values()),
            )
            for row in rows
        },
        memberships,
    )
    _import_countries(report, memberships, rows)
    return persons


def _import_countries(
    report: ImportReport, memberships: Mapping[str, Membership], rows: list[Row]
) -> None:
    """Note each member's country, where the record has one."""
    stored = Profile.objects.filter(membership__in=memberships.values())
    upsert(
        report,
        "Profiles",
        {
            row["person"]: Profile(
                membership=memberships[row["person"]], country_code=row["country_code"]
            )
            for row in rows
        },
        {
            profile.membership.external_ref: profile
            for profile in stored.select_related("membership")
        },
        fields=["country_code"],
    )


def _import_roles(
    report: ImportReport, persons: dict[str, Person], cohorts: dict[int, Cohort], rows: list[Row]
) -> None:
    """Give people their places as mentors and mentees, and note how others contributed."""
    places: dict[tuple[UUID, UUID, str], Participant] = {}
    contributions: dict[tuple[UUID, UUID, str], Contribution] = {}
    for row in rows:
        cohort, role = cohorts[cohort_number(row)], row["role"]
        person = persons.get(row["person"])
        if person is None:
            raise UnreadableRecordError(f"{row['person']} is in roles.csv, not in people.csv.")
        if role in PARTICIPANT_ROLES:
            place = Participant(cohort=cohort, person=person, role=PARTICIPANT_ROLES[role])
            place.state = ParticipantState.FINISHED
            place.joined_on, place.ended_on = cohort.starts_on, cohort.ends_on
            place.moved_at = noon(cohort.ends_on)
            places[cohort.pk, person.pk, place.role] = place
        elif role in CONTRIBUTION_ROLES:
            help_given = Contribution(cohort=cohort, person=person, role=CONTRIBUTION_ROLES[role])
            contributions[cohort.pk, person.pk, help_given.role] = help_given
        else:
            raise UnreadableRecordError(f"Nobody knows the role “{role}” in roles.csv.")
    upsert(
        report,
        "Participants",
        places,
        {
            (place.cohort_id, place.person_id, place.role): place
            for place in Participant.objects.filter(cohort__in=cohorts.values())
        },
        fields=["state", "joined_on", "ended_on", "moved_at"],
    )
    upsert(
        report,
        "Contributions",
        contributions,
        {
            (row.cohort_id, row.person_id, row.role): row
            for row in Contribution.objects.filter(cohort__in=cohorts.values())
        },
    )
