"""The console's pages about surveys: counts while open, results once closed, to those who may."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions.answers import submit_answer
from evaluation.actions.shipping import add_shipped_instruments
from evaluation.actions.waves import close_wave
from evaluation.enums import WaveState
from evaluation.models import Wave
from evaluation.shipped import SHIPPED
from programmes.cards import home_of
from programmes.needs import needs_of
from tests.evaluation.calling import called
from tests.factories.evaluation import (
    AgainItemFactory,
    AnswerFactory,
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.programmes import CohortFactory, MenteeFactory


@pytest.fixture
def instrument(world):
    made = InstrumentFactory.create(organisation=world.organisation)
    ItemFactory.create(instrument=made)
    AgainItemFactory.create(instrument=made)
    TextItemFactory.create(instrument=made)
    return made


@pytest.fixture
def wave(world, instrument):
    return WaveFactory.create(cohort=world.cohort, instrument=instrument, invited=20)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def closed(wave, answers):
    for values in answers:
        AnswerFactory.create(wave=wave, values=values)
    close_wave(wave, by=None)
    return wave


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_an_open_wave_shows_counts_and_no_results(world, coordinator, wave):
    submit_answer(called(wave, world.mentee), {"mentor_met_expectations": 2})
    body = text_of(coordinator.get(address("wave", world, wave.pk)))
    assert "1 of 1 have answered so far." in body
    assert "Results appear once the survey has closed" in body
    assert "My mentor met my expectations." not in body


def test_a_closed_wave_shows_figures_with_n_and_interval(world, coordinator, wave):
    marks = [5, 5, 4, 4, 3, 5]
    closed(wave, [{"mentor_met_expectations": m, "work_with_mentor_again": "yes"} for m in marks])
    page = coordinator.get(address("wave", world, wave.pk))
    body = text_of(page)
    assert "6 of 20 answered." in body
    assert re.search(
        r"4\.33 of 5 on average \(95% interval [\d.]+ to [\d.]+\), n = 6 answers", body
    )
    assert "Answer Answers Share 1 0 0% 2 0 0% 3 1 17% 4 2 33% 5 3 50%" in body


def test_six_of_one_mind_and_four_answers_are_not_shown(world, coordinator, wave):
    closed(wave, [{"work_with_mentor_again": "yes"}] * 6 + [{"mentor_met_expectations": 1}] * 4)
    body = text_of(coordinator.get(address("wave", world, wave.pk)))
    assert "My mentor met my expectations. Too few to show." in body
    assert "Would you work with your mentor again? Withheld." in body
    assert "of 5 on average" not in body


@pytest.mark.parametrize(("written", "is_shown"), [(9, False), (10, True)])
def test_words_are_shown_from_ten_answers_on(world, coordinator, wave, written, is_shown):
    closed(wave, [{"would_help": f"More time {n:02}"} for n in range(written)])
    body = text_of(coordinator.get(address("wave", world, wave.pk)))
    assert ("More time 0" in body) is is_shown


def test_words_people_wrote_are_shown_as_words(world, coordinator, wave):
    closed(wave, [{"would_help": f"<script>alert({n})</script>"} for n in range(10)])
    body = coordinator.get(address("wave", world, wave.pk)).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(" in body


def test_the_list_opens_with_a_sentence_and_counts_answers(world, coordinator, wave):
    body = text_of(coordinator.get(address("wave-list", world)))
    assert "1 survey is open" in body
    assert "0 of 20" in body


def test_what_is_open_and_what_comes_next_stand_before_what_has_closed(world, coordinator):
    now = timezone.now()
    days = {"late": ("planned", 30), "soon": ("planned", 3), "open": ("open", -2)}
    days |= {"old": ("closed", -90), "new": ("closed", -40)}
    for title, (state, day) in days.items():
        instrument = InstrumentFactory.create(organisation=world.organisation, title=title)
        WaveFactory.create(
            cohort=world.cohort,
            instrument=instrument,
            state=state,
            opens_at=now + timedelta(days=day),
        )
    page = coordinator.get(address("wave-list", world)).context["page"]
    assert [wave.instrument.title for wave in page] == ["open", "soon", "late", "new", "old"]


def test_an_empty_list_offers_the_first_step(world, coordinator):
    page = coordinator.get(address("wave-list", world))
    assert "Use the ready-made surveys" in text_of(page)
    added = coordinator.post(address("instruments-add", world), follow=True)
    assert f"{len(SHIPPED)} surveys are ready to use." in text_of(added)
    assert world.organisation.instruments.count() == len(SHIPPED)


def test_a_wave_is_planned_in_the_coordinators_own_time(world, coordinator, instrument):
    world.coordinator.time_zone = "Pacific/Auckland"
    world.coordinator.save()
    given = {
        "instrument": instrument.pk,
        "cohort": world.cohort.pk,
        "opens_at": "2027-03-01T09:00",
        "closes_at": "2027-03-11T09:00",
    }
    page = coordinator.post(address("wave-add", world), given)
    assert page.status_code == 302
    planned = Wave.objects.get()
    assert planned.state == WaveState.PLANNED
    assert planned.opens_at.isoformat() == "2027-02-28T20:00:00+00:00"


def test_a_plan_that_ends_before_it_begins_is_refused(world, coordinator, instrument):
    given = {
        "instrument": instrument.pk,
        "cohort": world.cohort.pk,
        "opens_at": "2027-03-11T09:00",
        "closes_at": "2027-03-01T09:00",
    }
    page = coordinator.post(address("wave-add", world), given)
    assert "This has to be later than the opening." in text_of(page)
    assert not Wave.objects.exists()


def test_another_programmes_cohort_cannot_be_asked(world, coordinator, instrument):
    given = {
        "instrument": instrument.pk,
        "cohort": CohortFactory.create(programme=world.other_programme).pk,
        "opens_at": "2027-03-01T09:00",
        "closes_at": "2027-03-11T09:00",
    }
    assert coordinator.post(address("wave-add", world), given).status_code == 200
    assert not Wave.objects.exists()


def test_opening_and_closing_ask_once_more_and_act_on_post_alone(world, coordinator, instrument):
    later = timezone.now() + timedelta(days=3)
    wave = WaveFactory.create(
        cohort=world.cohort, instrument=instrument, state=WaveState.PLANNED, opens_at=later
    )
    for name, state in (("wave-open", WaveState.OPEN), ("wave-close", WaveState.CLOSED)):
        before = wave.state
        assert coordinator.get(address(name, world, wave.pk)).status_code == 200
        wave.refresh_from_db()
        assert wave.state == before
        coordinator.post(address(name, world, wave.pk), {"reason": "All have met already."})
        wave.refresh_from_db()
        assert wave.state == state
    again = coordinator.post(
        address("wave-close", world, wave.pk), {"reason": "Once more."}, follow=True
    )
    assert f"You closed “{instrument.title}” at" in text_of(again)


PAGES = ("wave-list", "wave-add")
WAVE_PAGES = ("wave", "wave-open", "wave-close")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("reviewer", 403),
        ("administrator", 403),
        ("mentor", 403),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_who_may_see_the_pages(world, client_of, wave, who, status):
    client = client_of(getattr(world, who))
    for name in PAGES:
        assert client.get(address(name, world)).status_code == status, name
    for name in WAVE_PAGES:
        assert client.get(address(name, world, wave.pk)).status_code == status, name


def test_a_wave_of_another_programme_is_not_found_in_this_one(world, coordinator):
    foreign = WaveFactory.create(cohort=CohortFactory.create(programme=world.other_programme))
    assert coordinator.get(address("wave", world, foreign.pk)).status_code == 404


def test_queries_do_not_grow_with_waves_answers_or_questions(
    world, coordinator, instrument, django_assert_max_num_queries
):
    def count(name, *args):
        with django_assert_max_num_queries(26) as counted:
            coordinator.get(address(name, world, *args))
        return len(counted)

    def make(answers):
        wave = WaveFactory.create(cohort=world.cohort, instrument=instrument)
        return closed(wave, [{"mentor_met_expectations": n % 5 + 1} for n in range(answers)])

    few = make(5)
    coordinator.get(address("wave-list", world))  # who has just signed in is looked up once more
    before = count("wave-list"), count("wave", few.pk)
    many = make(200)
    for position in range(20):
        ItemFactory.create(instrument=instrument, key=f"more-{position}")
    for _wave in range(10):
        make(1)
    assert (count("wave-list"), count("wave", many.pk)) == before


def test_today_is_told_of_a_survey_few_have_answered_in_counts_alone(world, instrument):
    soon = timezone.now() - timedelta(days=8)
    wave = WaveFactory.create(cohort=world.cohort, instrument=instrument, invited=4, opens_at=soon)
    (need,) = (n for n in needs_of(world.programme, world.coordinator) if "wave" in n.key)
    assert "0 of 4 in Spring cohort so far" in need.reason
    assert world.mentee.name not in f"{need.title} {need.reason}"
    for place in MenteeFactory.create_batch(2, cohort=world.cohort):
        submit_answer(called(wave, place.person), {"mentor_met_expectations": 3})
    assert not [n for n in needs_of(world.programme, world.coordinator) if "wave" in n.key]


def test_a_participants_home_shows_the_survey_until_it_is_answered(world):
    add_shipped_instruments(world.organisation, by=None)
    check_in = world.organisation.instruments.get(key="check-in-mentee")
    wave = WaveFactory.create(cohort=world.cohort, instrument=check_in)
    call = called(wave, world.mentee)

    def cards(person):
        return [card for card in home_of(person).cards if card.key.startswith("evaluation")]

    (card,) = cards(world.mentee)
    assert card.title == "Two-minute check-in for mentees"
    assert card.url == reverse("evaluation:answer", args=(call.pk,))
    assert cards(world.mentor) == []
    submit_answer(called(wave, world.mentee), {"mentor_met_expectations": 3})
    assert cards(world.mentee) == []
