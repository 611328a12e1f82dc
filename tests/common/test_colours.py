"""Contrast is measured as WCAG does, and every colour has a readable neighbour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.common.colours import (
    contrast,
    distance,
    is_colour,
    lab_of,
    least_contrast,
    nearest_readable,
    with_lightness,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(first, second, expected):
    assert contrast(first, second) == pytest.approx(expected, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


@given(colours)
def test_what_is_proposed_can_be_read(colour):
    proposed = nearest_readable(colour, ("#faf9f6", "#ffffff", "#f2f1ed"))
    assert is_colour(proposed)
    assert least_contrast(proposed, ("#faf9f6", "#ffffff", "#f2f1ed")) >= 4.5


@given(colours)
def test_a_colour_that_can_be_read_stays(colour):
    if least_contrast(colour, ("#ffffff",)) >= 4.5:
        assert nearest_readable(colour, ("#ffffff",)) == colour


def test_the_proposal_keeps_the_hue_and_goes_no_further_than_it_must():
    proposed = nearest_readable("#ff9900", ("#ffffff",))
    chosen, found = lab_of("#ff9900"), lab_of(proposed)
    assert 4.5 <= contrast(proposed, "#ffffff") < 4.75
    assert found.blue_yellow > 0.08, "still an orange"
    assert distance(chosen, found) < 0.3


@given(colours)
def test_a_colour_at_its_own_lightness_is_itself(colour):
    same = with_lightness(colour, lab_of(colour).lightness)
    assert distance(lab_of(same), lab_of(colour)) < 0.02


@pytest.mark.parametrize("value", ["#FFFFFF", "ffffff", "#fff", "#00000g", "#000000;", ""])
def test_other_spellings_are_none(value):
    assert not is_colour(value)
