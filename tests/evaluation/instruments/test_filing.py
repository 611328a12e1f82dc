"""A file gives back exactly what was saved, and what was made to harm is refused in words."""

import json
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import enums
from evaluation.instruments import filing
from evaluation.instruments.filing import FORMAT, MOST_BYTES, RefusedFileError, read, written
from evaluation.instruments.script import Script
from evaluation.instruments.words import FAULTS, fault_in_words
from tests.evaluation.instruments.scripts import scale, script, scripts, whole


def codes(content):
    with pytest.raises(RefusedFileError) as refused:
        read(content if isinstance(content, bytes) else json.dumps(content).encode())
    assert all(fault_in_words(fault) for fault in refused.value.faults)
    return [fault.code for fault in refused.value.faults]


def changed(**parts):
    """Return the example as a file holds it, with parts of the instrument otherwise."""
    held = json.loads(written(whole()))
    held["instrument"] |= parts
    return held


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts())
def test_a_round_trip_loses_nothing(one):
    assert read(written(one).encode()) == one


def test_the_example_comes_back_whole():
    assert read(written(whole()).encode()) == whole()
    assert read(b"\xef\xbb\xbf" + written(whole()).encode()) == whole()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda each: (
                st.lists(each, max_size=3)
                | st.dictionaries(
                    st.sampled_from([f.name for f in fields(Script)]), each, max_size=4
                )
            ),
            max_leaves=8,
        ),
    )
)
def test_whatever_comes_is_refused_in_words_and_never_breaks(anything):
    held = anything
    if not isinstance(anything, bytes):
        held = {"format": FORMAT, "format_version": 1, "instrument": anything}
    assert codes(held)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 100_000, "no_json"),
        (b'{"a": NaN}', "no_json"),
        (b'{"format": ' + b"9" * 5000 + b"}", "no_json"),
        (b"\xff\xfe", "no_json"),
        (b" " * (MOST_BYTES + 1), "too_large"),
        (b'{"format": "a", "format": "b"}', "twins"),
        (b"[]", "other_format"),
        (b'{"format": "somebody-elses"}', "other_format"),
    ],
)
def test_a_damaged_or_hostile_file_is_refused_before_it_is_read(content, code):
    assert codes(content) == [code]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"key": "../../etc"}, "no_key"),
        ({"title": ""}, "no_text"),
        ({"title": "a" * 121}, "too_long"),
        ({"title": "nul \x00"}, "unseen"),
        ({"title": "half \ud800"}, "unseen"),
        ({"title": "turned \u202e"}, "unseen"),
        ({"audience": "everybody"}, "not_one_of"),
        ({"audience": ["mentor"]}, "not_one_of"),
        ({"minutes": True}, "no_whole"),
        ({"minutes": 61}, "no_whole"),
        ({"language": "<b>"}, "no_language"),
        ({"translations": []}, "no_object"),
        ({"translations": {"de": {"text": "not of a survey"}}}, "unknown_name"),
        ({"candour": "anonymous", "subject": "partner"}, "anonymous_about"),
        ({"state": "frozen"}, "unknown_name"),
        ({"items": {}}, "no_list"),
        ({"items": [{}] * 101}, "too_many"),
    ],
)
def test_what_an_instrument_cannot_say_is_named(parts, code):
    assert code in codes(changed(**parts))


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"key": "met"}, "same_key"),
        ({"kind": "slider"}, "not_one_of"),
        ({"high": 1}, "bad_scale"),
        ({"high": 100}, "bad_scale"),
        ({"low": 1.5}, "no_whole"),
        ({"kind": "text"}, "no_scale"),
        ({"options": [["a"]]}, "no_pair"),
        ({"options": [["a", "A"], ["a", "B"]]}, "same_key"),
        ({"is_core": "yes"}, "no_flag"),
        ({"asked_if_values": [None]}, "no_whole"),
        ({"id": "x"}, "unknown_name"),
    ],
)
def test_what_a_question_cannot_say_is_named(item, code):
    held = changed()
    held["instrument"]["sections"][0]["items"][0] |= item
    assert code in codes(held)


def test_a_newer_edition_is_told_as_such():
    assert codes({"format": FORMAT, "format_version": 2}) == ["other_version"]


def test_so_many_questions_are_refused_even_over_several_sections():
    held = changed(items=[])
    one = held["instrument"]["sections"][0]
    for place in (0, 1):
        many = [{**one["items"][0], "key": f"k{place}-{n}"} for n in range(60)]
        held["instrument"]["sections"][place] = {**one, "items": many}
    assert codes(held) == ["too_many"]


def test_words_of_the_file_are_those_of_the_product():
    assert tuple(enums.ItemKind.values) == filing.KINDS
    assert tuple(enums.Audience.values) == filing.AUDIENCES
    assert tuple(enums.Subject.values) == filing.SUBJECTS
    assert tuple(enums.Candour.values) == filing.CANDOURS
    assert tuple(enums.Layout.values) == filing.LAYOUTS
    assert tuple(enums.Purpose.values) == filing.PURPOSES


def test_each_fault_that_can_be_found_has_its_sentence():
    source = open(filing.__file__).read()  # noqa: PTH123, SIM115  (the words are looked for as text)
    for code in FAULTS:
        assert f'"{code}"' in source


def test_only_so_many_faults_are_told():
    items = [scale(f"k{n}", text="") for n in range(30)]
    assert len(codes(json.loads(written(script(*items))))) == filing.MOST_FAULTS
