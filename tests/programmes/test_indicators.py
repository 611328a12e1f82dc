"""How an indicator stands on a day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programmes.indicators import (
    SPEAKS_FOR,
    Better,
    Plan,
    Reason,
    Status,
    Value,
    standing_on,
)

BEGIN = date(2026, 1, 1)
DUE = BEGIN + timedelta(days=200)
MIDDLE = BEGIN + timedelta(days=100)
UP = Plan(Decimal(80), DUE, Better.HIGHER, Decimal(50), BEGIN)
DOWN = Plan(Decimal(50), DUE, Better.LOWER, Decimal(80), BEGIN)
# From best to worst, as far as values of one day can be compared.
RANKS = {
    Status.MET: 0,
    Status.ON_COURSE: 1,
    Status.BEHIND: 2,
    Status.CANNOT_TELL: 3,
    Status.MISSED: 4,
}

amounts = st.decimals(-1000, 1000, places=2, allow_nan=False, allow_infinity=False)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
plans = st.builds(
    Plan,
    target=amounts,
    due_on=days,
    better=st.sampled_from(Better),
    baseline=st.none() | amounts,
    baseline_on=st.none() | days,
)


def on(day, plan, value, age=0):
    return standing_on(day, plan, Value(Decimal(value), day - timedelta(days=age)))


@pytest.mark.parametrize(
    ("plan", "value", "status"),
    [
        # Half of the way is expected: 65. On course from 90% of it: 63.5.
        (UP, "80", Status.MET),
        (UP, "79.99", Status.ON_COURSE),
        (UP, "63.5", Status.ON_COURSE),
        (UP, "63.49", Status.BEHIND),
        (UP, "40", Status.BEHIND),
        (DOWN, "50", Status.MET),
        (DOWN, "66.5", Status.ON_COURSE),
        (DOWN, "66.51", Status.BEHIND),
        (DOWN, "90", Status.BEHIND),
    ],
)
def test_half_way_on_the_line_decides(plan, value, status):
    assert on(MIDDLE, plan, value).status == status


def test_the_rule_is_told_in_figures():
    standing = on(MIDDLE, UP, "62")
    assert standing.reason == Reason.OFF_THE_LINE
    assert (standing.expected, standing.needed) == (65, Fraction("63.5"))
    assert (standing.way_expected, standing.way_covered) == (Fraction(1, 2), Fraction(2, 5))


def test_the_due_day_itself_is_not_over():
    assert on(DUE, UP, "79").status == Status.ON_COURSE
    assert on(DUE + timedelta(days=1), UP, "79", age=1).status == Status.MISSED


def test_what_is_reached_late_is_met_and_says_so():
    assert on(DUE + timedelta(days=9), UP, "80", age=3).reason == Reason.REACHED_LATE
    assert on(DUE + timedelta(days=9), UP, "80", age=9).reason == Reason.REACHED


def test_a_value_speaks_for_ninety_days():
    assert on(MIDDLE, UP, "70", age=90).status == Status.ON_COURSE
    too_old = on(MIDDLE, UP, "70", age=91)
    assert (too_old.status, too_old.reason) == (Status.CANNOT_TELL, Reason.VALUE_TOO_OLD)
    assert on(MIDDLE, UP, "80", age=400).status == Status.MET


def test_after_the_due_day_the_age_is_counted_to_it():
    later = DUE + timedelta(days=300)
    assert standing_on(later, UP, Value(Decimal(70), DUE - SPEAKS_FOR)).status == Status.MISSED
    before = Value(Decimal(70), DUE - SPEAKS_FOR - timedelta(days=1))
    assert standing_on(later, UP, before).status == Status.CANNOT_TELL


@pytest.mark.parametrize(
    "plan",
    [
        replace(UP, baseline=None),
        replace(UP, baseline_on=None),
        replace(UP, baseline_on=DUE),
        replace(UP, baseline_on=DUE + timedelta(days=5)),
    ],
)
def test_without_a_line_nobody_can_tell_until_the_day_is_over(plan):
    assert on(MIDDLE, plan, "70").reason == Reason.NO_BASELINE
    assert on(MIDDLE, plan, "80").status == Status.MET
    assert on(DUE + timedelta(days=1), plan, "70").status == Status.MISSED


def test_without_a_value_nobody_can_tell_even_afterwards():
    for day in (MIDDLE, DUE + timedelta(days=1)):
        standing = standing_on(day, UP, None)
        assert (standing.status, standing.reason) == (Status.CANNOT_TELL, Reason.NO_VALUE)


def test_before_the_line_begins_no_step_back_is_expected():
    early = BEGIN - timedelta(days=10)
    assert on(early, UP, "50").status == Status.ON_COURSE
    assert on(early, UP, "49.99").status == Status.BEHIND


def test_a_target_that_is_the_baseline_is_to_be_held():
    hold = replace(UP, baseline=Decimal(80))
    assert on(MIDDLE, hold, "80").status == Status.MET
    below = on(MIDDLE, hold, "79")
    assert (below.status, below.way_covered) == (Status.BEHIND, None)


@given(day=days, plan=plans, value=amounts, other=amounts, age=st.integers(0, 400))
def test_a_better_value_never_has_a_worse_status(day, plan, value, other, age):
    better = max if plan.better == Better.HIGHER else min
    good, bad = better(value, other), value + other - better(value, other)
    assert RANKS[on(day, plan, good, age).status] <= RANKS[on(day, plan, bad, age).status]


@given(day=days, plan=plans, value=amounts, age=st.integers(0, 400))
def test_the_mirror_image_stands_alike(day, plan, value, age):
    mirrored = replace(
        plan,
        target=-plan.target,
        baseline=None if plan.baseline is None else -plan.baseline,
        better=Better.LOWER if plan.better == Better.HIGHER else Better.HIGHER,
    )
    here, there = on(day, plan, value, age), on(day, mirrored, -value, age)
    assert (here.status, here.reason) == (there.status, there.reason)
    assert (here.way_expected, here.way_covered) == (there.way_expected, there.way_covered)


@given(day=days, plan=plans, value=amounts, age=st.integers(0, 400), times=st.integers(1, 1000))
def test_the_unit_of_counting_does_not_matter(day, plan, value, age, times):
    finer = replace(
        plan,
        target=plan.target * times,
        baseline=None if plan.baseline is None else plan.baseline * times,
    )
    here, there = on(day, plan, value, age), on(day, finer, value * times, age)
    assert (here.status, here.reason) == (there.status, there.reason)


@given(plan=plans, value=st.builds(Value, amounts, days), day=days, wait=st.integers(0, 800))
def test_waiting_alone_never_makes_a_status_better(plan, value, day, wait):
    assume(value.as_of <= day)
    now = standing_on(day, plan, value)
    later = standing_on(day + timedelta(days=wait), plan, value)
    assert RANKS[later.status] >= RANKS[now.status]


@given(day=days, plan=plans, value=amounts)
def test_a_target_that_is_reached_is_met_and_no_other_is(day, plan, value):
    reached = value >= plan.target if plan.better == Better.HIGHER else value <= plan.target
    assert (on(day, plan, value).status == Status.MET) == reached
