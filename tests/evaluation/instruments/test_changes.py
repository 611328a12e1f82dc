"""What is new in a version is told question by question."""

from dataclasses import replace

from evaluation.instruments.changes import Change, Kind, changes_since
from evaluation.instruments.words import change_in_words
from tests.evaluation.instruments.scripts import scale, script, whole, yes_no


def test_nothing_is_new_in_a_copy_or_in_another_language():
    assert changes_since(whole(), whole()) == []
    told = replace(whole(), translations={})
    assert changes_since(told, whole()) == []


def test_each_kind_of_change_is_told_in_the_order_of_asking():
    before = script(scale("a"), scale("b"), scale("c"), yes_no("d"))
    now = script(scale("new"), scale("c", is_required=True), scale("a", text="Better."), scale("b"))
    assert changes_since(now, before) == [
        Change(Kind.ADDED, "Mark new."),
        Change(Kind.OTHERWISE, "Mark c."),
        Change(Kind.REWORDED, "Better.", "Mark a."),
        Change(Kind.GONE, "Is it d?"),
    ]
    assert [change_in_words(change) for change in changes_since(now, before)] == [
        "New: “Mark new.”",
        "Asked otherwise: “Mark c.”",
        "“Better.” instead of “Mark a.”",
        "No longer asked: “Is it d?”",
    ]
