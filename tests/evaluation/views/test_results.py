"""The pages and files of what came back: to those who may, with nothing the page itself hides."""

import csv
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluation.enums import Candour, WaveState
from evaluation.summaries.writing import summarise
from mentorship.audit.models import Event
from tests.factories.evaluation import (
    AgainItemFactory,
    AnswerFactory,
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.programmes import CohortFactory, MenteeFactory

pytestmark = pytest.mark.django_db
MET = "mentor_met_expectations"
OF_A_WAVE = ("survey-results-file", "survey-results-people", "survey-results-people-file")


@pytest.fixture
def instrument(world):
    made = InstrumentFactory.create(organisation=world.organisation, candour=Candour.NAMED)
    ItemFactory.create(instrument=made)
    AgainItemFactory.create(instrument=made)
    TextItemFactory.create(instrument=made)
    return made


@pytest.fixture
def wave(world, instrument):
    return closed(world, instrument, world.cohort)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def closed(world, instrument, cohort, people=4):
    made = WaveFactory.create(cohort=cohort, instrument=instrument, state=WaveState.CLOSED)
    places = MenteeFactory.create_batch(people, cohort=cohort)
    for turn, place in enumerate(places):
        AnswerFactory.create(
            wave=made,
            participant=place,
            values={MET: turn % 5 + 1, "would_help": f"<b>Words {turn}</b>"},
        )
    summarise(made)
    return made


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def anonymous(wave):
    type(wave.instrument).objects.filter(pk=wave.instrument_id).update(candour=Candour.ANONYMOUS)


def test_named_answers_are_shown_with_their_names(world, coordinator, wave):
    body = text_of(coordinator.get(address("survey-results-people", world, wave.pk)))
    for answer in wave.answers.select_related("participant__person"):
        assert answer.participant.person.name in body
    assert "&lt;b&gt;Words 3&lt;/b&gt;" in body
    assert "left out" in body


def test_a_count_leads_to_the_people_behind_it(world, coordinator, wave):
    page = coordinator.get(address("wave", world, wave.pk)).content.decode()
    (link,) = re.findall(r'href="([^"]*question=mentor_met_expectations&amp;answer=2)"', page)
    body = text_of(coordinator.get(link.replace("&amp;", "&")))
    assert "1 person said “3” to “My mentor met my expectations.”." in body
    names = {a.values[MET]: a.participant.person.name for a in wave.answers.all()}
    assert names[3] in body
    assert names[1] not in body


@pytest.mark.parametrize("query", ["?question=none&answer=0", f"?question={MET}&answer=77"])
def test_a_cell_that_is_none_shows_everybody(world, coordinator, wave, query):
    page = coordinator.get(address("survey-results-people", world, wave.pk) + query)
    assert len(page.context["voices"]) == 4


def test_nobody_reads_names_where_none_were_promised(world, coordinator, wave):
    anonymous(wave)
    for name in ("survey-results-people", "survey-results-people-file"):
        assert coordinator.get(address(name, world, wave.pk)).status_code == 404
    page = coordinator.get(address("wave", world, wave.pk)).content.decode()
    assert address("survey-results-people", world, wave.pk) not in page


def test_nothing_is_to_be_had_of_an_open_wave(world, coordinator, instrument):
    instrument.candour = Candour.NAMED
    open_now = WaveFactory.create(cohort=world.cohort, instrument=instrument)
    for name in OF_A_WAVE:
        assert coordinator.get(address(name, world, open_now.pk)).status_code == 404
    words = address("survey-results-words", world, open_now.pk, "would_help")
    assert coordinator.get(words).status_code == 404
    assert coordinator.get(address("survey-results-all", world, instrument.pk)).status_code == 404


@pytest.mark.parametrize(("people", "status"), [(9, 404), (10, 200)])
def test_all_words_are_shown_from_ten_people_on(world, coordinator, instrument, people, status):
    wave = closed(world, instrument, world.cohort, people=people)
    anonymous(wave)
    page = coordinator.get(address("survey-results-words", world, wave.pk, "would_help"))
    assert page.status_code == status
    if status == 200:
        assert f"{people} people wrote something" in text_of(page)
        assert "&lt;b&gt;Words 3&lt;/b&gt;" in page.content.decode()


def test_words_are_only_of_free_questions(world, coordinator, wave):
    for key in (MET, "none"):
        page = coordinator.get(address("survey-results-words", world, wave.pk, key))
        assert page.status_code == 404


def test_figures_are_handed_out_as_the_page_shows_them(world, coordinator, wave):
    anonymous(wave)
    told = coordinator.get(address("survey-results-file", world, wave.pk)).content.decode()
    (row,) = [row for row in csv.DictReader(io.StringIO(told)) if "expectations" in row["Question"]]
    assert (row["Value"], row["Answers"], row["Note"]) == ("", "", "Too few to show")
    assert "Words" not in told
    event = Event.objects.get(kind="table.downloaded")
    assert event.changes["table"] == "results"


def test_figures_come_as_a_workbook_too(world, coordinator, instrument):
    wave = closed(world, instrument, world.cohort, people=6)
    page = coordinator.get(address("survey-results-file", world, wave.pk) + "?format=xlsx")
    rows = list(load_workbook(io.BytesIO(page.content)).active.values)
    told = {(row[1], row[2]): row[3] for row in rows[1:]}
    assert told["My mentor met my expectations.", "Mean"] == pytest.approx(2.6667)
    assert told["My mentor met my expectations.", "Median"] == 2.5


def test_who_said_what_is_handed_out_and_recorded(world, coordinator, wave):
    page = coordinator.get(address("survey-results-people-file", world, wave.pk))
    rows = list(csv.reader(io.StringIO(page.content.decode().lstrip("\ufeff"))))
    assert rows[0][:3] == ["Name", "About", "My mentor met my expectations."]
    assert len(rows) == 5
    assert Event.objects.get(kind="table.downloaded").changes["table"] == "named_answers"


def test_all_times_together(world, coordinator, instrument):
    type(instrument).objects.filter(pk=instrument.pk).update(candour=Candour.ANONYMOUS)
    for number in (7, 8):
        cohort = CohortFactory.create(programme=world.programme, number=number)
        closed(world, instrument, cohort, people=6)
    page = coordinator.get(address("survey-results-all", world, instrument.pk))
    body = text_of(page)
    assert "Asked 2 times." in body
    assert "2.67 of 5 on average" in body
    assert "n = 12 answers" in body
    told = coordinator.get(address("survey-results-all-file", world, instrument.pk))
    assert "2.6667" in told.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("reviewer", 403),
        ("administrator", 403),
        ("mentee", 403),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_who_may_see_what_came_back(world, client_of, wave, who, status):
    client = client_of(getattr(world, who))
    for name in OF_A_WAVE:
        assert client.get(address(name, world, wave.pk)).status_code == status, name
    for name in ("survey-results-all", "survey-results-all-file"):
        assert client.get(address(name, world, wave.instrument_id)).status_code == status, name
    words = address("survey-results-words", world, wave.pk, "would_help")
    assert client.get(words).status_code == status


def test_rows_of_another_programme_are_not_found(world, coordinator):
    foreign = WaveFactory.create(
        cohort=CohortFactory.create(programme=world.other_programme), state=WaveState.CLOSED
    )
    for name in OF_A_WAVE:
        assert coordinator.get(address(name, world, foreign.pk)).status_code == 404
    page = coordinator.get(address("survey-results-all", world, foreign.instrument_id))
    assert page.status_code == 404


@pytest.mark.parametrize("candour", [Candour.NAMED, Candour.CONFIDENTIAL])
def test_queries_do_not_grow_with_answers_people_or_times(
    world, coordinator, instrument, django_assert_max_num_queries, candour
):
    type(instrument).objects.filter(pk=instrument.pk).update(candour=candour)

    def count(wave):
        found = []
        pages = (
            address("wave", world, wave.pk),
            address("survey-results-people", world, wave.pk),
            address("survey-results-all", world, instrument.pk),
        )
        for page in pages:
            coordinator.get(page)  # whose figures are shown for the first time is written down once
            with django_assert_max_num_queries(32) as counted:
                coordinator.get(page)
            found.append(len(counted))
        return found

    closed(world, instrument, world.cohort, people=6)
    few = closed(world, instrument, world.cohort, people=12)
    before = count(few)
    for place in range(30):
        ItemFactory.create(instrument=instrument, key=f"more-{place}")
    for _time in range(4):
        many = closed(world, instrument, world.cohort, people=30)
    assert count(many) == before
