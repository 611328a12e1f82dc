"""Writing agreed plans: many rows at a time, with an event for each person, as by hand."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils import timezone

from mentorship.accounts.models import Membership, Person
from mentorship.audit.actions import record_many
from programmes.enums import PLACE_OVER, CohortState
from programmes.importing.cohorts import Round
from programmes.importing.days import noon
from programmes.importing.known import Known, Place, Seat
from programmes.importing.plans import Context, Plan
from programmes.models import Cohort, Contribution, Participant, Pause, Profile, Programme

_BATCH = 1000


class Writer:
    """Gathers plans, and writes what they say when it is told to."""

    def __init__(self, context: Context, *, run_id: UUID, by: Person | None) -> None:
        """Begin with nothing to write."""
        self._context = context
        self._by = by
        self.run_facts = {"import": run_id}
        self._rounds: dict[UUID, Round] = {each.id: each for each in context.cohorts.all}
        self._touched: dict[UUID, tuple[Known, set[str]]] = {}
        self._seats: dict[Seat, set[UUID]] = {}
        self.events: defaultdict[str, list[tuple[models.Model, Mapping[str, Any]]]] = defaultdict(
            list
        )
        # Everybody who got a place or changed state, for the news at the end.
        self.moved: list[Participant] = []

    def add_cohorts(self, programme: Programme) -> None:
        """Store the cohorts that somebody said to plan; those that are over come in closed."""
        cohorts = [
            Cohort(
                id=each.id,
                programme=programme,
                number=each.number,
                name=each.name,
                state=CohortState.CLOSED if each.is_closed else CohortState.DESIGNING,
                starts_on=each.starts_on,
                ends_on=each.ends_on,
                closed_at=noon(each.ends_on) if each.is_closed else None,
            )
            for each in self._context.cohorts.new
        ]
        Cohort.objects.bulk_create(cohorts)
        for each in cohorts:
            record_later("cohort.added", each, self)

    def take(self, plan: Plan) -> None:
        """Remember what a plan touches; its person says at the end what there is to write."""
        known = plan.known
        if known is None or not plan.touched:
            return
        _known, touched = self._touched.setdefault(known.person_id, (known, set()))
        touched |= plan.touched

    def flush(self) -> None:
        """Write everything gathered so far: a fixed number of statements."""
        touched = list(self._touched.values())
        self._people([known for known, what in touched if "new" in what])
        self._corrections(
            [known for known, what in touched if "person" in what and "new" not in what]
        )
        self._memberships([known for known, what in touched if "membership" in what])
        self._profiles([known for known, what in touched if "profile" in what], touched)
        self._places([known for known, what in touched if "place" in what])
        self._helps([known for known, what in touched if "help" in what])
        self._touched.clear()
        for kind, facts in self.events.items():
            record_many(kind, facts, by=self._by, organisation_id=self._context.organisation.pk)
        self.events.clear()

    def _people(self, new: list[Known]) -> None:
        """Store new people; like everybody, they sign in by a code sent to their address."""
        language = self._context.organisation.language
        people = [
            Person(
                id=known.person_id,
                name=known.name,
                email=known.email,
                language=language,
                time_zone=known.time_zone,
                password=make_password(None),
            )
            for known in new
        ]
        Person.objects.bulk_create(people, batch_size=_BATCH)
        for person in people:
            record_later("accounts.person_added", person, self)

    def _corrections(self, changed: list[Known]) -> None:
        """Store names, addresses and time zones that were the organisation's to correct."""
        people = [
            Person(id=each.person_id, name=each.name, email=each.email, time_zone=each.time_zone)
            for each in changed
        ]
        Person.objects.bulk_update(people, ["name", "email", "time_zone"], batch_size=500)
        for person in people:
            record_later("person.corrected", person, self)

    def _memberships(self, changed: list[Known]) -> None:
        """Store who belongs, belongs again, or got a reference."""
        stored = dict(
            Membership.objects.filter(pk__in=[each.membership_id for each in changed]).values_list(
                "pk", "ended_on"
            )
        )
        rows = [
            Membership(
                id=each.membership_id,
                organisation=self._context.organisation,
                person_id=each.person_id,
                external_ref=each.reference,
                joined_on=self._context.today,
            )
            for each in changed
        ]
        new = [row for row in rows if row.pk not in stored]
        Membership.objects.bulk_create(new, batch_size=_BATCH)
        for row in new:
            record_later("membership.began", row, self, person=row.person_id)
        known = [row for row in rows if row.pk in stored]
        _store(known, ("organisation", "person"), ("external_ref", "ended_on", "ended_reason"))
        for row in known:
            record_later(
                "membership.referenced" if stored[row.pk] is None else "membership.renewed",
                row,
                self,
                person=row.person_id,
            )

    def _profiles(self, changed: list[Known], touched: list[tuple[Known, set[str]]]) -> None:
        """Store what the organisation knows of people now."""
        rows = [
            Profile(membership_id=each.membership_id, **each.profile)
            for each in changed
            if each.membership_id is not None
        ]
        if not rows:
            return
        names = sorted({name for each in changed for name in each.profile})
        _store(rows, ("membership",), names)
        new = {known.membership_id for known, what in touched if "new" in what}
        for row in rows:
            if row.membership_id not in new:
                record_later("profile.imported", Membership(pk=row.membership_id), self)

    def _places(self, changed: list[Known]) -> None:
        """Store places, new and changed, and remember who moved."""
        new: list[tuple[Participant, Place]] = []
        known: list[tuple[Participant, Place]] = []
        for each in changed:
            for (cohort_id, role), place in each.places.items():
                row = self._participant(each, cohort_id, role, place)
                (new if place.is_new else known).append((row, place))
        known = self._differing(known)
        Participant.objects.bulk_create([row for row, _place in new], batch_size=_BATCH)
        fields = ("state", "moved_at", "joined_on", "ended_on", "coordinator")
        _store([row for row, _place in known], ("cohort", "person", "role"), fields)
        for row, place in new:
            record_later("participant.added", row, self, role=row.role, state=row.state)
            place.is_new = False
        for row, place in known:
            if place.came_from:
                facts = {"from": place.came_from, "to": place.state}
                record_later(f"participant.{place.state}", row, self, **facts)
            else:
                record_later("participant.corrected", row, self)
        _end_pauses([row for row, place in known if place.came_from and place.state in PLACE_OVER])
        self.moved += [row for row, _place in new]
        self.moved += [row for row, place in known if place.came_from]
        for _row, place in known:
            place.came_from = ""

    def _participant(self, known: Known, cohort_id: UUID, role: str, place: Place) -> Participant:
        """Return a place as a row."""
        is_closed = self._rounds[cohort_id].is_closed
        return Participant(
            id=place.id,
            cohort_id=cohort_id,
            person_id=known.person_id,
            role=role,
            state=place.state,
            moved_at=noon(place.ended_on) if is_closed and place.ended_on else timezone.now(),
            joined_on=place.joined_on,
            ended_on=place.ended_on,
            coordinator_id=place.coordinator_id,
        )

    def _differing(self, known: list[tuple[Participant, Place]]) -> list[tuple[Participant, Place]]:
        """Return the places that differ from what is stored; since when they are so stays true."""
        stored = Participant.objects.in_bulk([row.pk for row, _place in known])
        differing = []
        for row, place in known:
            before = stored[row.pk]
            if not place.came_from:
                row.moved_at = before.moved_at
            facts = ("state", "joined_on", "ended_on", "coordinator_id")
            if any(getattr(row, name) != getattr(before, name) for name in facts):
                differing.append((row, place))
        return differing

    def _helps(self, changed: list[Known]) -> None:
        """Store how people helped; what is stored already stays as it is."""
        wanted = {
            (cohort_id, each.person_id, role) for each in changed for cohort_id, role in each.helps
        }
        stored = set(
            Contribution.objects.filter(
                person__in=[each.person_id for each in changed], cohort__in=self._rounds
            ).values_list("cohort_id", "person_id", "role")
        )
        rows = [
            Contribution(cohort_id=cohort_id, person_id=person_id, role=role)
            for cohort_id, person_id, role in sorted(wanted - stored, key=str)
        ]
        Contribution.objects.bulk_create(rows, batch_size=_BATCH)
        for row in rows:
            record_later("contribution.added", row, self, role=row.role)


def record_later(kind: str, row: models.Model, writer: Writer, **changes: object) -> None:
    """Remember an event until the writer writes."""
    writer.events[kind].append((row, {**changes, **writer.run_facts}))


def _store(
    rows: list[Any], found_by: tuple[str, ...], fields: "list[str] | tuple[str, ...]"
) -> None:
    """Store rows in one statement for each thousand, over those that are there already."""
    if rows:
        type(rows[0])._base_manager.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=found_by,
            update_fields=fields,
            batch_size=_BATCH,
        )


def _end_pauses(participants: list[Participant]) -> None:
    """End the pauses of those who are done, as `move_participant` does."""
    if not participants:
        return
    today = timezone.localdate()
    running = Pause.objects.on(today).filter(participant__in=participants)
    running.filter(starts_on=today).delete()
    running.filter(starts_on__lt=today).update(ends_on=today - timedelta(days=1))
