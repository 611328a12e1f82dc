"""How many matches there were, of what kind, and what they reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from matching.enums import ENDED_STATES, MatchOutcome, MatchSide
from matching.models import Match, MatchMember
from programmes.enums import ParticipantRole
from programmes.models import Cohort


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many matches that have ended graduated, of those whose outcome is known."""

    graduated: int
    of: int


@dataclass(frozen=True, slots=True)
class Shapes:
    """How many matches are no plain pair, and in what way."""

    matches: int
    without_mentor: int
    several_mentors: int
    several_mentees: int
    people_on_both_sides: int


def outcomes(cohorts: Iterable[Cohort]) -> Outcomes:
    """Return how many matches of these cohorts graduated."""
    counted = Match.objects.filter(cohort__in=cohorts, state__in=ENDED_STATES).aggregate(
        graduated=Count("pk", filter=Q(outcome=MatchOutcome.GRADUATED)),
        of=Count("pk", filter=~Q(outcome="")),
    )
    return Outcomes(**counted)


def shapes(cohorts: Iterable[Cohort]) -> Shapes:
    """Return how the matches of these cohorts are made up."""
    other_side = MatchMember.objects.filter(
        match=OuterRef("match"),
        participant__person=OuterRef("participant__person"),
        side=ParticipantRole.MENTEE,
    )
    matches = Match.objects.filter(cohort__in=cohorts)
    sized = matches.annotate(
        mentor_count=Count("members", filter=Q(members__side=ParticipantRole.MENTOR)),
        mentee_count=Count("members", filter=Q(members__side=ParticipantRole.MENTEE)),
        peer_count=Count("members", filter=Q(members__side=MatchSide.PEER)),
    )
    counted = sized.aggregate(
        matches=Count("pk"),
        without_mentor=Count("pk", filter=Q(mentor_count=0, peer_count=0)),
        several_mentors=Count("pk", filter=Q(mentor_count__gt=1)),
        several_mentees=Count("pk", filter=Q(mentee_count__gt=1)),
    )
    both = MatchMember.objects.filter(
        Exists(other_side), match__in=matches, side=ParticipantRole.MENTOR
    )
    return Shapes(**counted, people_on_both_sides=both.count())
