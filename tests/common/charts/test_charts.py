import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from PIL import Image

from mentorship.common.charts import (
    Axis,
    Count,
    Estimate,
    Layer,
    Reading,
    Scale,
    Whole,
    Words,
    bar_chart,
    cohort_chart,
    distribution_chart,
    interval_chart,
    palette,
    png,
    stacked_chart,
    whole_chart,
)

WORDS = Words("From invitation to completion", "41 of 120 finished.")
STEPS = [Count("Invited", 120, "120 (100%)"), Count("Łódź & Ærø", 41, "41 (34%)")]
QUESTIONS = ("Question", "Mean", "Interval", "n")
SVG = "{http://www.w3.org/2000/svg}"


def bars(**words):
    return bar_chart(STEPS, words=words.get("words", WORDS), columns=("Step", "People"))


def every_chart():
    return [
        bars(),
        distribution_chart(STEPS, words=WORDS, columns=("Answer", "People"), axis_title="Answer"),
        interval_chart(
            [Estimate("Met", 4.6, 4.5, 4.7, 105), Estimate("Few", None, None, None, 3)],
            words=WORDS,
            scale=Scale(1, 5, "Mean", mark=4, mark_label="Target"),
            columns=QUESTIONS,
        ),
        *(
            cohort_chart(
                [
                    Reading("Spring", "Joined", 20),
                    Reading("Spring", "Finished", 12),
                    Reading("Summer", "Joined", 25),
                    Reading("Summer", "Finished", None),
                ],
                words=WORDS,
                axis=Axis("Pairs", high=100, low=0),
                kind=kind,
            )
            for kind in ("bars", "lines", "stacked")
        ),
    ]


def drawn(chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314  (drawn a moment ago, by us)


def texts(chart) -> list[str]:
    return [text.text or "" for text in drawn(chart).iter(f"{SVG}text")]


@pytest.mark.parametrize("index", range(6))
def test_every_chart_can_be_read_without_seeing_it(index):
    chart = every_chart()[index]
    root = drawn(chart)

    assert root.get("role") == "img"
    names = root.attrib["aria-labelledby"].split()
    assert [child.get("id") for child in root[:2]] == names
    assert root[0].text == chart.title
    assert root[1].text == chart.description
    assert chart.rows


@pytest.mark.parametrize("index", range(6))
def test_every_chart_passes_a_strict_policy_and_asks_nobody(index):
    svg = every_chart()[index].svg

    assert "style" not in svg
    assert "<script" not in svg
    assert re.findall(r'(?:href|src)="', svg) == []


@pytest.mark.parametrize("index", range(6))
def test_every_colour_of_every_chart_has_its_dark_twin(index):
    sheet = Path("static/css/data.css").read_text(encoding="utf-8")
    svg = every_chart()[index].svg

    for part, colour in set(re.findall(r'(fill|stroke)="(#[0-9a-f]{3,6})"', svg)):
        assert f'[{part}="{colour}"]' in sheet


def test_names_inside_different_charts_never_collide():
    found = [re.findall(r'\bid="([^"]+)"', chart.svg) for chart in every_chart()[:3]]
    names = [name for group in found for name in group]

    assert len(names) == len(set(names))


def test_the_same_chart_is_the_same_picture():
    assert bars().svg == bars().svg


def test_labels_are_text_and_never_markup():
    chart = bar_chart(
        [Count("<script>alert(1)</script>", 1)],
        words=Words("<b>title</b>", "caption"),
        columns=("a", "b"),
    )

    assert "<script" not in chart.svg
    assert "<b>" not in chart.svg
    assert "<script>alert(1)</script>" in texts(chart)


def test_words_at_the_end_of_bars_and_letters_of_all_scripts_arrive():
    shown = texts(bars())

    assert "120 (100%)" in shown
    assert "Łódź & Ærø" in shown


def test_too_few_is_said_and_never_drawn():
    few = Count("Few", None)
    chart = bar_chart([*STEPS, few], words=WORDS, columns=("a", "b"))

    assert chart.rows[-1] == ("Few", "too few to show")
    assert "too few to show" in texts(chart)


def test_an_estimate_of_too_few_keeps_even_its_n():
    chart = every_chart()[2]

    assert chart.rows == (("Met", "4.6", "4.5–4.7", "105"), ("Few", "too few to show", "", ""))
    assert "n = 3" not in chart.svg


def test_a_table_over_cohorts_has_one_column_for_each_series():
    chart = every_chart()[3]

    assert chart.columns == ("Cohort", "Joined", "Finished")
    assert chart.rows == (("Spring", "20", "12"), ("Summer", "25", "too few"))


def test_the_axis_of_estimates_keeps_its_ends():
    ticks = [text for text in texts(every_chart()[2]) if re.fullmatch(r"\d(\.\d)?", text)]

    assert ticks[0] == "1"
    assert ticks[-1] == "5"


@pytest.mark.parametrize(
    "draw",
    [
        lambda: bar_chart([], words=WORDS, columns=("a", "b")),
        lambda: interval_chart([], words=WORDS, scale=Scale(0, 1), columns=QUESTIONS),
        lambda: cohort_chart([], words=WORDS),
        lambda: cohort_chart(
            [Reading("c", str(number), 1) for number in range(len(palette.CATEGORIES) + 1)],
            words=WORDS,
        ),
    ],
)
def test_what_cannot_be_drawn_is_an_error(draw):
    with pytest.raises(ValueError, match="chart"):
        draw()


def test_bars_on_one_another_are_as_high_as_both_together():
    def height(*values):
        readings = [Reading("Spring", str(number), value) for number, value in enumerate(values)]
        chart = cohort_chart(readings, words=WORDS, kind="stacked", axis=Axis(low=0, high=50))
        bars = (
            each for each in drawn(chart).iter(f"{SVG}path") if each.get("aria-roledescription")
        )
        numbers = [float(each.get("d").split("v")[1].split("h")[0]) for each in bars]
        return sum(numbers)

    assert height(20, 10) == pytest.approx(height(30))


def test_no_axis_of_people_has_halves():
    readings = [Reading("Spring", "New", 2), Reading("Spring", "Again", 1)]
    layers = [Layer("May", "due", "Refresher", 2)]
    wholes = [Whole("Spring", {"Came": 2, "Did not": 1})]
    names: dict[str, Any] = {"axis_title": "people", "first_column": "When"}
    charts = [
        *(cohort_chart(readings, words=WORDS, kind=kind) for kind in ("bars", "stacked")),
        stacked_chart(layers, words=WORDS, **names),
        whole_chart(wholes, words=WORDS, parts=("Came", "Did not"), **names),
    ]
    for chart in charts:
        assert not [text for text in texts(chart) if re.fullmatch(r"\d+\.5", text)]


def test_marks_of_a_scale_go_from_one_end_to_the_other():
    assert palette.colours(5, is_ordered=True)[2] == palette.colours(3, is_ordered=True)[1]
    for number in range(2, 6):
        assert len(set(palette.colours(number, is_ordered=True))) == number
        ends = palette.colours(number, is_ordered=True)
        assert (ends[0], ends[-1]) == (palette.colours(5, is_ordered=True)[0], palette.ACCENT)
    assert palette.colours(2) == palette.colours(5)[:2]
    with pytest.raises(ValueError, match="5 parts at most"):
        palette.colours(6)


def test_a_mail_gets_the_same_picture_on_white():
    chart = bars()

    picture = Image.open(io.BytesIO(png(chart)))

    assert picture.format == "PNG"
    assert picture.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or ()}
    assert tuple(bytes.fromhex(palette.ACCENT[1:])) in colours


def test_on_a_page_the_numbers_stand_beside_the_picture():
    template = Template('{% include "components/chart.html" with chart=chart only %}')

    html = template.render(Context({"chart": bars()}))

    assert "<figcaption>41 of 120 finished.</figcaption>" in html
    assert '<th scope="row">Invited</th><td class="number">120 (100%)</td>' in html


def test_in_print_the_title_speaks_the_numbers_too():
    assert "<title" in bars().print_svg
    assert "From invitation to completion. Invited: 120 (100%)" in bars().print_svg
