"""What was scored, raised and faded in a programme, competency by competency."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from programmes.models import Programme
from training.agenda.clocks import Spread, spreads_of
from training.agenda.enums import FigureKind, RaisedCategory
from training.agenda.ranking import (
    Figure,
    Ranked,
    faded_figure,
    gap_figure,
    raised_figure,
    rank,
    score_figure,
)
from training.currency.days import add_months
from training.decay import Band
from training.models import Competency, CompetencyFigure, RaisedReason

# Nothing is said of fewer.
FEWEST = 5
MONTHS_RAISED = 12

# Which competency a category speaks of, by its key; fit, time and other things are no skill.
KEYS: Mapping[str, str] = {
    RaisedCategory.CONTACT: "communication",
    RaisedCategory.EXPECTATIONS: "expectations",
    RaisedCategory.COMMUNICATION: "communication",
    RaisedCategory.BOUNDARIES: "expectations",
    RaisedCategory.INCLUSION: "inclusion",
    RaisedCategory.INDEPENDENCE: "independence",
    RaisedCategory.DEVELOPMENT: "development",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A competency on the agenda, with the figures that put it there, the strongest first."""

    competency: Competency
    weight: float
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about what the next refresher should be about."""

    topics: tuple[Topic, ...]
    spreads: tuple[Spread, ...]
    latest: Mapping[tuple[UUID, str], CompetencyFigure]

    def figure(self, competency: Competency, kind: FigureKind) -> CompetencyFigure | None:
        """Return the latest figure of a kind on a competency."""
        return self.latest.get((competency.pk, kind))


def evidence_of(programme: Programme, day: date) -> Evidence:
    """Return what was scored, raised and faded, and the topics it ranks; six queries."""
    spreads = tuple(spreads_of(programme, day))
    competencies = [spread.competency for spread in spreads]
    latest = latest_figures(programme)
    raised, of = _raised(programme, day)
    figures: defaultdict[UUID, list[Figure]] = defaultdict(list)
    for spread in spreads:
        key = spread.competency.pk
        figures[key] = [
            *_scored(latest, key),
            *_said(raised[spread.competency.key], of),
            *_faded(spread),
        ]
    known = {each.pk: each for each in competencies}
    return Evidence(tuple(_topic(item, known) for item in rank(figures)), spreads, latest)


def latest_figures(programme: Programme) -> dict[tuple[UUID, str], CompetencyFigure]:
    """Return the latest figure of each kind on each competency; one query."""
    rows = (
        CompetencyFigure.objects.filter(programme=programme)
        .order_by("competency_id", "kind", "-measured_on", "-pk")
        .distinct("competency_id", "kind")
    )
    return {(row.competency_id, row.kind): row for row in rows}


def _topic(item: Ranked[UUID], known: Mapping[UUID, Competency]) -> Topic:
    """Return a ranked competency with its own name."""
    return Topic(known[item.key], item.weight, item.figures)


def _scored(
    latest: Mapping[tuple[UUID, str], CompetencyFigure], competency: UUID
) -> Sequence[Figure]:
    """Return what mentees rated, and how far mentors see themselves above that."""
    score = latest.get((competency, FigureKind.MENTEE))
    gap = latest.get((competency, FigureKind.GAP))
    found = []
    if score:
        found.append(score_figure(score.value, score.n))
    if gap:
        found.append(gap_figure(gap.value, gap.n))
    return found


def _said(count: int, of: int) -> Sequence[Figure]:
    """Return what was raised, once five reasons were given."""
    return [raised_figure(count, of)] if of >= FEWEST else []


def _faded(spread: Spread) -> Sequence[Figure]:
    """Return how many have less than half left, once five have ever learnt it."""
    if spread.learnt < FEWEST:
        return []
    return [faded_figure(spread.counts[Band.FADED], spread.learnt)]


def _raised(programme: Programme, day: date) -> tuple[defaultdict[str, int], int]:
    """Return how often each competency was meant in a year, and how many reasons there were."""
    rows = (
        RaisedReason.objects.filter(
            programme=programme, raised_on__gt=add_months(day, -MONTHS_RAISED), raised_on__lte=day
        )
        .order_by()
        .values_list("category")
        .annotate(n=Count("pk"))
    )
    counts: defaultdict[str, int] = defaultdict(int)
    of = 0
    for category, n in rows:
        of += n
        if category in KEYS:
            counts[KEYS[category]] += n
    return counts, of
