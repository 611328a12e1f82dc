"""What a round lets somebody do: say whom they would like, or ask a mentor themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from matching.actions.proposals import MATCHABLE
from matching.models import Round
from matching.models.round import RoundQuerySet
from matching.rounds.enums import MatchingWay, RoundState, WhoWishes
from mentorship.accounts.models import Person
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Participant
from programmes.models.participant import ParticipantQuerySet

SIDES: dict[str, frozenset[str]] = {
    WhoWishes.NOBODY: frozenset(),
    WhoWishes.MENTEES: frozenset({ParticipantRole.MENTEE}),
    WhoWishes.MENTORS: frozenset({ParticipantRole.MENTOR}),
    WhoWishes.BOTH: frozenset(ParticipantRole),
}


@dataclass(frozen=True, slots=True)
class Door:
    """A person's place in an open round, and what they may do there today."""

    place: Participant
    round: Round

    @property
    def is_mentee(self) -> bool:
        """Tell whether they look for a mentor."""
        return self.place.role == ParticipantRole.MENTEE

    @property
    def is_resting(self) -> bool:
        """Tell whether they said “not this time”."""
        told = getattr(self.place, "matching_place", None)
        return told is not None and told.is_resting

    @property
    def is_asked(self) -> bool:
        """Tell whether the round asks their side for wishes, now or until some days ago."""
        is_open = self.round.state == RoundState.OPEN and self.round.wishes_until is not None
        return is_open and not self.is_resting and self.place.role in SIDES[self.round.who_wishes]

    @property
    def may_wish(self) -> bool:
        """Tell whether they may say today whom they would like."""
        return self.is_asked and not self.is_over

    @property
    def is_over(self) -> bool:
        """Tell whether the last day for wishes lies behind."""
        until = self.round.wishes_until
        return until is not None and until < today_of(self.round)

    @property
    def may_ask(self) -> bool:
        """Tell whether they find a mentor by asking."""
        is_asking = self.round.state == RoundState.OPEN and self.round.way == MatchingWay.ASKING
        return is_asking and self.is_mentee and not self.is_resting

    @property
    def may_look(self) -> bool:
        """Tell whether they may see who would suit them."""
        return self.may_wish or self.may_ask


def today_of(chosen: Round) -> date:
    """Return which day it is where the organisation of a round is."""
    return timezone.localdate(timezone=chosen.cohort.programme.organisation.time_zone)


def places_in_rounds(person: Person) -> ParticipantQuerySet:
    """Return somebody's places in which an open round may match them, by cohort and role."""
    own = Participant.objects.of(person).in_states(MATCHABLE)
    return _in_rounds(own.exclude(cohort__state=CohortState.CLOSED))


def rounds_open_to(person: Person) -> RoundQuerySet:
    """Return the open rounds of the cohorts in which somebody has a place."""
    own = Participant.objects.of(person).values("cohort")
    return Round.objects.open().filter(cohort__in=own)


def door_of(place: Participant) -> Door | None:
    """Return the open round that a participant is in, if there is one; two queries."""
    own = Participant.objects.filter(pk=place.pk).in_states(MATCHABLE)
    places = list(_in_rounds(own))
    if not places:
        return None
    return doors_to(places, Round.objects.open().filter(cohort=places[0].cohort_id))[0]


def own_places(person: Person) -> ParticipantQuerySet:
    """Return the places of a person's own in which they can be matched, the next cohort first."""
    own = Participant.objects.visible_to(person).of(person).in_states(MATCHABLE)
    return (
        own.exclude(cohort__state=CohortState.CLOSED)
        .select_related("person", "cohort__programme__organisation")
        .order_by("cohort__starts_on", "role", "pk")
    )


def own_place(person: Person, pk: UUID) -> Participant | None:
    """Return a place of the person's own in which they can be matched; one query."""
    return own_places(person).filter(pk=pk).first()


def _in_rounds(places: ParticipantQuerySet) -> ParticipantQuerySet:
    """Keep those of cohorts with an open round, by cohort and role."""
    return (
        places.filter(cohort__matching_rounds__state=RoundState.OPEN)
        .select_related("person", "cohort__programme__organisation", "matching_place")
        .order_by("cohort__starts_on", "role", "pk")
    )


def doors_to(places: Iterable[Participant], rounds: Iterable[Round]) -> list[Door]:
    """Return the doors of some places, each to the open round of its cohort."""
    by_cohort = {each.cohort_id: each for each in rounds}
    doors = []
    for place in places:
        chosen = by_cohort[place.cohort_id]
        chosen.cohort = place.cohort
        doors.append(Door(place, chosen))
    return doors
