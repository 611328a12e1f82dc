"""Figures of this app for the indicators of programmes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import stdev
from uuid import UUID

from django.db.models import Avg, Count, F, Q
from django.utils.translation import gettext_lazy as _

from matching.enums import ENDED_STATES, MENTORING_SIDES, MatchState
from matching.goals.enums import GoalState
from matching.models import Goal, Match, MatchMember, Meeting
from matching.models.goal import GoalQuerySet
from matching.models.match import MatchQuerySet
from matching.over_people import Bounds, mean_bounds, share_bounds
from programmes.enums import CohortState
from programmes.measures import FEWEST_ANSWERS, Measure, Reading, register_measure, rounded, share
from programmes.models import Programme

BEGAN = (MatchState.ACTIVE, MatchState.PAUSED, *ENDED_STATES)


def closed_as_planned(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the matches that were closed as planned with all that have ended."""
    ended = Match.objects.filter(cohort__programme=programme, state__in=ENDED_STATES)
    return share(ended.filter(state=MatchState.CLOSED).count(), ended.count(), as_of)


def meetings_held_per_match(programme: Programme, *, as_of: date) -> Reading | None:
    """Divide the meetings that were held by the matches that began; None where none is noted."""
    matches = Match.objects.filter(cohort__programme=programme, state__in=BEGAN)
    meetings = Meeting.objects.filter(match__in=matches)
    began = matches.count()
    if not began or not meetings.exists():
        return None
    rows = meetings.held().order_by().values_list("match").annotate(n=Count("pk"))
    held: dict[UUID, int] = dict(rows)
    mean = Decimal(sum(held.values())) / began
    reading = Reading(rounded(mean), began, None, as_of, exact=mean)
    return _between(reading, mean_bounds(_by_mentor(matches, held)))


def goals_reached(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the goals that were reached with all in closed cohorts; see `_enough`."""
    goals = Goal.objects.filter(match__cohort__in=_enough(_goals_of(programme)))
    rows = (
        goals.order_by()
        .values_list("person")
        .annotate(reached=Count("pk", filter=Q(state=GoalState.REACHED)), n=Count("pk"))
    )
    people = {person: (reached, n) for person, reached, n in rows}
    reading = share(
        sum(reached for reached, _n in people.values()),
        sum(n for _reached, n in people.values()),
        as_of,
    )
    return reading and _between(reading, share_bounds(people), times=100)


def goal_gain(programme: Programme, *, as_of: date) -> Reading | None:
    """Return by how many points people rate their goals higher at the end than at the beginning.

    The mean over people of the mean over their goals, so that many goals do not count as many
    people.
    """
    rated = _goals_of(programme).filter(end_rating__isnull=False)
    gains = [
        row["gain"]
        for row in rated.filter(match__cohort__in=_enough(rated))
        .order_by()
        .values("person")
        .annotate(gain=Avg(F("end_rating") - F("start_rating")))
    ]
    if not gains:
        return None
    mean = sum((Decimal(gain) for gain in gains), Decimal(0)) / len(gains)
    spread = Decimal(str(stdev(gains))) if len(gains) > 1 else None
    return Reading(rounded(mean), len(gains), None, as_of, exact=mean, sd=spread, is_answered=True)


def _by_mentor(matches: MatchQuerySet, held: Mapping[UUID, int]) -> dict[UUID, tuple[int, int]]:
    """Return for each mentor the meetings of the matches that are theirs, and how many these are.

    A match of several mentors, or of peers, is counted as of the first of them.
    """
    mentors = MatchMember.objects.filter(match__in=matches, side__in=MENTORING_SIDES)
    whose = dict(
        mentors.order_by("match", "-participant__person").values_list(
            "match", "participant__person"
        )
    )
    meetings, counted = Counter[UUID](), Counter[UUID]()
    for match, mentor in whose.items():
        meetings[mentor] += held.get(match, 0)
        counted[mentor] += 1
    return {mentor: (meetings[mentor], n) for mentor, n in counted.items()}


def _between(reading: Reading, bounds: Bounds, *, times: int = 1) -> Reading:
    """Return a reading with its interval, where there is one."""
    if bounds is None:
        return reading
    low, high = (Decimal(repr(times * bound)) for bound in bounds)
    return replace(reading, low=low, high=high)


def _goals_of(programme: Programme) -> GoalQuerySet:
    """Return the goals of a programme's closed cohorts."""
    return Goal.objects.filter(
        match__cohort__programme=programme, match__cohort__state=CohortState.CLOSED
    )


def _enough(goals: GoalQuerySet) -> list[UUID]:
    """Return the cohorts in which at least five people have such goals.

    Cohorts join whole once they are closed: a figure that moved with each single goal would tell
    whose it was.
    """
    rows = goals.order_by().values_list("match__cohort").annotate(n=Count("person", distinct=True))
    return [cohort for cohort, people in rows if people >= FEWEST_ANSWERS]


def register() -> None:
    """Offer these figures."""
    for measure in MEASURES:
        register_measure(measure)


MEASURES = (
    Measure(
        key="matching.closed_as_planned",
        title=_("Matches closed as planned"),
        unit="%",
        describe=_(
            "Of all matches that have ended in any cohort, those that were closed. Ended early is "
            "not; proposals that nobody took up are left out."
        ),
        read=closed_as_planned,
    ),
    Measure(
        key="matching.meetings_per_match",
        title=_("Meetings held per match"),
        unit=_("meetings"),
        describe=_(
            "All meetings that were said to have happened, divided by all matches that began, in "
            "any cohort and whether they have ended or not. Where none was ever noted, nobody can "
            "tell."
        ),
        read=meetings_held_per_match,
    ),
    Measure(
        key="matching.goals_reached",
        title=_("Goals reached"),
        unit="%",
        describe=_(
            "Of all goals that mentees set in closed cohorts, those they call reached. Cohorts in "
            "which fewer than five people set goals are left out."
        ),
        read=goals_reached,
        is_tied=True,
    ),
    Measure(
        key="matching.goal_gain",
        title=_("Gain on one’s own goals"),
        unit=_("points of 7"),
        describe=_(
            "By how many points, on a scale from 1 to 7, mentees rate where they stand higher at "
            "the end than when they set the goal: the mean over people, in closed cohorts. Cohorts "
            "in which fewer than five people rated both are left out."
        ),
        read=goal_gain,
    ),
)
