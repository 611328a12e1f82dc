"""The forecast as arithmetic: what it must always satisfy, and how often it is right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit
from scipy.stats import betabinom

from evaluation.forecasting import core
from evaluation.forecasting.core import COVERS, Intent, Past, foresee, look_back, together


@st.composite
def pasts(draw):
    """An earlier cohort."""
    of = draw(st.integers(0, 60))
    answers = draw(st.integers(0, of))
    yes = draw(st.integers(0, answers))
    unsure = draw(st.integers(0, answers - yes))
    intent = draw(st.sampled_from([None, Intent(yes, unsure, answers)]))
    return Past(of, draw(st.integers(0, of)), intent)


@given(st.lists(pasts(), max_size=4), st.integers(0, 80), st.data())
def test_a_forecast_lies_between_nobody_and_everybody(past, of, data):
    surely = data.draw(st.integers(0, of))
    foreseen = foresee(past, of=of, intent=Intent(3, 2, 8), surely=surely)
    if not any(each.of for each in past):
        assert foreseen is None
        return
    assert surely <= foreseen.low <= foreseen.likely <= foreseen.high <= of
    assert sum(foreseen.chances) == pytest.approx(1)
    inside = sum(foreseen.chances[foreseen.low : foreseen.high + 1])
    assert inside >= COVERS / 100 - 1e-9


def test_chances_are_those_of_beta_binomials():
    rate, scatter = 0.4, 0.1
    size = (1 - scatter) / scatter
    counts = np.arange(31.0)
    ours = core._log_chance(counts, 30, np.array([rate]), np.array([scatter]))[:, 0]
    theirs = betabinom.logpmf(counts, 30, rate * size, (1 - rate) * size)
    assert ours == pytest.approx(theirs)


def test_the_mixture_is_what_bayes_says():
    """Weighed one by one in plain loops, the same chances come out."""
    past = [Past(20, 10), Past(36, 13)]
    weights, mixed = [], []
    for mean in core._MEANS:
        for scatter in core._SCATTERS:
            rate, size = expit(mean), (1 - scatter) / scatter
            first, second = rate * size, (1 - rate) * size
            weight = rate * (1 - rate) * (1 - scatter) ** (core.SCATTER_PRIOR - 1)
            for each in past:
                weight *= betabinom.pmf(each.came, each.of, first, second)
            weights.append(weight)
            mixed.append(betabinom.pmf(np.arange(13), 12, first, second))
    expected = np.average(mixed, axis=0, weights=weights)
    assert foresee(past, of=12).chances == pytest.approx(expected, abs=1e-4)


def test_eight_of_ten_forecasts_hold():
    """Over made-up programmes as the method takes them to be; 300 draws err by 2.3 points."""
    chance = np.random.default_rng(20261126)
    held = []
    for _programme in range(300):
        rate, scatter = chance.uniform(0, 1), chance.beta(1, core.SCATTER_PRIOR)
        size = (1 - scatter) / scatter
        cohorts = [
            Past(of, int(chance.binomial(of, chance.beta(rate * size, (1 - rate) * size))))
            for of in (int(each) for each in chance.integers(15, 45, 4))
        ]
        held.append(look_back(cohorts)[-1].holds(cohorts[-1].came))
    assert 0.73 <= np.mean(held) <= 0.90


def test_more_cohorts_make_a_forecast_surer():
    one = foresee([Past(40, 16)], of=40)
    five = foresee([Past(40, 16)] * 5, of=40)
    assert five.high - five.low < one.high - one.low


def test_what_people_intend_moves_a_forecast_by_less_than_it_moved():
    past = [Past(30, 15, Intent(15, 0, 30)), Past(30, 15, Intent(15, 0, 30))]
    usual = foresee(past, of=30, intent=Intent(15, 0, 30))
    keen = foresee(past, of=30, intent=Intent(24, 0, 30))
    assert usual.likely == 15
    assert usual.likely < keen.likely < 24
    assert keen.uses_intent


def test_intent_is_set_against_nothing_where_no_earlier_cohort_was_asked():
    past = [Past(30, 15), Past(30, 14)]
    asked = foresee(past, of=30, intent=Intent(28, 0, 30))
    assert not asked.uses_intent
    assert asked.chances == foresee(past, of=30).chances


def test_a_programme_in_which_intent_tells_nothing_learns_so():
    told, meant = (10, 14, 9, 15), (24, 6, 25, 5)
    past = [Past(24, came, Intent(yes, 0, 30)) for came, yes in zip(told, meant, strict=True)] * 2
    keen = foresee(past, of=24, intent=Intent(28, 0, 30))
    assert keen.likely <= foresee(past, of=24).likely


def test_whoever_has_a_place_again_is_counted():
    foreseen = foresee([Past(30, 3)], of=20, surely=15)
    assert foreseen.low >= 15
    with pytest.raises(ValueError, match="More are sure"):
        foresee([Past(30, 3)], of=2, surely=3)


def test_two_forecasts_add_up():
    back, steps = foresee([Past(30, 15)], of=10), foresee([Past(40, 4)], of=12)
    assert back
    assert steps
    both = together(back, steps)
    assert both.of == 22
    assert both.chances[0] == pytest.approx(back.chances[0] * steps.chances[0])
    assert back.low + steps.low <= both.likely <= back.high + steps.high


def test_looking_back_uses_earlier_cohorts_alone():
    past = [Past(20, 10), Past(36, 13), Past(34, 16)]
    nothing, first, second = look_back(past)
    assert nothing is None
    assert first == foresee(past[:1], of=36)
    assert second == foresee(past[:2], of=34)


def test_a_large_cohort_fits_into_memory():
    foreseen = foresee([Past(9000, 4100), Past(8000, 3500)], of=5000)
    assert 0 < foreseen.low < foreseen.high < 5000
