"""What may be told of a reading beside other programmes, and of cohorts beside their sum."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from evaluation.portfolio.apart import may_compare
from evaluation.portfolio.sheet import Kind, Told, from_plain, to_plain
from evaluation.portfolio.telling import shares_of_parts, told_of
from programmes.measures import FEWEST_ANSWERS, Measure, Reading, number, share
from tests.factories.portfolio import FINISHED, FIT, mean_of, sheet_of

DAY = date(2026, 11, 26)


def measure(unit="%", key="some.figure"):
    return Measure(key, _("A figure"), unit, _("What it counts"), lambda *_args, **_kwargs: None)


def told_by(unit: str, reading: Reading | None, key: str = "some.figure", people: int = 90) -> Any:
    """Return what is told of a reading, numbers and all."""
    assert reading is not None
    return told_of(measure(unit, key), reading, people=people)


def test_a_share_of_rows_gets_its_interval():
    told = told_by("%", share(53, 149, DAY))
    assert (told.kind, told.count, told.n) == (Kind.SHARE, 53, 149)
    assert (round(told.low), round(told.high)) == (28, 44)


def test_a_share_of_rows_that_hang_together_has_the_interval_it_brings_or_none():
    """Goals of one person, answers of one person: Wilson's would take each for itself."""
    tied = replace(measure(), is_tied=True)
    reading = share(53, 149, DAY)
    assert reading is not None
    alone = told_of(tied, reading, people=90)
    assert (alone.kind, alone.count, alone.n, alone.has_interval) == (Kind.TIED, 53, 149, False)
    assert not may_compare(alone)
    between = told_of(tied, replace(reading, low=Decimal(20), high=Decimal(52)), people=90)
    assert (between.low, between.high) == (Decimal(20), Decimal(52))
    assert may_compare(between)
    assert told_of(tied, replace(reading, n=1, of=4), people=90) == Told(kind=Kind.TIED)


def test_a_counted_mean_with_its_interval_is_compared_and_never_added_up():
    reading = Reading(Decimal(4), 20, None, DAY, low=Decimal(3), high=Decimal(5))
    assert told_by("meetings", reading).kind == Kind.INDEX


def test_a_share_of_answers_counts_those_who_gave_the_answer():
    reading = Reading(Decimal("66.7"), 6, 9, DAY, exact=Decimal(200) / 3, is_answered=True)
    told = told_by("%", reading)
    assert (told.count, told.n, told.asked) == (4, 6, 9)


def test_a_mean_with_its_spread_gets_a_t_interval():
    reading = Reading(
        Decimal("1.5"), 16, None, DAY, exact=Decimal("1.5"), sd=Decimal(2), is_answered=True
    )
    told = told_by("points of 7", reading)
    assert told.kind == Kind.MEAN
    assert (round(told.low, 3), round(told.high, 3)) == (Decimal("0.434"), Decimal("2.566"))


def test_a_mean_of_means_is_never_added_up():
    reading = Reading(Decimal(5), 8, None, DAY, is_answered=True)
    told = told_by("of 7", reading, "evaluation.competency")
    assert told.kind == Kind.INDEX


@pytest.mark.parametrize("n", [1, 4])
def test_of_fewer_than_five_not_even_their_number_is_kept(n):
    median = Reading(Decimal(30), n, None, DAY)
    for unit, reading in (("%", share(0, n, DAY)), ("days", median)):
        told = told_by(unit, reading)
        assert told == Told(kind=told.kind)


@pytest.mark.parametrize(("people", "is_shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_count_is_told_where_the_programme_is_no_small_group(people, is_shown):
    assert told_by("people", number(0, DAY), people=people).is_shown is is_shown


def test_a_few_of_many_may_be_told_as_in_a_share():
    assert told_by("people", number(3, DAY)).value == told_by("%", share(3, 16, DAY)).count


parts = st.dictionaries(
    st.integers(1, 8),
    st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    max_size=8,
)


@given(parts)
def test_the_sum_less_the_cohorts_shown_is_never_of_fewer_than_five(cohorts):
    told = shares_of_parts(cohorts)
    left = [cohorts[key][1] for key, each in told.items() if not each.is_shown]
    assert not left or (sum(left) >= FEWEST_ANSWERS and len(left) > 1) or len(left) == len(told)
    assert all((each.n or 0) >= FEWEST_ANSWERS for each in told.values() if each.is_shown)


def test_a_small_cohort_takes_the_smallest_other_with_it():
    told = shares_of_parts({1: (30, 40), 2: (2, 3), 3: (9, 12)})
    assert [key for key, each in told.items() if each.is_shown] == [1]


def test_a_sheet_reads_back_as_it_was_written():
    sheet = sheet_of({FIT: mean_of(4.25)}, {FINISHED: Told(kind=Kind.SHARE)}, open_lessons=2)
    assert from_plain(to_plain(sheet)) == replace(sheet, fresh={})
    assert from_plain(to_plain(sheet) | {"schema": 99}) is None
