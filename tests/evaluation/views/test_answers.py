"""The page on which somebody answers: what is promised, kept, refused and thanked for."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions.calls import call_people
from evaluation.actions.waves import close_wave
from evaluation.enums import Candour, Purpose, WaveState
from evaluation.models import Answer, AnswerDraft, Receipt, SealedAnswer
from programmes.enums import ParticipantState
from tests.evaluation.calling import called
from tests.factories.evaluation import (
    AgainItemFactory,
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)

GIVEN = {"mentor_met_expectations": "4", "work_with_mentor_again": "yes", "would_help": "Time"}


def make_wave(cohort, candour=Candour.ANONYMOUS, **fields):
    instrument = InstrumentFactory.create(
        organisation=cohort.programme.organisation, candour=candour
    )
    ItemFactory.create(instrument=instrument, is_required=True)
    AgainItemFactory.create(instrument=instrument)
    TextItemFactory.create(instrument=instrument)
    return WaveFactory.create(cohort=cohort, instrument=instrument, **fields)


@pytest.fixture
def wave(world):
    return make_wave(world.cohort)


def test_who_rated_a_mentor_is_led_to_what_the_mentor_may_see(world, client_of):
    wave = make_wave(world.cohort, Candour.CONFIDENTIAL)
    page = f"/surveys/{called(wave, world.mentee).pk}/"
    client = client_of(world.mentee)
    assert "/learn/mirror/consent/" not in client.post(page, GIVEN, follow=True).content.decode()
    type(wave.instrument).objects.update(purpose=Purpose.COMPETENCY_OTHER)
    assert 'href="/learn/mirror/consent/"' in client.get(page).content.decode()


@pytest.fixture
def mentee(world, client_of):
    return client_of(world.mentee)


def address(wave):
    """Return where the world's mentee answers."""
    call_people(wave, on=timezone.localdate())
    return reverse("evaluation:answer", args=(wave.calls.get().pk,))


@pytest.mark.parametrize(
    ("candour", "promise"),
    [
        (Candour.ANONYMOUS, "nobody, not even this system, can tell which answer is yours"),
        (Candour.CONFIDENTIAL, "people see only totals of five answers or more"),
        (Candour.NAMED, "your coordinator sees what you answer"),
    ],
)
def test_the_page_says_in_a_line_who_sees_what(world, mentee, candour, promise):
    page = mentee.get(address(make_wave(world.cohort, candour)))
    assert promise in page.content.decode()


def test_an_answer_is_kept_and_thanked_for(mentee, wave):
    page = mentee.post(address(wave), GIVEN, follow=True)
    assert page.redirect_chain == [(address(wave), 302)]
    assert "Thank you" in page.content.decode()
    assert "shuffled" in page.content.decode()
    assert SealedAnswer.objects.get().values == {
        "mentor_met_expectations": 4,
        "work_with_mentor_again": "yes",
        "would_help": "Time",
    }


def test_what_was_typed_stays_when_something_is_missing(mentee, wave):
    page = mentee.post(address(wave), GIVEN | {"mentor_met_expectations": ""})
    body = page.content.decode()
    assert page.status_code == 200
    assert "<title>Error:" in body
    assert "Please answer this question." in body
    assert re.search(r"<textarea[^>]*>\s*Time</textarea>", body)
    assert "checked" in body
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("mark", ["0", "6", "many"])
def test_a_mark_off_the_scale_is_refused(mentee, wave, mark):
    page = mentee.post(address(wave), GIVEN | {"mentor_met_expectations": mark})
    assert "Please choose one of the answers." in page.content.decode()
    assert not Receipt.objects.exists()


def test_sending_twice_says_so_and_changes_nothing(mentee, wave):
    mentee.post(address(wave), GIVEN)
    page = mentee.post(address(wave), GIVEN | {"mentor_met_expectations": "1"})
    assert page.status_code == 409
    assert "Your first answer is already here" in page.content.decode()
    assert SealedAnswer.objects.get().values["mentor_met_expectations"] == 4


def test_a_closed_wave_says_that_it_has_closed(mentee, wave):
    close_wave(wave, by=None)
    for page in (mentee.get(address(wave)), mentee.post(address(wave), GIVEN)):
        assert "This survey has closed" in page.content.decode()
    assert not Answer.objects.exists()


def test_a_planned_wave_says_when_it_opens(world, mentee):
    page = mentee.get(address(make_wave(world.cohort, state=WaveState.PLANNED)))
    assert "This survey is not open yet" in page.content.decode()


@pytest.mark.parametrize("who", ["mentor", "stranger", "coordinator", "other_coordinator"])
def test_whoever_is_not_asked_finds_nothing(world, client_of, wave, who):
    client = client_of(getattr(world, who))
    assert client.get(address(wave)).status_code == 404
    assert client.post(address(wave), GIVEN).status_code == 404
    assert not Receipt.objects.exists()


def test_who_withdrew_finds_nothing(world, mentee, wave):
    known = address(wave)
    world.mentee_place.state = ParticipantState.WITHDRAWN
    world.mentee_place.save()
    assert mentee.get(known).status_code == 404


def test_nobody_answers_without_signing_in(client, wave):
    assert client.get(address(wave)).status_code == 302


def test_the_number_of_queries_of_the_page(mentee, wave, django_assert_max_num_queries):
    page = address(wave)
    with django_assert_max_num_queries(11):
        mentee.get(page)
    for number in range(30):
        ItemFactory.create(instrument=wave.instrument, key=f"item-{number}")
    with django_assert_max_num_queries(11):
        mentee.get(page)


def draft_address(wave):
    """Return where the portal's page keeps what the world's mentee types."""
    return f"{address(wave)}draft/"


def test_what_is_typed_is_kept_for_oneself_alone(world, client_of, mentee):
    wave = make_wave(world.cohort, Candour.NAMED)
    assert client_of(world.coordinator).post(draft_address(wave), GIVEN).status_code == 404
    assert mentee.get(draft_address(wave)).status_code == 405
    assert not AnswerDraft.objects.exists()
    assert mentee.post(draft_address(wave), GIVEN).status_code == 204
    assert "is here again" in mentee.get(address(wave)).content.decode()
    assert not Receipt.objects.exists()


def test_going_on_later_keeps_even_what_lacks_an_answer(world, mentee):
    wave = make_wave(world.cohort, Candour.CONFIDENTIAL)
    given = {"would_help": "Time", "go.then": "later"}
    page = mentee.post(address(wave), given, follow=True)
    assert "Kept. You can go on any time" in page.content.decode()
    assert AnswerDraft.objects.get().values == {"would_help": "Time"}


def test_a_closed_survey_keeps_no_draft(world, mentee):
    wave = make_wave(world.cohort, Candour.NAMED)
    known = draft_address(wave)
    close_wave(wave, by=None)
    assert mentee.post(known, GIVEN).status_code == 409
    assert not AnswerDraft.objects.exists()


def test_each_page_of_an_anonymous_wave_with_parts_draws_one_and_keeps_it(world, mentee):
    wave = make_wave(world.cohort, forms=2)
    for key in ("extra-0", "extra-1"):
        ItemFactory.create(instrument=wave.instrument, key=key, is_core=False)
    page = mentee.get(f"{address(wave)}?form=1").content.decode()
    assert 'name="extra-0"' in page
    assert 'name="extra-1"' not in page
    given = GIVEN | {"go.form": "1", "extra-0": "2", "extra-1": "5"}
    mentee.post(address(wave), given)
    assert SealedAnswer.objects.get().values.keys() == {*GIVEN, "extra-0"}
