"""Two languages beside each other: nothing is lost, nothing is typed twice."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from evaluation.instruments.side_by_side import phrases_of, told_in, without
from tests.evaluation.instruments.scripts import scale, script, scripts, whole


def texts_of(one, code):
    return {phrase.name: phrase.told for phrase in phrases_of(one, code)}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts())
def test_saving_what_is_there_changes_nothing_that_is_read(one):
    saved = told_in(one, "de", texts_of(one, "de"))
    assert phrases_of(saved, "de") == phrases_of(one, "de")
    assert told_in(saved, "de", texts_of(saved, "de")) == saved
    for code in ("fr", "pt-br"):
        assert phrases_of(saved, code) == phrases_of(one, code)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts())
def test_every_text_can_be_told(one):
    told = {phrase.name: f"«{phrase.own}»" for phrase in phrases_of(one, "sw")}
    for phrase in phrases_of(told_in(one, "sw", told), "sw"):
        assert phrase.told == f"«{phrase.own}»"
    assert without(told_in(one, "sw", told), "sw") == without(one, "sw") == one


def test_what_recurs_is_one_phrase():
    one = script(scale("a"), scale("b"))
    recurring = {phrase.own: phrase for phrase in phrases_of(one, "de") if phrase.times > 1}
    assert set(recurring) == {"Not at all", "Very much"}
    told = told_in(one, "de", {recurring["Very much"].name: "Sehr"})
    assert [item.translations["de"]["high_anchor"] for item in told.items] == ["Sehr", "Sehr"]


def test_two_translations_of_the_same_words_stay_two():
    first = scale("a", translations={"de": {"low_anchor": "Nie"}})
    second = scale("b", translations={"de": {"low_anchor": "Gar nicht"}})
    one = script(first, second)
    assert told_in(one, "de", texts_of(one, "de")).items == (first, second)


def test_a_language_without_words_stays_on_offer_until_it_is_taken_out():
    offered = told_in(replace(whole(), translations={}), "fr", {})
    assert offered.translations == {"fr": {}}
    assert without(offered, "fr").translations == {}
