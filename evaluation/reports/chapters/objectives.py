"""What was agreed, and whether it was reached."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.chapters.cells import judged, number
from evaluation.reports.document import Bar, Cell, Chapter, Column, Part, Table
from evaluation.reports.model import Basis, IndicatorLine, Reason, ReportData, Verdict
from programmes.strategy.wording import amount

# Where the target stands on a bar; what lies beyond it is room for more.
TARGET_AT = 80
END = 100


def objectives(data: ReportData, words: tuple[str, ...] = ()) -> Chapter | None:
    """Tell each objective with its target, its result and the verdict; None without any."""
    if not data.objectives:
        return None
    lead = _(
        "Each objective with the target that was agreed for it. The bar shows the way from where "
        "it began to the target, which is the tick; the thin line is the 95% interval."
    )
    return Chapter(
        _("Objectives and results"), lead, (Part(tables=(_table(data), *_legend(data))),), words
    )


def met(data: ReportData) -> tuple[int, int, int, int]:
    """Return how many targets there are, were met, were not met, and cannot be told."""
    verdicts = [line.verdict for each in data.objectives for line in each.indicators]
    counts = (verdicts.count(verdict) for verdict in Verdict)
    return (len(verdicts), *counts)  # type: ignore[return-value]  # there are three verdicts


def _table(data: ReportData) -> Table:
    """Return one row for each indicator."""
    rows = tuple(_row(each.objective, line) for each in data.objectives for line in each.indicators)
    return Table(
        _("Results against the targets that were agreed"),
        (
            Column(_("Objective and measure")),
            Column(_("Target"), is_number=True),
            Column(_("Result"), is_number=True),
            Column(_("Way to the target")),
            Column(_("n"), is_number=True),
            Column(_("Rests on")),
            Column(_("Verdict")),
        ),
        rows,
    )


def _row(objective: str, line: IndicatorLine) -> tuple[Cell, ...]:
    """Return an indicator with target, result, way, n, what it rests on, and verdict."""
    bound = "≥" if line.is_higher_better else "≤"
    due = _("by %(day)s") % {"day": date_format(line.due_on, "j M Y")}
    return (
        Cell(objective, line.name),
        number(f"{bound} {amount(line.target, line.unit)}", due),
        number(*_result(line)),
        Cell("" if line.value is not None else "–", bar=_bar(line)),
        number(_n(line)),
        Cell("–") if line.value is None else Cell(_basis(line.basis), line.source),
        judged(line.verdict, _why(line.reason)),
    )


def _result(line: IndicatorLine) -> tuple[str, str]:
    """Return what was read, and its interval."""
    if line.value is None:
        return _("Not read yet"), ""
    if line.low is None or line.high is None:
        return amount(line.value, line.unit), ""
    span = _("%(low)s to %(high)s") % {
        "low": amount(line.low, ""),
        "high": amount(line.high, line.unit),
    }
    return amount(line.value, line.unit), span


def _n(line: IndicatorLine) -> str:
    """Return how many are behind a result, and of how many."""
    if line.n is None:
        return "–"
    if line.of is None or line.of == line.n:
        return phrases.whole(line.n)
    return _("%(count)s of %(n)s") % {
        "count": phrases.whole(line.n),
        "n": phrases.whole(line.of),
    }


def _basis(basis: Basis) -> str:
    """Say how far a result may be relied on."""
    return {
        Basis.COUNTED: _("All on record"),
        Basis.ANSWERED: _("Those who answered"),
        Basis.TYPED: _("Read off"),
    }[basis]


def _why(reason: Reason | None) -> str:
    """Say why a verdict is the one it is, where its word does not say it."""
    return {
        Reason.NO_VALUE: _("nothing to read"),
        Reason.TOO_OLD: _("read too long ago"),
        Reason.NOT_DUE: _("its day is to come"),
        Reason.WITHIN_CHANCE: _("may be chance"),
        Reason.NO_INTERVAL: _("chance unknown"),
    }.get(reason or Reason.REACHED, "")


def _bar(line: IndicatorLine) -> Bar | None:
    """Return the way from the baseline to the target, or None where no line leads there."""
    start = line.baseline
    if start is None and line.is_higher_better:
        start = Decimal(0)
    if line.value is None or start is None or start == line.target:
        return None
    way = line.target - start

    def place(value: Decimal) -> float:
        along = (value - start) / way * TARGET_AT
        return round(float(min(max(along, Decimal(0)), Decimal(END))), 1)

    ends = sorted(place(bound) for bound in (line.low, line.high) if bound is not None)
    low, high = ends if len(ends) == 2 else (None, None)  # noqa: PLR2004  (both bounds, or none)
    words = _("%(value)s of a target of %(target)s") % {
        "value": amount(line.value, line.unit),
        "target": amount(line.target, line.unit),
    }
    return Bar(reached=place(line.value), target=TARGET_AT, low=low, high=high, words=words)


def _legend(data: ReportData) -> tuple[Table, ...]:
    """Return the strategic goal that each objective serves, where there is more than one."""
    pairs = dict.fromkeys((each.objective, each.goal) for each in data.objectives if each.goal)
    if len({goal for _objective, goal in pairs}) < 2:  # noqa: PLR2004  (one goal needs no table)
        return ()
    rows = tuple((Cell(objective), Cell(goal)) for objective, goal in pairs)
    return (
        Table(
            _("The goal that each objective serves"),
            (Column(_("Objective")), Column(_("Goal"))),
            rows,
        ),
    )
