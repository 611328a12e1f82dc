"""Scores and bands, at their edges."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.readiness.bands import (
    THRESHOLDS,
    Band,
    Score,
    Verdict,
    band,
    next_band,
    score,
    standing,
)

VERDICTS = st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=12)
PARTS = st.dictionaries(st.sampled_from("abcdef"), VERDICTS, min_size=1)


@pytest.mark.parametrize(
    ("of_all", "weakest", "expected"),
    [
        (90, 80, Band.GOLD),
        (90, 79, Band.SILVER),
        (89, 80, Band.SILVER),
        (80, 70, Band.SILVER),
        (95, 69, Band.BRONZE),
        (70, 60, Band.BRONZE),
        (70, 59, Band.NOT_YET),
        (69, 69, Band.NOT_YET),
    ],
)
def test_both_thresholds_are_needed(of_all, weakest, expected):
    parts = {"weak": Score(Fraction(weakest), 100), "strong": Score(Fraction(100), 100)}
    assert band(Score(Fraction(of_all), 100), parts) == expected


def test_a_percentage_is_rounded_down():
    almost = score([Verdict.MET] * 8 + [Verdict.NOT_MET])
    assert almost.percent == 88
    assert Score(Fraction(8999, 100), 100).percent == 89


@given(PARTS)
def test_a_standing_lies_between_its_parts(parts):
    found = standing(parts)
    shares = [each.share for each in found.parts.values()]
    assert min(shares) <= found.overall.share <= max(shares)
    assert found.overall.of == sum(len(verdicts) for verdicts in parts.values())


@given(PARTS, st.data())
def test_meeting_more_never_costs_a_band(parts, data):
    order = list(Band)
    key = data.draw(st.sampled_from(sorted(parts)))
    place = data.draw(st.integers(0, len(parts[key]) - 1))
    better = {**parts, key: [*parts[key]]}
    better[key][place] = Verdict.MET
    assert order.index(standing(better).band) <= order.index(standing(parts).band)


@given(PARTS)
def test_what_nobody_judged_counts_as_not_met(parts):
    silent = {
        key: [Verdict.NOT_MET if each == Verdict.UNJUDGED else each for each in verdicts]
        for key, verdicts in parts.items()
    }
    assert standing(parts) == standing(silent)


def test_the_band_above_is_known():
    assert next_band(Band.NOT_YET) == THRESHOLDS[2]
    assert next_band(Band.BRONZE) == THRESHOLDS[1]
    assert next_band(Band.SILVER) == THRESHOLDS[0]
    assert next_band(Band.GOLD) is None
