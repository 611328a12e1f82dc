"""Objectives, outcomes, what stays alive, risks, loops and return as rows of a report's table."""

from collections.abc import Iterator
from decimal import Decimal

from evaluation.reports.model import (
    ChangeLine,
    CostReport,
    IndicatorLine,
    LoopLine,
    ReportData,
    Source,
)
from evaluation.reports.table_rows import Row, count_of, row_of


def impact_rows(data: ReportData) -> Iterator[Row]:
    """Yield what a sponsor acts on, part by part."""
    for each in data.objectives:
        yield from (_indicator(each.objective, indicator) for indicator in each.indicators)
    for change in data.changes:
        yield from _change(change)
    for result in data.results:
        yield row_of("results", f"level {result.level}: {result.text}", "", result.figure)
    yield from _alive(data)
    for loop in data.loops:
        yield from _loop(loop)
    if data.costs:
        yield from _costs(data.costs)


def _change(line: ChangeLine) -> Iterator[Row]:
    """Yield a change, and where it may be shown its two ends and its effect."""
    name = f"level {line.level}: {line.text}"
    yield row_of("changes", name, "change", line.figure)
    if not line.figure.is_shown:
        return
    for group, mark in (("before", line.first), ("after", line.last), ("d_z", line.effect)):
        yield ("changes", name, group, _plain(mark), "", line.figure.n, "", "", "people", "shown",
               "surveys")  # fmt: skip


def _alive(data: ReportData) -> Iterator[Row]:
    """Yield communities, the pathway, who may come back, and risks."""
    for community in data.communities:
        yield ("communities", community.name, "gatherings", community.held, community.held,
               community.wanted, "", "", "gatherings", "shown", "sessions")  # fmt: skip
    for step in data.pathway:
        yield count_of("pathway", step.key, "", step.count, Source.PATHWAY)
    if data.forecast:
        line = data.forecast
        yield ("forecast", "mentors who may come back", "", line.likely, line.likely, line.of,
               line.low, line.high, "people", "shown", "places")  # fmt: skip
    for risk in data.risks:
        yield ("risks", risk.key, risk.about, risk.count, risk.count, _plain(risk.of), "", "", "",
               "shown", "records")  # fmt: skip


def _indicator(objective: str, line: IndicatorLine) -> Row:
    """Return an indicator; its verdict stands where figures have their state."""
    return ("objectives", objective, f"{line.name} ({line.target})", _plain(line.value), "",
            _plain(line.n), _plain(line.low), _plain(line.high), line.unit, line.verdict.value,
            line.source)  # fmt: skip


def _loop(line: LoopLine) -> Iterator[Row]:
    """Yield the figure of a recommendation before and after; none where no figure was named."""
    for name, value, n in (("before", line.before, line.before_n),
                           ("after", line.after, line.after_n)):  # fmt: skip
        if value is not None:
            yield ("loops", line.text, f"{line.measure}: {name}", value, "", _plain(n), "", "",
                   line.unit, line.verdict.value, "recommendations")  # fmt: skip


def _costs(book: CostReport) -> Iterator[Row]:
    """Yield every sum, and the return with its bounds."""
    for cost in book.costs:
        yield ("costs", "cost", cost.title, cost.amount, "", "", "", "", book.currency, "shown",
               cost.source or "entered")  # fmt: skip
    for benefit in book.benefits:
        yield ("costs", "claimed", benefit.title, benefit.claimed, "", "", "", "", book.currency,
               "shown", benefit.basis or "entered")  # fmt: skip
    yield ("costs", "return for each unit spent", "", _plain(book.ratio), "", "",
           _plain(book.ratio_low), _plain(book.ratio_high), book.currency, "shown",
           "entered")  # fmt: skip


def _plain(value: Decimal | int | None) -> object:
    """Return a value, or nothing where there is none."""
    return "" if value is None else value
