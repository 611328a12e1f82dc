"""What figures of a round say in words."""

import itertools

import pytest

from mentorship.accounts.models import Person
from programmes.selection.leniency import Leniency
from programmes.selection.round_figures import Agreement, Generosity, agreement_on, common_step


@pytest.mark.parametrize(
    ("alpha", "number", "word"),
    [
        (0.8, 5, "Reliable"),
        (0.799, 5, "With care"),
        (0.667, 5, "With care"),
        (0.66, 5, "Not yet"),
        (-0.2, 5, "Not yet"),
        (0.9, 4, "Cannot tell"),
        (None, 50, "Cannot tell"),
    ],
)
def test_agreement_in_a_word(alpha, number, word):
    assert Agreement("Listens", alpha, number).word == word


def test_only_units_with_two_marks_are_counted():
    assert agreement_on("Listens", [[1, 1], [2, None], [3, 3, None]]).number == 2


@pytest.mark.parametrize("levels", range(3, 8))
def test_scales_of_all_lengths_share_their_ends(levels):
    steps = [common_step(level, levels) for level in range(1, levels + 1)]
    assert (steps[0], steps[-1]) == (0, 60)
    assert len({after - before for before, after in itertools.pairwise(steps)}) == 1


@pytest.mark.parametrize(
    ("levels", "number", "sentence"),
    [
        (0.5, 18, "Maya marks half a level higher than the others"),
        (-1.0, 18, "Maya marks a level lower than the others"),
        (1.6, 18, "Maya marks 1.6 levels higher than the others"),
        (0.1, 18, "Maya marks as the others do"),
        (2.0, 4, "Too few marks of Maya can be compared to say (n = 4)."),
    ],
)
def test_leniency_in_a_sentence(levels, number, sentence):
    maya = Person(name="Maya Ferreira")
    said = Generosity(maya, Leniency(maya.pk, levels / 4, levels, number)).sentence
    assert sentence in said
    assert f"(n = {number})" in said
