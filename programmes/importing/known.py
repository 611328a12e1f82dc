"""Who the organisation knows already: what is stored of the people whom some rows name.

Each person is looked up once per run; what the plan says of them is noted here as well, so that a
later row about the same person meets what an earlier one made of them.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Membership, Organisation, OrganisationRole, Person
from mentorship.accounts.permissions import Permission
from programmes.importing.fields import PROFILE_FIELDS
from programmes.importing.values import RowValues
from programmes.models import Contribution, Participant, Programme, TeamMember

Seat = tuple[UUID, str]
_STORED = (
    "pk",
    "person_id",
    "person__name",
    "person__email",
    "person__time_zone",
    "external_ref",
    "ended_on",
    "profile__pk",
    "has_signed_in",
    "is_elsewhere",
    *(f"profile__{name}" for name in PROFILE_FIELDS),
)


@dataclass(slots=True)
class Place:
    """A place somebody has, or would get."""

    id: UUID
    state: str
    joined_on: date
    ended_on: date | None
    coordinator_id: UUID | None
    is_new: bool = False
    came_from: str = ""


@dataclass(slots=True)
class Known:
    """A person as the organisation knows them, or would after the rows so far."""

    person_id: UUID
    name: str
    email: str | None
    time_zone: str
    reference: str = ""
    membership_id: UUID | None = None
    has_left: bool = False
    profile: dict[str, Any] = field(default_factory=dict)
    # Name, time zone and a missing address are the importer's to correct: they never signed in, are
    # nowhere else, and are open to the importer.
    is_ours: bool = False
    # Whoever imports may change what the organisation knows of them.
    is_open: bool = True
    is_new: bool = False
    # Known to other organisations only: nothing of theirs may be told before they are members.
    is_stranger: bool = False
    # Addresses of records that became one with this.
    former_emails: set[str] = field(default_factory=set)
    places: dict[Seat, Place] = field(default_factory=dict)
    helps: set[Seat] = field(default_factory=set)


class People:
    """The people of one run, found by reference, by address, or by name."""

    def __init__(
        self,
        organisation: Organisation,
        programme: Programme | None,
        *,
        by: Person | None,
        locks: bool = False,
    ) -> None:
        """Begin knowing nobody; with `locks`, who is looked up cannot change meanwhile."""
        self._organisation = organisation
        self._programme = programme
        self._by = by
        self._locks = locks
        self._looked_up: set[tuple[str, str]] = set()
        self.by_reference: dict[str, Known] = {}
        self.by_email: dict[str, Known] = {}
        # Only those without address and reference, whom nothing else tells apart.
        self.by_name: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_id: dict[UUID, Known] = {}

    def look_up(self, rows: Iterable[RowValues]) -> None:
        """Read whom the rows name, as far as they are not known yet; nine queries at most."""
        wanted = {key for row in rows for key in _keys(row)} - self._looked_up
        if not wanted:
            return
        self._looked_up |= wanted
        emails = [value for key, value in wanted if key == "email"]
        references = [value for key, value in wanted if key == "reference"]
        names = [value for key, value in wanted if key == "name"]
        members = Membership.objects.filter(organisation=self._organisation).annotate(
            name_in_small=Lower("person__name")
        )
        found = members.filter(
            Q(person__email__in=emails)
            | Q(external_ref__in=references)
            | Q(name_in_small__in=names, person__email__isnull=True)
        )
        fresh = self._members(found)
        fresh += self._strangers(
            Q(email__in=[email for email in emails if email not in self.by_email])
        )
        fresh += self._merged(members, [email for email in emails if email not in self.by_email])
        self._add_places(fresh)

    def add(self, known: Known) -> None:
        """Know a person who is new."""
        self._by_id[known.person_id] = known
        self.note_names(known)

    def note_names(self, known: Known) -> None:
        """Let a person be found by what they are called now."""
        if known.email:
            self.by_email[known.email] = known
        if known.reference:
            self.by_reference[known.reference] = known
        if not known.email and not known.reference:
            namesakes = self.by_name[known.name.lower()]
            if known not in namesakes:
                namesakes.append(known)

    def _members(self, members: "QuerySet[Membership]") -> list[Known]:
        """Know those members who are not known yet."""
        return [
            self._member(row) for row in self._rows(members) if row["person_id"] not in self._by_id
        ]

    def _rows(self, members: "QuerySet[Membership]") -> Any:
        """Return the stored rows of members, locked where nobody may change them meanwhile."""
        elsewhere = Membership.objects.filter(person=OuterRef("person")).exclude(
            organisation=self._organisation
        )
        rows = members.annotate(
            has_signed_in=Q(person__last_login__isnull=False),
            is_elsewhere=Exists(elsewhere),
        )
        wanted = [*_STORED]
        if self._by is not None:
            rows = rows.annotate(is_open=self._openness(self._by))
            wanted.append("is_open")
        ordered = rows.order_by("pk")
        if self._locks:
            ordered = ordered.select_for_update(of=("self",), no_key=True)
        return ordered.values(*wanted)

    def _openness(self, by: Person) -> Any:
        """Say whether a member's details are the importer's to change.

        They are where the member has a place in a programme whose people the importer manages, or
        has none at all and works for nothing but the importer's programmes.
        """
        organisations, programmes = places_allowing(by, Permission.MANAGE_PEOPLE)
        places = Participant.objects.filter(
            person=OuterRef("person"), cohort__programme__organisation=self._organisation
        )
        own = places.filter(
            Q(cohort__programme__in=programmes)
            | Q(cohort__programme__organisation__in=organisations)
        )
        works = TeamMember.objects.filter(
            person=OuterRef("person"), programme__organisation=self._organisation
        ).exclude(Q(programme__in=programmes) | Q(programme__organisation__in=organisations))
        oversees = OrganisationRole.objects.filter(membership=OuterRef("pk"), ended_on__isnull=True)
        return Exists(own) | (~Exists(places) & ~Exists(works) & ~Exists(oversees))

    def _member(self, row: dict[str, Any]) -> Known:
        """Know a member."""
        profile = {name: row[f"profile__{name}"] for name in PROFILE_FIELDS}
        is_open = row.get("is_open", True)
        known = Known(
            person_id=row["person_id"],
            name=row["person__name"],
            email=row["person__email"],
            time_zone=str(row["person__time_zone"]),
            reference=row["external_ref"],
            membership_id=row["pk"],
            has_left=row["ended_on"] is not None,
            profile=profile if row["profile__pk"] else {},
            is_ours=is_open and not row["has_signed_in"] and not row["is_elsewhere"],
            is_open=is_open,
        )
        self.add(known)
        return known

    def _strangers(self, who: Q) -> list[Known]:
        """Know people of other organisations; nothing of theirs is ours to say."""
        found = Person.objects.filter(who, merged_into__isnull=True)
        strangers = [
            Known(
                person_id=row["pk"],
                name=row["name"],
                email=row["email"],
                time_zone=str(row["time_zone"]),
                is_stranger=True,
            )
            for row in found.values("pk", "name", "email", "time_zone")
            if row["pk"] not in self._by_id
        ]
        for known in strangers:
            self.add(known)
        return strangers

    def _merged(self, members: "QuerySet[Membership]", emails: list[str]) -> list[Known]:
        """Know those who were here twice, by the address of the record that is no more."""
        found = Person.objects.filter(email__in=emails, merged_into__isnull=False)
        aliases = {
            email: pk
            for email, pk in found.values_list("email", "merged_into")
            if email is not None and pk is not None
        }
        if not aliases:
            return []
        kept = [pk for pk in aliases.values() if pk not in self._by_id]
        fresh = self._members(members.filter(person__in=kept))
        fresh += self._strangers(Q(pk__in=kept))
        for email, pk in aliases.items():
            if known := self._by_id.get(pk):
                known.former_emails.add(email)
                self.by_email[email] = known
        return fresh

    def _add_places(self, fresh: list[Known]) -> None:
        """Read the places and the help of people in the programme."""
        if not fresh or self._programme is None:
            return
        known = {each.person_id: each for each in fresh}
        places = Participant.objects.filter(
            cohort__programme=self._programme, person__in=known
        ).order_by("pk")
        if self._locks:
            places = places.select_for_update(of=("self",), no_key=True)
        for row in places.values(
            "pk",
            "person_id",
            "cohort_id",
            "role",
            "state",
            "joined_on",
            "ended_on",
            "coordinator_id",
        ):
            known[row["person_id"]].places[row["cohort_id"], row["role"]] = Place(
                id=row["pk"],
                state=row["state"],
                joined_on=row["joined_on"],
                ended_on=row["ended_on"],
                coordinator_id=row["coordinator_id"],
            )
        helps = Contribution.objects.filter(cohort__programme=self._programme, person__in=known)
        for person_id, cohort_id, role in helps.values_list("person_id", "cohort_id", "role"):
            known[person_id].helps.add((cohort_id, role))


def new_person(
    organisation: Organisation, *, name: str, email: str | None, reference: str
) -> Known:
    """Return somebody nobody knows yet."""
    return Known(
        person_id=uuid.uuid4(),
        name=name,
        email=email,
        time_zone=str(organisation.time_zone),
        reference=reference,
        membership_id=uuid.uuid4(),
        is_ours=True,
        is_new=True,
    )


def _keys(row: RowValues) -> Iterable[tuple[str, str]]:
    """Yield by what a row names its person."""
    if email := row.get("email"):
        yield "email", email
    if reference := row.get("reference"):
        yield "reference", reference
    elif not email and (name := row.get("name")):
        yield "name", name.lower()
