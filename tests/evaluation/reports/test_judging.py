"""A verdict follows from what was read, never from its rounding, and chance has its say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reports.judging import Seen, judged
from evaluation.reports.model import Reason, Verdict
from programmes.indicators import Better, Plan

TODAY = date(2026, 11, 2)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
figures = st.decimals(-1000, 1000, places=4)


def plan(target="75", *, due=YESTERDAY, better=Better.HIGHER):
    return Plan(Decimal(target), due, better, None, None)


def counted(value, on=TODAY):
    return Seen(Decimal(value), on)


def answered(value, low, high, on=TODAY):
    low, high = (None if end is None else Decimal(end) for end in (low, high))
    return Seen(Decimal(value), on, low, high, is_answered=True)


@pytest.mark.parametrize(
    ("seen", "verdict", "reason"),
    [
        (None, Verdict.CANNOT_TELL, Reason.NO_VALUE),
        (counted("75"), Verdict.MET, Reason.REACHED),
        (counted("74.9999"), Verdict.NOT_MET, Reason.SHORT),
        (counted("60", YESTERDAY - timedelta(days=91)), Verdict.CANNOT_TELL, Reason.TOO_OLD),
        (counted("80", YESTERDAY - timedelta(days=91)), Verdict.MET, Reason.REACHED),
        (answered("82", "75", "88"), Verdict.MET, Reason.REACHED),
        (answered("82", "74.9999", "88"), Verdict.CANNOT_TELL, Reason.WITHIN_CHANCE),
        (answered("60", "52", "75"), Verdict.CANNOT_TELL, Reason.WITHIN_CHANCE),
        (answered("60", "52", "74.9999"), Verdict.NOT_MET, Reason.SHORT),
        (answered("100", None, None), Verdict.CANNOT_TELL, Reason.NO_INTERVAL),
    ],
)
def test_what_follows_once_the_day_is_over(seen, verdict, reason):
    assert judged(plan(), seen, TODAY) == (verdict, reason)


def test_a_target_that_is_not_due_was_not_missed():
    for due in (TODAY, TOMORROW):
        assert judged(plan(due=due), counted("10"), TODAY) == (
            Verdict.CANNOT_TELL,
            Reason.NOT_DUE,
        )
        assert judged(plan(due=due), counted("75"), TODAY)[0] == Verdict.MET


@given(value=figures, target=figures, width=st.decimals(0, 50, places=4), is_answered=st.booleans())
def test_lower_is_better_is_the_mirror_of_higher_is_better(value, target, width, is_answered):
    up = Seen(value, TODAY, value - width, value + width, is_answered)
    down = Seen(-value, TODAY, -value - width, -value + width, is_answered)
    lower = Plan(-target, YESTERDAY, Better.LOWER, None, None)
    assert judged(Plan(target, YESTERDAY, Better.HIGHER, None, None), up, TODAY) == judged(
        lower, down, TODAY
    )


@given(value=figures, better=figures, target=figures)
def test_a_better_value_never_has_a_worse_verdict(value, better, target):
    worse, best = sorted((value, better))
    order = [Verdict.NOT_MET, Verdict.CANNOT_TELL, Verdict.MET]
    aim = Plan(target, YESTERDAY, Better.HIGHER, None, None)
    first, second = (order.index(judged(aim, counted(one), TODAY)[0]) for one in (worse, best))
    assert first <= second


@given(value=figures, width=st.decimals(0, 50, places=4), target=figures)
def test_no_interval_that_holds_the_target_on_both_sides_decides(value, width, target):
    low, high = value - width, value + width
    verdict, _reason = judged(
        Plan(target, YESTERDAY, Better.HIGHER, None, None),
        Seen(value, TODAY, low, high, is_answered=True),
        TODAY,
    )
    expected = Verdict.MET if low >= target else Verdict.NOT_MET
    assert verdict == (Verdict.CANNOT_TELL if low < target <= high else expected)
