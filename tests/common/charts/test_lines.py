"""Values over days, drawn."""

from datetime import date

import pytest

from mentorship.common.charts import Line, Point, Words, line_chart

WORDS = Words("Promotions over time", "26% on 3 May; the target is 35%.")
COLUMNS = ("Day", "Value")
VALUES = Line("Value", [Point(date(2026, 1, 1), 18, "18%"), Point(date(2026, 5, 3), 26)])
TARGET = Line("Target", [Point(date(2026, 1, 1), 35), Point(date(2027, 1, 1), 35)], is_plan=True)


def test_the_table_holds_the_values_and_not_the_plan():
    chart = line_chart([VALUES, TARGET], words=WORDS, columns=COLUMNS, unit="%")
    assert chart.rows == (("1 Jan 2026", "18%"), ("3 May 2026", "26%"))
    assert chart.description == "1 Jan 2026: 18%; 3 May 2026: 26%"


def test_a_plan_is_dashed_and_every_line_is_named():
    svg = line_chart([VALUES, TARGET], words=WORDS, columns=COLUMNS).svg
    assert "stroke-dasharray" in svg
    assert ">Value<" in svg
    assert ">Target<" in svg
    assert "style=" not in svg


def test_a_plan_alone_is_drawn():
    chart = line_chart([Line("Value", []), TARGET], words=WORDS, columns=COLUMNS)
    assert chart.rows == ()
    assert ">Target<" in chart.svg


@pytest.mark.parametrize("lines", [[], [Line("Value", [])], [VALUES, TARGET, TARGET, TARGET]])
def test_nothing_or_too_much_is_refused(lines):
    with pytest.raises(ValueError, match="one to 3 lines"):
        line_chart(lines, words=WORDS, columns=COLUMNS)
