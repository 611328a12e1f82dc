"""Bringing in the matches of a programme that others ran."""

from datetime import UTC, datetime, time
from pathlib import Path
from uuid import UUID

from django.db import transaction

from matching.actions.practice import enter_past_practice
from matching.enums import MatchOrigin, MatchOutcome, MatchState
from matching.models import Match, MatchMember
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.actions.record_import import (
    ImportReport,
    Row,
    UnreadableRecordError,
    cohort_number,
    read_table,
    upsert,
)
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant, Programme

OUTCOMES = {"yes": MatchOutcome.GRADUATED, "no": MatchOutcome.NOT_GRADUATED}
SIDES = {"mentees": ParticipantRole.MENTEE, "mentors": ParticipantRole.MENTOR}
Places = dict[tuple[int, str, str], Participant]


@transaction.atomic
def import_matches(
    folder: Path, programme: Programme, *, report: ImportReport, by: Person | None
) -> None:
    """Import each project as a closed match of its mentors and mentees, with its outcome.

    Teams, several mentors, no mentor at all, and one person on both sides are real and kept. Who is
    in a project without a seat in its cohort is left out of the match, since a match has
    participants only and a seat would be our invention; the report says whom. The record knows no
    acceptances, so members have none. It counts as practice of the mentors. Raises
    UnreadableRecordError and then imports nothing.
    """
    rows = read_table(
        folder, "projects.csv", ("cohort", "project", "mentees", "mentors", "graduated")
    )
    before = report.changes
    cohorts = {cohort.number: cohort for cohort in programme.cohorts.all()}
    stored = {
        match.external_ref: match
        for match in Match.objects.filter(cohort__programme=programme).exclude(external_ref="")
    }
    matches = upsert(
        report,
        "Matches",
        {row["project"]: _match(row, cohorts) for row in rows},
        stored,
        fields=["state", "outcome", "started_on", "ended_on"],
    )
    _import_members(report, programme, matches, rows)
    if report.changes > before:
        record("match.imported", programme, by=by, changes={"rows": report.changes - before})
    enter_past_practice(programme, by=by)


def _match(row: Row, cohorts: dict[int, Cohort]) -> Match:
    """Return the match that a project was; it ran as long as its cohort."""
    cohort = cohorts.get(cohort_number(row))
    if cohort is None:
        raise UnreadableRecordError(f"{row['project']} is in a cohort without people.")
    if row["graduated"] not in OUTCOMES:
        raise UnreadableRecordError(f"{row['project']} says neither yes nor no to “graduated”.")
    began_at = datetime.combine(cohort.starts_on, time(12), tzinfo=UTC)
    return Match(
        cohort=cohort,
        state=MatchState.CLOSED,
        origin=MatchOrigin.IMPORTED,
        outcome=OUTCOMES[row["graduated"]],
        external_ref=row["project"],
        proposed_at=began_at,
        accepted_at=began_at,
        started_on=cohort.starts_on,
        ended_on=cohort.ends_on,
    )


def _import_members(
    report: ImportReport, programme: Programme, matches: dict[str, Match], rows: list[Row]
) -> None:
    """Put the people of each project into its match."""
    places = _places_by_reference(programme)
    wanted: dict[tuple[UUID, UUID], MatchMember] = {}
    for row in rows:
        match = matches[row["project"]]
        for column, side in SIDES.items():
            for reference in row[column].split():
                place = places.get((cohort_number(row), reference, side))
                if place is None:
                    report.notes.append(
                        f"{reference} is among the {column} of {row['project']}, but had no such "
                        f"seat in cohort {row['cohort']}: left out of the match."
                    )
                    continue
                wanted[match.pk, place.pk] = MatchMember(match=match, participant=place, side=side)
    stored = {
        (member.match_id, member.participant_id): member
        for member in MatchMember.objects.filter(match__in=matches.values())
    }
    upsert(report, "Members of matches", wanted, stored)


def _places_by_reference(programme: Programme) -> Places:
    """Return the participants of a programme by cohort, reference in the record, and role."""
    rows = Participant.objects.filter(
        cohort__programme=programme,
        person__memberships__organisation=programme.organisation_id,
    ).values_list("cohort__number", "person__memberships__external_ref", "role", "pk")
    participants = Participant.objects.in_bulk([pk for *_key, pk in rows])
    return {(number, reference, role): participants[pk] for number, reference, role, pk in rows}
