"""Sections and questions of a draft: written, moved and taken out, one at a time."""

import uuid

import pytest

from evaluation.actions.instrument_languages import drop_language, tell_in
from evaluation.actions.instrument_parts import (
    add_item,
    add_section,
    change_item,
    change_section,
    move_item,
    move_section,
    remove_item,
    remove_section,
)
from evaluation.actions.instrument_versions import make_ready, new_version, take_in
from evaluation.actions.instruments import freeze
from evaluation.instruments.side_by_side import phrases_of
from evaluation.instruments.stored import script_item, script_of
from evaluation.models import Section
from mentorship.common.lifecycle import GoneMeanwhileError, IllegalTransitionError
from programmes.meanwhile import ChangedMeanwhileError
from tests.evaluation.instruments.scripts import scale, whole, yes_no
from tests.factories.accounts import OrganisationFactory


@pytest.fixture
def draft(db):
    return take_in(OrganisationFactory.create(), whole(), by=None)


def keys_of(draft):
    """Return the keys by section, in the order of asking."""
    script = script_of(type(draft).objects.get(pk=draft.pk))
    return [[item.key for item in part.items] for part in (script, *script.sections)]


def item_of(draft, key):
    return draft.items.get(key=key)


def test_a_question_comes_last_in_its_section_under_a_key_of_its_own(draft):
    section = draft.sections.first()
    pk = uuid.uuid4()
    for _press in range(2):
        add_item(draft, pk=pk, item=scale("", text="Is it B?"), section=section, by=None)
    assert keys_of(draft) == [["met"], ["a", "b", "is-it-b"], ["drink", "why"]]
    assert [item.position for item in draft.items.all()] == [1, 2, 3, 4, 5, 6]


def test_a_key_of_an_earlier_version_is_not_taken_again(draft):
    make_ready(draft, by=None)
    freeze(draft)
    version = new_version(draft, by=None)
    remove_item(item_of(version, "why"), by=None)
    again = add_item(version, pk=uuid.uuid4(), item=yes_no("", text="Why"), section=None, by=None)
    assert again.key == "why-2"


@pytest.mark.parametrize(
    ("key", "step", "then"),
    [
        ("b", -1, [["met"], ["b", "a"], ["drink", "why"]]),
        ("b", 1, [["met"], ["a"], ["b", "drink", "why"]]),
        ("drink", -1, [["met"], ["a", "b", "drink"], ["why"]]),
        ("met", 1, [[], ["met", "a", "b"], ["drink", "why"]]),
        ("met", -1, [["met"], ["a", "b"], ["drink", "why"]]),
        ("why", 1, [["met"], ["a", "b"], ["drink", "why"]]),
        ("a", -1, [["met", "a"], ["b"], ["drink", "why"]]),
    ],
)
def test_questions_move_within_and_beyond_their_section(draft, key, step, then):
    move_item(item_of(draft, key), step=step, by=None)
    assert keys_of(draft) == then
    assert [item.key for item in draft.items.all()] == [key for part in then for key in part]


def test_a_section_moves_with_its_questions(draft):
    move_section(draft.sections.first(), step=1, by=None)
    assert keys_of(draft) == [["met"], ["drink", "why"], ["a", "b"]]
    assert [item.key for item in draft.items.all()] == ["met", "drink", "why", "a", "b"]


def test_a_section_goes_with_its_questions(draft):
    remove_section(draft.sections.first(), by=None)
    assert keys_of(draft) == [["met"], ["drink", "why"]]
    add_section(draft, pk=uuid.uuid4(), title="New", introduction="", layout="list", by=None)
    assert keys_of(draft) == [["met"], ["drink", "why"], []]


def test_a_changed_question_keeps_its_key_and_may_change_its_section(draft):
    item = item_of(draft, "a")
    wanted = yes_no("", text="Now otherwise?")
    change_item(item, wanted=wanted, section=draft.sections.last(), by=None)
    assert keys_of(draft) == [["met"], ["b"], ["drink", "why", "a"]]
    assert script_item(item_of(draft, "a")) == yes_no("a", text="Now otherwise?")


def test_who_saves_second_is_told(draft):
    with pytest.raises(ChangedMeanwhileError):
        change_item(item_of(draft, "a"), wanted=scale("a"), section=None, by=None, seen="older")
    section = draft.sections.first()
    told = {"title": "Other", "introduction": "", "layout": "list"}
    with pytest.raises(ChangedMeanwhileError):
        change_section(section, by=None, seen="older", **told)
    change_section(section, by=None, **told)
    assert Section.objects.get(pk=section.pk).title == "Other"


def test_nothing_is_written_into_a_version_that_is_no_draft(draft):
    make_ready(draft, by=None)
    item = item_of(draft, "a")
    for act in (
        lambda: add_item(draft, pk=uuid.uuid4(), item=scale("x"), section=None, by=None),
        lambda: move_item(item, step=1, by=None),
        lambda: remove_item(item, by=None),
        lambda: move_section(draft.sections.first(), step=1, by=None),
        lambda: tell_in(draft, "fr", {}, by=None),
    ):
        with pytest.raises(IllegalTransitionError):
            act()
    assert script_of(draft) == whole()


def test_what_a_colleague_took_out_is_gone(draft):
    item, section = item_of(draft, "a"), draft.sections.first()
    remove_section(section, by=None)
    with pytest.raises(GoneMeanwhileError):
        change_item(item, wanted=scale("a"), section=None, by=None)
    with pytest.raises(GoneMeanwhileError):
        add_item(draft, pk=uuid.uuid4(), item=scale("x"), section=section, by=None)


def test_another_language_is_kept_and_taken_out_again(draft):
    texts = {phrase.name: phrase.own.upper() for phrase in phrases_of(whole(), "fr")}
    tell_in(draft, "fr", texts, by=None)
    stored = script_of(type(draft).objects.get(pk=draft.pk))
    assert stored.translations["fr"] == {"title": "A SURVEY"}
    assert stored.sections[1].items[0].translations["fr"]["options"]["tea"] == "TEA"
    with pytest.raises(ChangedMeanwhileError):
        tell_in(draft, "fr", {}, by=None, seen="older")
    drop_language(draft, "fr", by=None)
    assert script_of(type(draft).objects.get(pk=draft.pk)) == whole()
