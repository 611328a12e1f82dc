"""The pulse of the journey of evaluation: who is asked, and how a coordinator writes it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from evaluation.enums import InstrumentState
from evaluation.models import Instrument, SealedAnswer, Wave, WavePlan
from evaluation.tasks import close_due_waves, follow_wave_plans, send_due_reports
from mentorship.accounts.models import Person
from mentorship.notifications.delivery import deliver_next
from tests.journeys.hands import Cast, Hand, link_in, sees, words_of
from tests.journeys.relationship import last_mail, main, press
from tests.people import World

SMALL = ViewportSize(width=320, height=640)
NAMES = (
    "Noor Haddad",
    "Ines Castro",
    "Tomas Lind",
    "Priya Nair",
    "Femi Balogun",
    "Greta Holm",
    "Hugo Marchand",
    "Yuki Tanaka",
    "Leila Amari",
    "Oskar Nowak",
    "Bea Fischer",
    "Milan Horvat",
    "Sara Lopez",
)
PULSE, IN_GERMAN = "How is it between you?", "Wie läuft es zwischen euch?"
MARKS = ("We talk about what matters to me.", "I get closer to my goal.", "I feel left alone.")
OBSTACLE, WHICH, HELP = (
    "Does anything get in the way?",
    "What gets in the way?",
    "What would help you now?",
)


@dataclass
class Pulse:
    """Who takes part in the story, and what they hold."""

    world: World
    cast: Cast
    hand: Hand
    mails: Any
    clock: Any

    @property
    def wave(self) -> Wave:
        return Wave.objects.get(instrument__title=PULSE, cohort=self.world.cohort)

    def link_of(self, person: Person, subject: str = PULSE) -> str:
        """Return where the last mail about a survey leads."""
        return link_in(words_of(last_mail(self.mails, person, subject)), "/surveys/link/")


def let_work() -> None:
    """Do what the worker does by the clock for surveys, and let all mails leave."""
    for work in (follow_wave_plans, close_due_waves, send_due_reports):
        work()
    while deliver_next():
        pass


def to(page: Page, name: str, *args: object) -> None:
    page.goto(reverse(f"evaluation:{name}", args=("leaders", *args)))


def bring_in_the_ready_made(story: Pulse, desk: Page) -> None:
    """Nothing is there; one press later the whole way is, and a usual plan for it."""
    to(desk, "instrument-list")
    sees("k01-no-surveys", desk)
    press(desk, story.hand, "button", "Use the ready-made surveys")
    expect(main(desk)).to_contain_text("Quality of the relationship")
    sees("k02-ready-made", desk)
    press(desk, story.hand, "link", "Plan")
    sees("k03-no-plan", desk)
    press(desk, story.hand, "button", "Use the usual plan")
    expect(main(desk).get_by_role("row")).to_have_count(WavePlan.objects.count() + 1)
    sees("k04-usual-plan", desk)


def write_a_pulse(story: Pulse, desk: Page) -> None:
    """Two sections: a table with a question turned round, then a branch and own words."""
    hand = story.hand
    press(desk, hand, "link", "Instruments")
    press(desk, hand, "link", "Write a survey")
    hand.fill(desk.get_by_label("Title"), PULSE)
    hand.fill(desk.get_by_label("What people read first"), "A minute a month tells us enough.")
    hand.choose(desk.get_by_label("What it is there for"), "Pulse")
    hand.choose(desk.get_by_label("Who answers"), "Mentees")
    hand.fill(desk.get_by_label("Minutes to answer"), "1")
    sees("k05-begin", desk)
    press(desk, hand, "button", "Begin it")
    sees("k06-empty-draft", desk)
    add_section(hand, desk, "The two of you", "As a table with one scale")
    add_marks(hand, desk)
    add_section(hand, desk, "What you need", "One below the other")
    add_words(hand, desk)
    sees("k10-written", desk)


def add_section(hand: Hand, desk: Page, heading: str, layout: str) -> None:
    press(desk, hand, "link", "Add a section")
    hand.fill(desk.get_by_label("Heading"), heading)
    desk.get_by_label(layout).check()
    press(desk, hand, "button", "Add it")


def begin_question(hand: Hand, desk: Page, section: str, kind: str) -> None:
    region = main(desk).get_by_role("region", name=section)
    hand.press(region.get_by_role("link", name="Add a question"))
    press(desk, hand, "link", kind)


def add_marks(hand: Hand, desk: Page) -> None:
    """Three questions on one scale; the last is turned round."""
    begin_question(hand, desk, "The two of you", "Scale")
    hand.fill(desk.get_by_label("The lowest mark means"), "Not at all")
    hand.fill(desk.get_by_label("The highest mark means"), "Entirely")
    for text in MARKS[:2]:
        hand.fill(desk.get_by_label("Question", exact=True), text)
        press(desk, hand, "button", "Add it and write the next")
    expect(desk.get_by_label("The highest mark means")).to_have_value("Entirely")
    hand.fill(desk.get_by_label("Question", exact=True), MARKS[2])
    desk.get_by_label("A low mark is good").check()
    sees("k07-turned-round", desk)
    press(desk, hand, "button", "Add it")


def add_words(hand: Hand, desk: Page) -> None:
    """A yes or no, a choice that hangs on the yes, and words."""
    for kind, text in (("Yes or no", OBSTACLE), ("One of several", WHICH), ("In your own", HELP)):
        begin_question(hand, desk, "What you need", kind)
        hand.fill(desk.get_by_label("Question", exact=True), text)
        if text == WHICH:
            hand.fill(desk.get_by_label("Answers to choose from"), "Time\nDistance\nTravel")
        press(desk, hand, "button", "Add it")
    line = main(desk).locator("li.promise").filter(has_text=WHICH)
    hand.press(line.get_by_role("link", name="Ask only some"))
    sees("k08-after-which", desk)
    press(desk, hand, "link", OBSTACLE)
    desk.get_by_label("Yes", exact=True).check()
    sees("k09-branch", desk)
    press(desk, hand, "button", "Save")


def put_it_in_german(story: Pulse, desk: Page) -> None:
    hand = story.hand
    press(desk, hand, "link", "Add a language")
    hand.choose(desk.get_by_label("Language"), "Deutsch")
    press(desk, hand, "button", "Go on")
    hand.fill(desk.get_by_label(PULSE), IN_GERMAN)
    hand.fill(desk.get_by_label(HELP), "Was würde dir jetzt helfen?")
    press(desk, hand, "button", "Save")
    sees("k11-german", desk)


def see_it_as_they_do(story: Pulse, desk: Page) -> None:
    """On the screen of a phone one question at a time; on a laptop the table; nothing is kept."""
    hand = story.hand
    desk.goto(reverse("evaluation:instrument", args=("leaders", pulse().pk)))
    press(desk, hand, "link", "As people see it")
    framed = desk.frame_locator("iframe")
    expect(framed.get_by_text("Question 1 of 5")).to_be_visible()
    expect(framed.get_by_role("radiogroup")).to_have_count(1)
    sees("k12-as-a-phone", desk)
    press(desk, hand, "link", "Laptop")
    expect(framed.get_by_role("radiogroup")).to_have_count(3)
    sees("k13-as-a-laptop", desk)
    press(desk, hand, "link", "Deutsch")
    expect(framed.get_by_role("heading", name=IN_GERMAN)).to_be_visible()
    assert not SealedAnswer.objects.exists()


def pulse() -> Instrument:
    return Instrument.objects.get(title=PULSE)


def make_it_ready(story: Pulse, desk: Page) -> None:
    hand = story.hand
    press(desk, hand, "link", "Back to the survey")
    press(desk, hand, "link", "Make it ready")
    sees("k14-ready", desk)
    press(desk, hand, "button", "Make it ready")
    expect(desk.locator("body")).to_contain_text("can be asked")
    assert pulse().state == InstrumentState.READY
    turned = pulse().items.get(text=MARKS[2])
    assert turned.is_reversed
    assert pulse().items.get(text=WHICH).asked_if_values == [True]
