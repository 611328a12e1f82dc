"""Example goals fit the form they fill."""

from matching.goals.enums import GoalTheme
from matching.goals.examples import example_of, themes
from matching.goals.forms import MOST_LETTERS, MOST_OF_MEASURE


def test_every_theme_has_examples_and_each_is_found_by_its_key():
    found = [example for theme in themes() for example in theme.examples]
    assert {example.theme for example in found} == set(GoalTheme)
    assert all(len(theme.examples) >= 4 for theme in themes())
    assert [example_of(example.key) for example in found] == found
    assert example_of("nothing") is None


def test_what_an_example_says_can_be_stored():
    for theme in themes():
        for example in theme.examples:
            assert len(str(example.title)) <= MOST_LETTERS
            assert 0 < len(str(example.measure)) <= MOST_OF_MEASURE
            assert all(0 < len(str(step)) <= MOST_LETTERS for step in example.steps)
