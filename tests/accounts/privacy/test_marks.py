"""Tests of finding and cutting exactly what gives somebody away."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.accounts.privacy.erasing.marks import (
    CUT,
    cut,
    cut_deep,
    excerpts,
    is_named,
    marks_of,
)

ZEB = marks_of(["Zebedee Quillfeather"], ["zeb@leaving.example"])
# Words that cannot stand for any mark.
OTHERS = st.text(alphabet=string.digits + " .,;", max_size=40)


def test_the_full_name_and_address_are_surely_them_and_parts_perhaps():
    assert ZEB.whole == ("Zebedee Quillfeather", "zeb@leaving.example")
    assert ZEB.parts == ("Quillfeather", "Zebedee")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Thanks to Zebedee Quillfeather!", f"Thanks to {CUT}!"),
        ("ZEBEDEE  QUILLFEATHER came", f"{CUT} came"),
        ("Write to zeb@leaving.example.", f"Write to {CUT}."),
        ("Zebedeeism is no name", "Zebedeeism is no name"),
        ("zeb@leaving.example.org", f"{CUT}.org"),
        ("", ""),
    ],
)
def test_exactly_the_mark_is_cut(text, left):
    assert cut(text, ZEB) == left


def test_parts_stay_where_somebody_else_may_be_meant():
    assert cut("Zebedee said so", ZEB, with_parts=False) == "Zebedee said so"
    assert cut("Zebedee said so", ZEB) == f"{CUT} said so"


def test_short_parts_are_words_of_too_many_languages():
    assert marks_of(["Jo Li An"], []).parts == ()


@given(before=OTHERS, after=OTHERS)
def test_nothing_beside_the_mark_changes(before, after):
    text = f"{before} Zebedee {after}"
    assert cut(text, ZEB) == f"{before} {CUT} {after}"


@given(st.recursive(OTHERS, lambda inner: st.lists(inner) | st.dictionaries(OTHERS, inner)))
def test_what_names_nobody_stays_as_it_is(value):
    assert cut_deep(value, ZEB) == value
    assert not is_named(value, ZEB)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_name_and_address_can_be_looked_for(name, address):
    """No letter of a name is taken for a sign of a search pattern."""
    marks = marks_of([name], [address])
    assert cut("", marks) == ""
    for whole in marks.whole:
        assert whole not in cut(f" {whole} ", marks)


def test_excerpts_show_some_words_around():
    assert excerpts({"a": ["so Zebedee said"]}, ZEB) == [("so ", "Zebedee", " said")]
