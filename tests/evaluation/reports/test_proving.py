"""What the page of codes compares with a copy on paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from evaluation.reports.model import (
    Basis,
    CostReport,
    IndicatorLine,
    ObjectiveLine,
    Reason,
    Verdict,
)
from evaluation.reports.proving import proven

LINE = IndicatorLine(
    key="1",
    name="Mentors in date",
    unit="%",
    is_higher_better=True,
    baseline=None,
    target=Decimal("95.00"),
    due_on=date(2027, 1, 1),
    value=Decimal("95.65"),
    value_on=date(2026, 11, 2),
    n=22,
    of=23,
    low=None,
    high=None,
    basis=Basis.COUNTED,
    source="",
    verdict=Verdict.MET,
    reason=Reason.REACHED,
)


def test_indicators_with_a_value_and_the_cost_are_proven_too(reports):
    lines = (
        LINE,
        replace(LINE, name="Rated", unit="", of=None, value=Decimal("4.50")),
        replace(LINE, name="Typed", n=None, of=None),
        replace(LINE, name="Unknown", value=None),
    )
    costs = CostReport(
        currency="GBP",
        costs=(),
        benefits=(),
        cost=Decimal("1200.00"),
        benefit=Decimal("2280.00"),
        return_percent=None,
        ratio=None,
        ratio_low=None,
        ratio_high=None,
        swings=(),
        uncounted=(),
        comparisons=(),
    )
    data = replace(reports.pooled, objectives=(ObjectiveLine("", "", lines),), costs=costs)
    before = dict(proven(reports.pooled))
    figures = dict(proven(data))
    assert {label: value for label, value in figures.items() if label not in before} == {
        "Mentors in date (target 95%)": "95.65% (22 of 23)",
        "Rated (target 95)": "4.5 (n = 22)",
        "Typed (target 95%)": "95.65%",
        "Cost": "1,200 GBP",
        "Benefit claimed": "2,280 GBP",
    }
