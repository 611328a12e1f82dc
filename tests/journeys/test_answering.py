"""Answering on a phone of 320 px: quick taps, a lost connection, thanks that say what happens."""

from time import monotonic

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from evaluation.actions.calls import call_people
from evaluation.actions.waves import close_wave
from evaluation.answering_links import AnswerLink
from evaluation.enums import Candour, ItemKind, Layout
from evaluation.models import Answer, AnswerDraft, AnsweringTime, Receipt, SealedAnswer
from tests.factories.evaluation import (
    InstrumentFactory,
    ItemFactory,
    SectionFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.journeys.hands import LAPTOP, device_of, sees

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SMALL = ViewportSize(width=320, height=640)


def make_wave(world, candour=Candour.ANONYMOUS, **fields):
    """Make a pulse: three marks, a yes or no on which a question hangs, and words."""
    instrument = InstrumentFactory.create(
        organisation=world.organisation,
        title="How is it going?",
        candour=candour,
        translations={"de": {"title": "Wie läuft es?"}},
    )
    for number, text in enumerate(("We work well together.", "I get closer to my goal.")):
        ItemFactory.create(instrument=instrument, key=f"mark-{number}", text=text)
    ItemFactory.create(
        instrument=instrument,
        key="obstacles",
        kind=ItemKind.YES_NO,
        text="Does anything get in the way?",
        is_required=True,
        translations={"de": {"text": "Steht etwas im Weg?"}},
    )
    ItemFactory.create(
        instrument=instrument,
        key="which",
        kind=ItemKind.SEVERAL,
        text="What gets in the way?",
        options=[["time", "Time"], ["distance", "Distance"]],
        asked_if_key="obstacles",
        asked_if_values=[True],
    )
    TextItemFactory.create(instrument=instrument, text="What would help you now?")
    wave = WaveFactory.create(cohort=world.cohort, instrument=instrument, **fields)
    call_people(wave, on=timezone.localdate())
    return wave


def address(wave) -> str:
    return f"/surveys/{wave.calls.get().pk}/"


def tap(page: Page, words: str) -> None:
    # The radio lies over its word, invisibly; what is pressed is that place on the screen.
    before = page.locator("[data-step]").inner_text()
    page.get_by_text(words, exact=True).locator("visible=true").click(force=True)
    expect(page.locator("[data-step]")).not_to_have_text(before)


@pytest.fixture
def phone(world, browser, live_server):
    page = device_of(browser, live_server, world.mentee, SMALL)
    yield page
    page.context.close()


def step(page: Page, words: str) -> None:
    expect(page.locator("[data-step]")).to_have_text(words)


def test_a_pulse_is_answered_in_under_a_minute_of_taps(world, phone):
    wave = make_wave(world)
    phone.goto(address(wave))
    begun = monotonic()
    expect(phone.get_by_text("stays on this device alone")).to_be_visible()
    step(phone, "Question 1 of 4")
    sees("pulse-first", phone)
    tap(phone, "4")
    step(phone, "Question 2 of 4")
    expect(phone.get_by_text("I get closer to my goal.")).to_be_visible()
    expect(phone.get_by_text("We work well together.")).to_be_hidden()
    tap(phone, "2")
    step(phone, "Question 3 of 4")
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("listitem").filter(has_text="Please answer this")).to_be_visible()
    sees("pulse-missing", phone)
    tap(phone, "Yes")
    step(phone, "Question 4 of 5")
    phone.get_by_label("Distance").check()
    sees("pulse-several", phone)
    phone.get_by_role("button", name="Back").click()
    tap(phone, "No")
    step(phone, "Question 4 of 4")
    expect(phone.get_by_text("What would help you now?")).to_be_visible()
    # Of what took less than three seconds no time is counted: nobody reads so quickly.
    phone.wait_for_timeout(max(0, 4000 - 1000 * (monotonic() - begun)))
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert monotonic() - begun < 60
    expect(phone.get_by_text("It waits sealed until the survey closes.")).to_be_visible()
    expect(phone.get_by_text("Until then nobody sees any results")).to_be_visible()
    sees("pulse-thanks", phone)
    assert SealedAnswer.objects.get().values == {"mark-0": 4, "mark-1": 2, "obstacles": False}
    assert AnsweringTime.objects.get().people == 1
    assert phone.evaluate("localStorage.length") == 0


def test_a_lost_connection_keeps_an_anonymous_answer_here_and_sends_it_once(world, phone):
    wave = make_wave(world)
    phone.goto(address(wave))
    tap(phone, "4")
    phone.context.set_offline(True)
    expect(phone.get_by_text("No connection just now. Your answers are kept")).to_be_visible()
    tap(phone, "5")
    step(phone, "Question 3 of 4")

    # The phone dies, and the page is opened anew where there is a connection, then lost again.
    phone.context.set_offline(False)
    phone.reload()
    step(phone, "Question 3 of 4")
    assert not AnswerDraft.objects.exists()
    phone.context.set_offline(True)
    tap(phone, "No")
    phone.get_by_label("What would help you now?").fill("More time")
    phone.get_by_role("button", name="Send my answer").click()
    says = phone.get_by_text("No connection just now. Your answer is kept on this device and sent")
    expect(says).to_be_visible()
    sees("pulse-waiting", phone)
    assert not Receipt.objects.exists()
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert SealedAnswer.objects.get().values["would_help"] == "More time"
    assert Receipt.objects.count() == 1
    assert phone.evaluate("localStorage.length") == 0


def test_an_answer_whose_thanks_were_lost_is_not_given_twice(world, phone):
    wave = make_wave(world)
    phone.goto(address(wave))
    tap(phone, "4")
    tap(phone, "5")
    tap(phone, "No")
    step(phone, "Question 4 of 4")
    lost = []

    def lose_the_first(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    phone.route(f"**{address(wave)}", lose_the_first)
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert lost
    assert SealedAnswer.objects.count() == 1


def test_what_was_typed_and_never_sent_goes_once_the_survey_has_closed(world, phone):
    wave = make_wave(world)
    phone.goto(address(wave))
    tap(phone, "4")
    assert phone.evaluate("localStorage.length") == 1
    close_wave(wave, by=None)
    phone.reload()
    expect(phone.get_by_text("This survey has closed")).to_be_visible()
    assert phone.evaluate("localStorage.length") == 0


def test_a_linked_draft_goes_on_elsewhere_and_in_another_language(
    world, phone, browser, live_server
):
    wave = make_wave(world, Candour.CONFIDENTIAL)
    phone.goto(address(wave))
    tap(phone, "4")
    tap(phone, "3")
    expect(phone.get_by_text("We work well together.")).to_be_hidden()
    phone.get_by_role("button", name="Deutsch").click()
    expect(phone.get_by_role("heading", name="Wie läuft es?")).to_be_visible()
    expect(phone.get_by_text("Steht etwas im Weg?", exact=True)).to_be_visible()
    tap(phone, "Ja")
    phone.get_by_role("button", name="Save and go on later").click()
    expect(phone.get_by_text("Kept. You can go on any time")).to_be_visible()
    draft = {"mark-0": 4, "mark-1": 3, "obstacles": True}
    assert AnswerDraft.objects.get().values == draft

    laptop = device_of(browser, live_server, None, LAPTOP)
    laptop.goto(AnswerLink.of(wave.calls.get()).path)
    expect(laptop.get_by_text("is here again")).to_be_visible()
    expect(laptop.get_by_role("radio", name="Yes")).to_be_checked()
    laptop.get_by_label("Time").check()
    sees("linked-laptop", laptop)
    laptop.get_by_label("Time").press("Enter")
    expect(laptop.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().values == draft | {"which": ["time"]}
    assert not AnswerDraft.objects.exists()
    laptop.context.close()


def test_a_room_answers_on_two_phones_and_a_device_remembers(world, browser, live_server):
    make_wave(world, room_key="together", invited=5)
    type(world.cohort).objects.get(pk=world.cohort.pk).waves.update(invited=5)
    for place in ("first", "second"):
        page = device_of(browser, live_server, None, SMALL)
        page.goto("/surveys/room/together/")
        expect(page.get_by_text("no more answers than that are taken")).to_be_visible()
        tap(page, "4")
        tap(page, "4")
        tap(page, "No")
        page.get_by_role("button", name="Send my answer").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        page.goto("/surveys/room/together/")
        expect(page.get_by_text("An answer from this device has arrived.")).to_be_visible()
        sees(f"room-thanks-{place}", page)
        page.context.close()
    assert SealedAnswer.objects.count() == 2
    assert not Receipt.objects.exists()


def test_a_table_on_a_laptop_is_one_question_at_a_time_on_a_phone(world, browser, live_server):
    instrument = InstrumentFactory.create(
        organisation=world.organisation, candour=Candour.NAMED, audience="mentee"
    )
    section = SectionFactory.create(instrument=instrument, layout=Layout.MATRIX)
    for number in range(3):
        ItemFactory.create(
            instrument=instrument,
            section=section,
            key=f"row-{number}",
            text=f"Row {number}",
            high=7,
            low_anchor="Not at all",
            high_anchor="Entirely",
        )
    wave = WaveFactory.create(cohort=world.cohort, instrument=instrument)
    call_people(wave, on=timezone.localdate())
    page = device_of(browser, live_server, world.mentee, LAPTOP)
    page.goto(address(wave))
    tops = {box.bounding_box()["y"] for box in page.locator(".answer-row .scale-point").all()[:7]}
    assert len(tops) == 1
    row = page.get_by_role("radiogroup", name="Row 1")
    row.get_by_role("radio", name="6").check(force=True)
    sees("table-laptop", page)
    page.set_viewport_size(SMALL)
    expect(page.get_by_role("radiogroup")).to_have_count(1)
    sees("table-phone", page)
    page.context.close()
