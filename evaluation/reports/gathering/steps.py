"""How far the mentees of some cohorts came, from asking for a place to the end."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from evaluation.reports.model import Step
from matching.enums import MatchOutcome, MatchState
from matching.models import Match, MatchMember, Meeting
from programmes import retention
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant
from training.models import Attendance, LedgerEntry

BEGUN = (MatchState.ACTIVE, MatchState.PAUSED, MatchState.CLOSED, MatchState.ENDED_EARLY)
# From so many meetings on a relationship has begun to be one.
MEETINGS = 3


def steps_of(cohorts: Collection[Cohort]) -> tuple[Step, ...]:
    """Return how far the mentees came: places at each step, of those who took part.

    The records know who was trained only where attendance or hours were kept, and who met only
    where meetings were logged. A step that they do not know of every one of the cohorts is left
    out, since its number would be too small; and so is a first one that tells nothing new. Who was
    not trained may have been matched all the same, so the numbers need not fall from step to step.
    As many queries for many people as for few.
    """
    mentees = Participant.objects.mentees().filter(cohort__in=cohorts)
    seated = mentees.in_states(retention.SEATED)
    steps = tuple(_steps(cohorts, mentees, seated))
    return steps[1:] if steps[0].count == steps[1].count else steps


def _steps(
    cohorts: Collection[Cohort], mentees: QuerySet[Participant], seated: QuerySet[Participant]
) -> Iterator[Step]:
    """Yield each step that the records know."""
    # A record may hold teams that never had a mentor: theirs is no mentoring. Matches are
    # fetched first, here and below: nested conditions lead the planner astray on fresh tables.
    mentored = MatchMember.objects.filter(
        match__cohort__in=cohorts, match__state__in=BEGUN, side=ParticipantRole.MENTOR
    )
    begun = Match.objects.filter(pk__in=set(mentored.values_list("match", flat=True)))
    yield Step("asked", mentees.count())
    yield Step("took_part", seated.count())
    trained = _trained(seated)
    if _cohorts_in(trained) == _cohorts_in(seated):
        yield Step("trained", trained.count())
    yield Step("matched", _in_matches(seated, begun))
    held = Meeting.objects.filter(match__cohort__in=cohorts).held().order_by()
    logged_in = set(held.values_list("match__cohort", flat=True).distinct())
    if logged_in and logged_in == set(begun.values_list("cohort", flat=True)):
        often = held.values("match").annotate(held=Count("pk")).filter(held__gte=MEETINGS)
        met = set(often.values_list("match", flat=True))
        yield Step("met", _in_matches(seated, begun.filter(pk__in=met)))
    closed = begun.filter(state=MatchState.CLOSED)
    has_outcomes = closed.exclude(outcome="").exists()
    done = closed.filter(outcome=MatchOutcome.GRADUATED) if has_outcomes else closed
    yield Step("graduated" if has_outcomes else "completed", _in_matches(seated, done))


def _trained(seated: QuerySet[Participant]) -> QuerySet[Participant]:
    """Return those who were at a session of their cohort, or learnt something in its time."""
    was_there = Attendance.objects.filter(
        session__cohort=OuterRef("cohort"), person=OuterRef("person"), is_present=True
    )
    learnt = (
        LedgerEntry.objects.standing()
        .learnt()
        .filter(
            programme=OuterRef("cohort__programme"),
            person=OuterRef("person"),
            role=OuterRef("role"),
            earned_on__gte=OuterRef("cohort__starts_on"),
            earned_on__lte=OuterRef("cohort__ends_on"),
            is_assured=True,
        )
    )
    trained = Q(Exists(was_there)) | Q(Exists(learnt)) | Q(state=ParticipantState.TRAINED)
    return seated.filter(trained)


def _cohorts_in(places: QuerySet[Participant]) -> set[UUID]:
    """Return in which cohorts there are such places."""
    return set(places.order_by().values_list("cohort", flat=True).distinct())


def _in_matches(mentees: QuerySet[Participant], matches: QuerySet[Match]) -> int:
    """Return how many of these mentees are in any of these matches."""
    found = set(matches.values_list("pk", flat=True))
    places = MatchMember.objects.filter(
        participant=OuterRef("pk"), side=ParticipantRole.MENTEE, match__in=found
    )
    return mentees.filter(Exists(places)).count()
