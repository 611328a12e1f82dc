"""Pictures of comparisons: each has its numbers as a table and its finding as a sentence."""

import re

import pytest

from evaluation.pictures.distribution import Spread, spreads_of
from evaluation.pictures.response import Coming, response_chart
from mentorship.common.charts import Cell, Curve, HeatLine, Words, curve_chart, heat_chart

WORDS = Words("Title", "What it says.")
OPTIONS = {1: "1 – not at all", 2: "2", 3: "3 – very much"}


def test_a_map_writes_every_value_and_nothing_where_it_is_hidden():
    lines = [HeatLine("Fit", [Cell(0.9, "4.6", "4.6 (n = 12)"), Cell(None)])]
    chart = heat_chart(lines, words=WORDS, columns=["Spring", "Autumn"], first_column="Question")
    assert chart.rows == (("Fit", "4.6 (n = 12)", "too few to show"),)
    assert ">4.6<" in chart.svg
    assert ">–<" in chart.narrow_svg


def test_a_map_with_a_line_too_short_is_refused():
    with pytest.raises(ValueError, match="cell"):
        heat_chart([HeatLine("Fit", [])], words=WORDS, columns=["Spring"], first_column="Question")


def test_curves_stand_in_one_table_by_day():
    curves = [
        Curve("Now", [(0, 0), (2, 50)], ["0 of 4", "2 of 4"]),
        Curve("Last", [(2, 25)], ["1 of 4"]),
    ]
    chart = curve_chart(curves, words=WORDS, axis_title="days", first_column="Day")
    assert chart.columns == ("Day", "Now", "Last")
    assert chart.rows == (("0", "0 of 4", ""), ("2", "2 of 4", "1 of 4"))
    with pytest.raises(ValueError, match="curves"):
        curve_chart([], words=WORDS, axis_title="days", first_column="Day")


def test_answers_are_told_day_by_day_beside_the_last_cohort():
    now, last = Coming("Spring", [20, 20, 50]), Coming("Autumn", [0, 40, 50, 50, 70])
    chart = response_chart([now, last], days=[0, 2, 4], caption="Half have answered.")
    assert chart.caption == "Half have answered."
    assert chart.columns == ("Day", "Spring", "Autumn")
    assert chart.rows == (("1", "20%", "0%"), ("3", "50%", "50%"), ("5", "", "70%"))


def test_spreads_of_groups_are_parts_of_a_hundred_and_counts_in_the_table():
    spreads = [Spread("Care", {1: 1, 3: 3}), Spread("Nobody", {})]
    chart = spreads_of(spreads, OPTIONS, words=WORDS, first_column="Group")
    assert chart.rows == (("Care", "1", "0", "3", "4"),)
    seven = {mark: str(mark) for mark in range(1, 8)}
    assert spreads_of(spreads, seven, words=WORDS, first_column="Group") is None


def test_the_parts_of_a_group_fill_the_whole():
    chart = spreads_of(
        [Spread("Care", {1: 1, 2: 1, 3: 1})], OPTIONS, words=WORDS, first_column="Group"
    )
    widths = sorted(float(w) for w in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v', chart.svg))
    assert widths[-1] / widths[-2] == pytest.approx(34 / 33, rel=0.01)
