"""Lists of a few words that people type in."""

from hypothesis import given
from hypothesis import strategies as st

from programmes.people.words import as_text, each_once, words_of


def test_each_word_stands_once_in_the_order_it_was_typed():
    assert words_of(" English,Cymraeg ;english\n Deutsch,, ") == ["English", "Cymraeg", "Deutsch"]
    assert words_of("leading  a   team, Leading a team") == ["leading a team"]
    assert words_of(" ,;\n") == []


@given(st.lists(st.text()))
def test_what_is_kept_reads_back_as_it_is(words):
    kept = words_of(as_text(words))
    assert words_of(as_text(kept)) == kept
    assert each_once(kept) == kept
