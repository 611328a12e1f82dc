"""Outcomes by Kirkpatrick's levels that are more than one question of a survey."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import Avg, Count, F, Q
from django.utils.translation import gettext as _

from evaluation.enums import ItemKind
from evaluation.reports.gathering.rounding import four
from evaluation.reports.model import Figure, OutcomeLine, Question, Source, State, Unit
from evaluation.results import share
from evaluation.statistics import mean_interval, net_promoter_of_counts
from evaluation.suppression import SMALLEST_GROUP, may_show_distribution
from matching.goals.enums import GoalState
from matching.models import Goal
from matching.models.goal import GoalQuerySet
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from training.agenda.enums import FigureKind
from training.models import CompetencyFigure

REACTION, BEHAVIOUR, RESULTS = 1, 3, 4
# Keys under which surveys ask, from 0 to 10, whether one would recommend it; the usual one first.
RECOMMENDING = ("likely_to_recommend", "recommend")
LOWEST, HIGHEST = 0, 10
# On the scale of a goal one may gain, or lose, as much.
MOST_GAIN = 6


def results_of(
    programme: Programme, cohorts: Sequence[Cohort], questions: Sequence[Question]
) -> tuple[OutcomeLine, ...]:
    """Return reaction, behaviour and results as shares and means; three queries.

    `questions` are those of the report: a net score is worked out from the answers that it shows.
    """
    return (
        *_net_scores(questions),
        *_competencies(programme, cohorts),
        *_goals(cohorts),
    )


def _net_scores(questions: Iterable[Question]) -> Iterator[OutcomeLine]:
    """Yield how many more would recommend the programme than would not, in points, once a role."""
    scales = [asked for asked in questions if asked.kind == ItemKind.SCALE]
    by_role: dict[str, Question] = {}
    for key in RECOMMENDING:
        for asked in scales:
            if (asked.key, asked.low, asked.high) == (key, LOWEST, HIGHEST):
                by_role.setdefault(asked.audience, asked)
    for role, asked in by_role.items():
        yield OutcomeLine(REACTION, f"nps_{role}", asked.text, _net_score(asked))


def _net_score(asked: Question) -> Figure:
    """Return the net score of the answers that are shown, or why it is not."""
    if not asked.figure.is_shown:
        return Figure(source=Source.SURVEYS, unit=Unit.ANSWERS, state=asked.figure.state)
    counts = {int(group.value): group.count for group in asked.tally.groups}
    found = net_promoter_of_counts(counts)
    return Figure(
        source=Source.SURVEYS,
        unit=Unit.ANSWERS,
        n=found.n,
        value=four(found.value),
        low=four(found.low),
        high=four(found.high),
    )


def _competencies(programme: Programme, cohorts: Sequence[Cohort]) -> Iterator[OutcomeLine]:
    """Yield how mentees rated mentors in each area, as last told in any of the cohorts."""
    rows = (
        CompetencyFigure.objects.filter(
            programme=programme, cohort__in=cohorts, kind=FigureKind.MENTEE
        )
        .select_related("competency")
        .order_by("competency_id", "-measured_on", "-pk")
        .distinct("competency_id")
    )
    for row in sorted(rows, key=lambda row: row.competency.name):
        figure = Figure(
            source=Source.SURVEYS,
            unit=Unit.PEOPLE,
            n=row.n,
            value=four(row.value),
            low=four(row.low),
            high=four(row.high),
        )
        yield OutcomeLine(
            BEHAVIOUR, f"competency_{row.competency.key}", row.competency.name, figure
        )


def _goals(cohorts: Sequence[Cohort]) -> Iterator[OutcomeLine]:
    """Yield how many goals mentees call reached, and how much nearer they see themselves.

    Only closed cohorts whose own figure may be told by itself are added up: so the sum, less what
    another report tells, never leaves a few people over.
    """
    closed = [cohort.pk for cohort in cohorts if cohort.state == CohortState.CLOSED]
    goals = Goal.objects.filter(match__cohort__in=closed).order_by()
    if counted := _reached(goals):
        reached, of = (sum(column) for column in zip(*counted, strict=True))
        figure = share(reached, of, source=Source.GOALS, unit=Unit.GOALS, has_interval=False)
        yield OutcomeLine(RESULTS, "goals_reached", _("Goals that mentees call reached"), figure)
    if gains := _gains(goals):
        found = mean_interval(gains)
        low, high = found.low, found.high
        figure = Figure(
            source=Source.GOALS,
            unit=Unit.PEOPLE,
            state=State.SHOWN,
            n=found.n,
            value=four(found.value),
            low=None if low is None else four(max(low, -MOST_GAIN)),
            high=None if high is None else four(min(high, MOST_GAIN)),
        )
        text = _("How much nearer mentees see themselves to their goals, in points of 7")
        yield OutcomeLine(RESULTS, "goal_gain", text, figure)


def _reached(goals: GoalQuerySet) -> list[tuple[int, int]]:
    """Return how many goals were reached of how many, of each cohort that may be told of."""
    rows = goals.values("match__cohort").annotate(
        people=Count("person", distinct=True),
        reached=Count("pk", filter=Q(state=GoalState.REACHED)),
        of=Count("pk"),
    )
    return [
        (row["reached"], row["of"])
        for row in rows
        if row["people"] >= SMALLEST_GROUP
        and may_show_distribution([row["reached"], row["of"] - row["reached"]])
    ]


def _gains(goals: GoalQuerySet) -> list[float]:
    """Return each person's mean gain over their goals, in the cohorts that may be told of."""
    rows = (
        goals.filter(end_rating__isnull=False)
        .values_list("match__cohort", "person")
        .annotate(gain=Avg(F("end_rating") - F("start_rating")))
    )
    by_cohort: defaultdict[UUID, list[float]] = defaultdict(list)
    for cohort, _person, gain in rows:
        by_cohort[cohort].append(float(gain))
    return [
        gain
        for gains in by_cohort.values()
        if may_show_distribution(Counter(gains).values())
        for gain in gains
    ]
