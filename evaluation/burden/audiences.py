"""Whom surveys will ask, by cohort, read at once for many of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, F, Q

from evaluation.enums import Audience, Subject
from evaluation.models import Instrument
from matching.enums import MatchSide, MatchState
from matching.models import MatchMember
from programmes.enums import FUNNEL, ParticipantRole, ParticipantState
from programmes.models import Cohort, Endorsement, Participant, Sponsorship

# How often each person is asked.
Times = Counter[UUID]

# The way through a programme: who is on it now may be further along by the day of the survey.
WAY = FUNNEL
BEGUN = (MatchState.ACTIVE, MatchState.PAUSED)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a cohort of somebody who can be written to."""

    pk: UUID
    person_id: UUID
    cohort_id: UUID
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A match under way: since when, and who is in it on which side."""

    pk: UUID
    cohort_id: UUID
    started_on: date
    sides: Mapping[UUID, str]

    def faces(self, seat_id: UUID) -> int:
        """Return how many people somebody in it faces."""
        own = self.sides[seat_id]
        if own == MatchSide.PEER:
            return len(self.sides) - 1
        return sum(side != own for side in self.sides.values())


@dataclass(frozen=True)
class Audiences:
    """Everybody whom the surveys of some cohorts may ask.

    Sponsors and line managers are read once a survey asks them; most ask neither.
    """

    cohorts: Collection[Cohort]
    seats: Mapping[UUID, tuple[Seat, ...]]
    pairs: Mapping[UUID, tuple[Pair, ...]]

    @cached_property
    def sponsors(self) -> Mapping[UUID, frozenset[UUID]]:
        """Return who sponsors each programme; one query."""
        return _sponsors(self.cohorts)

    @cached_property
    def managers(self) -> Mapping[UUID, Times]:
        """Return by cohort how many mentees each line manager endorsed; one query."""
        return _managers(self.cohorts)

    def asked(self, cohort: Cohort, instrument: Instrument, states: Collection[str]) -> Times:
        """Return how often a survey asks each person of a cohort: once for each it is about.

        Where only people in some states are asked, whoever may still come into one is counted.
        """
        if instrument.audience == Audience.SPONSOR:
            return Times(self.sponsors.get(cohort.programme_id, ()))
        if instrument.audience == Audience.LINE_MANAGER:
            managed = self.managers.get(cohort.pk, Times())
            return managed if instrument.subject == Subject.MENTEE else Times(set(managed))
        seats = self.seats_of(cohort.pk, instrument.audience, states)
        if instrument.subject != Subject.PARTNER:
            return Times(seat.person_id for seat in seats)
        return self.facing(seats, self.pairs.get(cohort.pk, ()))

    def seats_of(self, cohort_id: UUID, role: str, states: Collection[str]) -> list[Seat]:
        """Return the places of a role that are, or may come to be, in one of the states."""
        return [
            seat
            for seat in self.seats.get(cohort_id, ())
            if seat.role == role and (not states or _may_come_to(seat.state, states))
        ]

    def facing(self, seats: Iterable[Seat], pairs: Iterable[Pair]) -> Times:
        """Return how many people each of the places faces in the matches."""
        people = {seat.pk: seat.person_id for seat in seats}
        times = Times()
        for pair in pairs:
            for seat_id in pair.sides:
                if seat_id in people:
                    times[people[seat_id]] += pair.faces(seat_id)
        return times


def read_audiences(cohorts: Collection[Cohort]) -> Audiences:
    """Return whom surveys of these cohorts may ask; two queries, and two more at most later."""
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    places = Participant.objects.taking_part().filter(
        cohort__in=cohorts, person__is_active=True, person__email__isnull=False
    )
    for row in places.values_list("pk", "person_id", "cohort_id", "role", "state"):
        seat = Seat(*row)
        seats[seat.cohort_id].append(seat)
    found = {cohort_id: tuple(of_cohort) for cohort_id, of_cohort in seats.items()}
    return Audiences(cohorts, found, _pairs(cohorts))


def _pairs(cohorts: Collection[Cohort]) -> dict[UUID, tuple[Pair, ...]]:
    """Return the matches under way by cohort."""
    found: dict[UUID, Pair] = {}
    members = MatchMember.objects.filter(match__cohort__in=cohorts, match__state__in=BEGUN)
    sides: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for pk, cohort_id, started_on, seat_id, side in members.values_list(
        "match_id", "match__cohort_id", "match__started_on", "participant_id", "side"
    ):
        sides[pk][seat_id] = side
        if started_on is not None:
            found[pk] = Pair(pk, cohort_id, started_on, sides[pk])
    pairs: dict[UUID, list[Pair]] = defaultdict(list)
    for pair in found.values():
        pairs[pair.cohort_id].append(pair)
    return {cohort_id: tuple(of_cohort) for cohort_id, of_cohort in pairs.items()}


def _sponsors(cohorts: Collection[Cohort]) -> dict[UUID, frozenset[UUID]]:
    """Return who sponsors each programme and can be written to."""
    sponsors: dict[UUID, set[UUID]] = defaultdict(set)
    reachable = Sponsorship.objects.reachable().filter(
        programme__in={cohort.programme_id for cohort in cohorts}, person__email__isnull=False
    )
    for programme_id, person_id in reachable.values_list("programme_id", "person_id"):
        sponsors[programme_id].add(person_id)
    return {programme_id: frozenset(people) for programme_id, people in sponsors.items()}


def _managers(cohorts: Collection[Cohort]) -> dict[UUID, Times]:
    """Return by cohort how many mentees who take part each line manager endorsed."""
    managers: dict[UUID, Times] = defaultdict(Times)
    over = [ParticipantState.WITHDRAWN, ParticipantState.DECLINED]
    takes_part = Q(
        application__person__places__cohort=F("application__cohort"),
        application__person__places__role=ParticipantRole.MENTEE,
    ) & ~Q(application__person__places__state__in=over)
    endorsed = (
        Endorsement.objects.favourable()
        .filter(takes_part, application__cohort__in=cohorts)
        .filter(endorser__is_active=True, endorser__email__isnull=False)
    )
    for cohort_id, person_id, mentees in (
        endorsed.order_by()
        .values_list("application__cohort_id", "endorser_id")
        .annotate(mentees=Count("application__person", distinct=True))
    ):
        managers[cohort_id][person_id] = mentees
    return managers


def _may_come_to(state: str, states: Collection[str]) -> bool:
    """Tell whether somebody in a state is in one of the states, or on the way to one."""
    if state in states:
        return True
    ahead = WAY[WAY.index(ParticipantState(state)) :] if state in WAY else ()
    return any(later in states for later in ahead)
