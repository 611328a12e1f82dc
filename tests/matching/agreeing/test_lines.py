"""The five lines in words, and what changed."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matching.agreeing.lines import AgreementLines, changes_between
from matching.agreeing.sharing import in_both

words = st.text(min_size=1, max_size=20)
agreements = st.builds(
    AgreementLines,
    purpose=words,
    confidentiality=words,
    every_weeks=st.integers(1, 26),
    contact=words,
    ends_on=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)


@given(agreements, agreements)
def test_exactly_what_differs_is_named(one, other):
    differing = [f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)]
    changes = changes_between(one, other)
    assert len(changes) == len(differing)
    assert [(c.title, c.was) for c in changes] == [
        (c.title, c.now) for c in changes_between(other, one)
    ]


def test_weeks_and_days_are_said_in_words():
    lines = AgreementLines("a", "b", 1, "c", date(2026, 6, 30))
    (change,) = changes_between(lines, replace(lines, every_weeks=2))
    assert (change.title, change.was, change.now) == (
        "How often we meet",
        "Every week",
        "Every 2 weeks",
    )
    assert lines.in_words()[-1].text == "30 June 2026"


@given(st.lists(words), st.lists(words))
def test_what_both_named_is_named_once_in_the_others_words(own, others):
    found = in_both(own, others)
    keys = [word.casefold() for word in found]
    assert len(keys) == len(set(keys))
    assert set(keys) == {w.strip().casefold() for w in own} & {w.strip().casefold() for w in others}
    assert set(found) <= {word.strip() for word in others}
