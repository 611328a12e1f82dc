"""Recommendations and what became of them, as a report freezes them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from evaluation.ledger.moving import Moved, Point
from evaluation.ledger.readings import Moving, movings_of
from evaluation.models import Report
from evaluation.reports.model import ImplicationLine, LoopLine, Verdict
from programmes.enums import Direction, RecommendationState
from programmes.models import Programme, Recommendation

# A sponsor reads no more than this of either; the ledger has them all.
MOST_LOOPS = 12
MOST_IMPLICATIONS = 12
HUNDREDTHS = Decimal("0.01")
VERDICTS = {
    Moved.MOVED: Verdict.MET,
    Moved.DID_NOT: Verdict.NOT_MET,
    Moved.CANNOT_TELL: Verdict.CANNOT_TELL,
}


def loops_of(programme: Programme, as_at: date) -> tuple[LoopLine, ...]:
    """Return what became of earlier recommendations, the latest decided first."""
    decided = list(
        Recommendation.objects.of_ledger(programme)
        .exclude(state=RecommendationState.OPEN)
        .filter(decided_at__date__lte=as_at)
        .select_related("taken_into", "owner")
        .order_by("-decided_at", "pk")[:MOST_LOOPS]
    )
    movings = movings_of(decided, programme=programme, today=as_at)
    return tuple(_loop(row, movings[row.pk]) for row in decided)


def implications_of(programme: Programme) -> tuple[ImplicationLine, ...]:
    """Return the recommendations that are open, or were decided since the last report."""
    rows = Recommendation.objects.filter(programme=programme).select_related("owner")
    last = Report.objects.filter(programme=programme).order_by("-built_at").first()
    wanted = rows.filter(state=RecommendationState.OPEN)
    if last is not None:
        wanted |= rows.filter(decided_at__gt=last.built_at)
    return tuple(
        ImplicationLine(
            key=str(row.pk),
            text=row.text,
            reason=row.reason,
            figure=row.figure,
            owner=row.owner.name if row.owner else "",
            effort=row.effort,
            applies=row.applies,
            state=row.state,
        )
        for row in wanted.order_by("made_at", "pk")[:MOST_IMPLICATIONS]
    )


def _loop(row: Recommendation, moving: Moving) -> LoopLine:
    """Return one recommendation with its figure before and after."""
    return LoopLine(
        text=row.text,
        state=row.state,
        taken_into=row.taken_into.name if row.taken_into else "",
        decision=row.decision,
        owner=row.owner.name if row.owner else "",
        done_on=row.done_at.date() if row.done_at else None,
        measure=moving.measure,
        unit=moving.unit,
        is_higher_better=row.direction == Direction.HIGHER,
        before=_value(moving.before),
        before_n=_behind(moving.before),
        before_on=moving.before.as_of if moving.before else None,
        after=_value(moving.after),
        after_n=_behind(moving.after),
        after_on=moving.after.as_of if moving.after else None,
        verdict=VERDICTS[moving.found.verdict],
    )


def _value(point: Point | None) -> Decimal | None:
    """Return a figure as it is frozen: two decimals."""
    if point is None:
        return None
    return Decimal(str(point.exact)).quantize(HUNDREDTHS, rounding=ROUND_HALF_UP)


def _behind(point: Point | None) -> int | None:
    """Return how many are behind a figure: of a share all that were looked at."""
    if point is None:
        return None
    return point.of if point.is_share else point.n
