"""The console's pages on which surveys are listed, written, looked at and handed on."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.actions.instrument_versions import make_ready, take_in
from evaluation.enums import InstrumentState
from evaluation.instruments.filing import written
from evaluation.instruments.stored import script_of
from evaluation.models import Instrument, Item
from tests.evaluation.instruments.scripts import scale, script, whole
from tests.factories.evaluation import InstrumentFactory, ItemFactory, SectionFactory

ABOUT = {
    "title": "How it went",
    "purpose": "pulse",
    "audience": "mentee",
    "subject": "programme",
    "candour": "anonymous",
    "minutes": "2",
    "language": "en-gb",
}


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def draft(world):
    return take_in(world.organisation, whole(), by=world.coordinator)


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def uploaded(content):
    return {"file": SimpleUploadedFile("survey.json", content, "application/json")}


def queries(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_each_survey_is_listed_once_with_its_newest_version(world, coordinator, draft):
    make_ready(draft, by=None)
    url = address("instrument-version", world, draft.pk)
    assert coordinator.post(url).status_code == 302
    text = text_of(coordinator.get(address("instrument-list", world)))
    assert text.count("A survey") == 1
    assert "Draft version 2 · version 1 is offered" in text


def test_retired_surveys_are_listed_when_asked_for(world, coordinator):
    InstrumentFactory.create(
        organisation=world.organisation, title="Out of date", state=InstrumentState.RETIRED
    )
    url = address("instrument-list", world)
    assert "Out of date" not in text_of(coordinator.get(url))
    assert "Out of date" in text_of(coordinator.get(url, {"state": "retired"}))
    assert "Nothing fits" in text_of(coordinator.get(url, {"q": "unheard of"}))


def test_pages_ask_no_more_for_more_rows(world, coordinator):
    one = InstrumentFactory.create(organisation=world.organisation, state="draft")
    ItemFactory.create(instrument=one)
    listed, shown = address("instrument-list", world), address("instrument", world, one.pk)
    preview = address("instrument-page", world, one.pk)
    queries(coordinator, listed)
    before = [queries(coordinator, url) for url in (listed, shown, preview)]
    for number in range(30):
        other = InstrumentFactory.create(organisation=world.organisation)
        ItemFactory.create(instrument=other)
        section = SectionFactory.create(instrument=one)
        ItemFactory.create(instrument=one, section=section, key=f"k{number}")
    assert [queries(coordinator, url) for url in (listed, shown, preview)] == before


def test_a_survey_is_begun_and_asks_its_first_question(world, coordinator):
    begun = coordinator.post(address("instrument-add", world), ABOUT, follow=True)
    assert "A draft with 0 questions." in text_of(begun)
    one = Instrument.objects.get()
    url = address("instrument-item-add", world, one.pk)
    assert "In your own words" in text_of(coordinator.get(url))
    asked = {"text": "It went well.", "low": 1, "high": 5, "is_core": "on"}
    anchors = {"low_anchor": "Not at all", "high_anchor": "Very much"}
    page = coordinator.post(f"{url}?kind=scale", {**asked, **anchors, "again": "yes"}, follow=True)
    # The next one begins with the scale of the last.
    assert 'value="Very much"' in page.content.decode()
    item = one.items.get()
    assert (item.key, item.low_anchor, item.is_core) == ("it-went-well", "Not at all", True)


def test_nothing_typed_is_lost_when_a_question_cannot_be_so(world, coordinator, draft):
    url = f"{address('instrument-item-add', world, draft.pk)}?kind=scale"
    typed = {"text": "Typed before", "low": 5, "high": 5, "low_anchor": "a", "high_anchor": "A"}
    page = coordinator.post(url, typed)
    assert "Typed before" in page.content.decode()
    assert "This has to be above the lowest mark" in text_of(page)
    assert "Both ends say the same." in text_of(page)
    assert draft.items.count() == 5


def test_a_section_of_another_survey_is_refused(world, coordinator, draft):
    foreign = SectionFactory.create(
        instrument=InstrumentFactory.create(organisation=world.organisation)
    )
    url = f"{address('instrument-item-add', world, draft.pk)}?kind=text"
    page = coordinator.post(url, {"text": "Why not?", "section": str(foreign.pk)})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"section"}


def test_asking_anonymously_about_a_person_is_refused(world, coordinator):
    page = coordinator.post(address("instrument-add", world), ABOUT | {"subject": "partner"})
    assert "Who rates whom tells who answered" in text_of(page)
    assert not Instrument.objects.exists()


def test_a_question_is_asked_only_after_an_answer(world, coordinator, draft):
    item = draft.items.get(key="a")
    url = address("item-condition", world, item.pk)
    page = coordinator.get(url, {"after": "met"})
    assert [str(label) for _value, label in page.context["form"].fields["answers"].choices] == [
        "Yes",
        "No",
    ]
    coordinator.post(f"{url}?after=met", {"answers": ["1"]})
    item.refresh_from_db()
    assert (item.asked_if_key, item.asked_if_values) == ("met", [False])
    shown = text_of(coordinator.get(address("instrument", world, draft.pk)))
    assert "Only after “Is it met?”: No" in shown
    coordinator.post(f"{url}?after=met", {})
    item.refresh_from_db()
    assert (item.asked_if_key, item.asked_if_values) == ("", [])


def test_problems_are_told_in_words_and_stop_it(world, coordinator, draft):
    Item.objects.filter(instrument=draft, key="a").update(high_anchor="")
    url = address("instrument-ready", world, draft.pk)
    sentence = "Say what the lowest and the highest mark of “Mark a.” mean."
    assert sentence in text_of(coordinator.get(url))
    assert sentence in text_of(coordinator.post(url))
    draft.refresh_from_db()
    assert draft.state == InstrumentState.DRAFT


def test_a_version_that_is_ready_says_who_was_quicker(world, coordinator, draft):
    make_ready(draft, by=world.coordinator)
    page = coordinator.post(address("instrument-ready", world, draft.pk), follow=True)
    assert "You made “A survey” ready to use at" in text_of(page)
    assert "Go on writing this one" in text_of(page)


def test_two_languages_stand_side_by_side_and_nothing_typed_is_lost(world, coordinator, draft):
    url = address("instrument-language", world, draft.pk, "de")
    page = coordinator.get(url)
    assert "Gar nicht" in page.content.decode()
    typed = {field.html_name: field.value() or "" for field in page.context["form"]}
    wrong = coordinator.post(url, typed | {"whole-title": "Fehl\u202eer", "item-b-text": "Neu"})
    assert "cannot be seen" in text_of(wrong)
    assert "Neu" in wrong.content.decode()
    coordinator.post(url, typed | {"item-b-text": "Neu"})
    assert draft.items.get(key="b").translations["de"]["text"] == "Neu"
    assert draft.items.get(key="a").translations["de"]["low_anchor"] == "Gar nicht"
    assert coordinator.get(address("instrument-language", world, draft.pk, "fr")).status_code == 404


def test_a_file_carries_a_survey_to_another_organisation(world, client_of, coordinator, draft):
    file = coordinator.get(address("instrument-file", world, draft.pk))
    assert file.headers["Content-Disposition"] == 'attachment; filename="survey-1.json"'
    other = client_of(world.other_coordinator)
    url = reverse("evaluation:instrument-import", args=(world.other_programme.slug,))
    other.post(url, uploaded(file.content))
    taken = Instrument.objects.get(organisation=world.other_organisation)
    assert script_of(taken) == script_of(draft) == whole()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>", "it is no JSON, or it is damaged"),
        (b"[" * 50_000, "it is no JSON, or it is damaged"),
        (b"", "it is no JSON, or it is damaged"),
        (b"x" * 600_000, "larger than 512 kB"),
        (
            b'{"format": "mentorship-instrument", "format_version": 1, "\\ud800\\u202e": 1}',
            "“??”",
        ),
        (
            written(script(scale("a", text="<script>alert(1)</script>", low=9))).encode(),
            "instrument.items[1]: The highest mark has to be above the lowest",
        ),
    ],
)
def test_a_hostile_file_is_refused_in_words(world, coordinator, content, words):
    page = coordinator.post(address("instrument-import", world), uploaded(content))
    assert page.status_code == 200
    assert words in text_of(page)
    assert not Instrument.objects.exists()


def test_words_from_a_file_are_words_and_nothing_else(world, coordinator):
    hostile = script(scale("a", text="<script>alert(1)</script>"), title="<img src=x>")
    coordinator.post(address("instrument-import", world), uploaded(written(hostile).encode()))
    one = Instrument.objects.get()
    for name in ("instrument", "instrument-page", "instrument-preview", "instrument-ready"):
        body = coordinator.get(address(name, world, one.pk)).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x>" not in body


def test_only_our_own_page_may_frame_the_preview(world, coordinator, draft):
    framed = coordinator.get(address("instrument-page", world, draft.pk), {"language": "de"})
    assert "Tafel" in text_of(framed)
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    frame = coordinator.get(address("instrument-preview", world, draft.pk))
    assert 'sandbox="allow-scripts"' in frame.content.decode()
    in_german = coordinator.get(frame.request["PATH_INFO"], {"language": "de"}).content.decode()
    assert f'{framed.request["PATH_INFO"]}?language=de"' in in_german
    assert "frame-ancestors 'none'" in frame.headers["Content-Security-Policy"]
    assert frame.headers["X-Frame-Options"] == "DENY"


def test_a_survey_of_another_organisation_is_not_there(world, coordinator):
    foreign = take_in(world.other_organisation, whole(), by=None)
    names = ("instrument", "instrument-change", "instrument-file", "instrument-page")
    for name in (*names, "instrument-preview", "instrument-ready", "instrument-item-add"):
        assert coordinator.get(address(name, world, foreign.pk)).status_code == 404
    for name in ("item-change", "item-condition", "item-remove"):
        url = address(name, world, foreign.items.first().pk)
        assert coordinator.get(url).status_code == 404
    section = foreign.sections.first()
    assert coordinator.post(address("section-move", world, section.pk)).status_code == 404


def test_a_draft_is_thrown_away_only_when_asked_to(world, coordinator, draft):
    url = address("instrument-discard", world, draft.pk)
    assert "Throw this draft away?" in text_of(coordinator.get(url))
    assert Instrument.objects.exists()
    coordinator.post(url)
    assert not Instrument.objects.exists()


def test_the_file_is_json_for_people_too(world, coordinator, draft):
    held = json.loads(coordinator.get(address("instrument-file", world, draft.pk)).content)
    assert held["instrument"]["sections"][0]["layout"] == "matrix"
