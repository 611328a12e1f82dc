"""What a coordinator does before a report leaves: a book, a finding, a schedule, and words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluation.models import Report
from evaluation.tasks import remind_sponsors_of_asks, send_due_reports
from mentorship.notifications.delivery import deliver_next
from programmes.models import Recommendation
from tests.journeys.hands import Cast, Hand, sees
from tests.journeys.relationship import main, press
from tests.people import World

# Clocks in New York go forward on the Sunday between the Friday of the draft and this Monday.
EIGHT_IN_NEW_YORK = datetime(2027, 3, 15, 12, tzinfo=UTC)
AN_HOUR_EARLY = datetime(2027, 3, 15, 11, 30, tzinfo=UTC)
ASKS = (
    "Confirm that the programme goes on.",
    "Release {mentors} for half a day.",
    "Open the next kick-off yourself.",
)
TYPED = "Release 36 mentors for half a day."
FINDING = "Too few surveys come back."
CHANGE = "Ask in the last meeting, not by mail"


@dataclass
class Desk:
    """Who takes part, and what they hold."""

    world: World
    cast: Cast
    hand: Hand
    mails: Any
    clock: Any

    @property
    def report(self) -> Report:
        """The report that was built last."""
        return Report.objects.order_by("built_at").last()  # type: ignore[return-value]  # one is built by then

    @property
    def recommendation(self) -> Recommendation:
        return Recommendation.objects.get(text=CHANGE)


def let_work() -> None:
    """Do what the worker does by the clock for reports, twice, and let all mails leave."""
    for _round in range(2):
        send_due_reports()
        remind_sponsors_of_asks()
        while deliver_next():
            pass


def to(page: Page, name: str, *args: object) -> None:
    page.goto(reverse(f"evaluation:{name}", args=("leaders", *args)))


def keep_a_book(story: Desk, desk: Page) -> None:
    """A sum, and a benefit; a share of more than all of it is refused in words."""
    hand = story.hand
    to(desk, "cost")
    sees("a01-no-book", desk)
    press(desk, hand, "link", "Begin the book")
    hand.fill(desk.get_by_label("Currency"), "gbp")
    press(desk, hand, "button", "Begin")
    press(desk, hand, "link", "Add a sum")
    hand.fill(desk.get_by_label("What", exact=True), "Trainers and rooms")
    hand.fill(desk.get_by_label("What it cost"), "12000")
    hand.fill(desk.get_by_label("Source"), "Invoices of the spring")
    press(desk, hand, "button", "Save")
    press(desk, hand, "link", "Add a benefit")
    hand.fill(desk.get_by_label("What", exact=True), "Fewer people left")
    hand.fill(desk.get_by_label("What it is worth in all"), "60000")
    hand.fill(desk.get_by_label("How anybody knows"), "Payroll, twelve months")
    hand.fill(desk.get_by_label("Share credited to the programme, in per cent"), "120")
    hand.fill(desk.get_by_label("How sure whoever says so is, in per cent"), "80")
    press(desk, hand, "button", "Save")
    expect(main(desk).get_by_text("A share lies between 0% and 100%").first).to_be_visible()
    sees("a02-more-than-all", desk)
    hand.fill(desk.get_by_label("Share credited to the programme, in per cent"), "40")
    press(desk, hand, "button", "Save")
    expect(main(desk)).to_contain_text("60%")
    sees("a03-book", desk)


def try_another_share(story: Desk, desk: Page) -> None:
    """The return moves while one types, and nothing is stored."""
    share = desk.get_by_label("Fewer people left: share credited, in per cent")
    story.hand.fill(share, "20")
    share.press("End")
    expect(main(desk)).to_contain_text("With the figures you try")
    expect(main(desk)).to_contain_text("Nothing is stored yet.")
    sees("a04-tried", desk)
    desk.reload()
    expect(main(desk)).not_to_contain_text("With the figures you try")


def find_and_recommend(story: Desk, desk: Page) -> None:
    """A figure that is counted here, what it shows, and what should be done otherwise."""
    hand = story.hand
    to(desk, "ledger")
    sees("b01-empty-ledger", desk)
    press(desk, hand, "link", "Note a finding")
    sees("b02-where", desk)
    press(desk, hand, "link", "Counted here today")
    figure = desk.get_by_label("Figure")
    received = figure.locator("option", has_text="Survey answers received").first
    figure.select_option(value=received.get_attribute("value"))
    hand.fill(desk.get_by_label("What it shows"), FINDING)
    sees("b03-finding", desk)
    press(desk, hand, "button", "Keep the finding")
    sees("b04-recommend", desk)
    hand.fill(desk.get_by_label("What should change"), CHANGE)
    hand.fill(desk.get_by_label("Why"), "Whoever was asked in person answered.")
    hand.choose(desk.get_by_label("Owner"), story.world.coordinator.name)
    hand.choose(desk.get_by_label("Effort"), "Small: some hours")
    desk.get_by_label("The figure it should move").select_option(value="evaluation.response_rate")
    press(desk, hand, "button", "Keep it")
    expect(main(desk)).to_contain_text(FINDING)
    sees("b05-recommended", desk)


def promise_it(story: Desk, desk: Page) -> None:
    """Whoever decides says which cohort tries it; then somebody does it."""
    hand = story.hand
    to(desk, "recommendation", story.recommendation.pk)
    press(desk, hand, "link", "Decide")
    desk.get_by_label("Accept it as it stands").check()
    hand.choose(desk.get_by_label("Who tries it"), "Leaders: Spring cohort")
    sees("b06-decide", desk)
    press(desk, hand, "button", "Decide so")
    sees("b07-promised", desk)


def do_it(story: Desk, desk: Page) -> None:
    to(desk, "recommendation", story.recommendation.pk)
    press(desk, story.hand, "button", "It is done")
    expect(main(desk)).to_contain_text("Did the figure move?")
    sees("b08-done", desk)


def plan_reports(story: Desk, desk: Page) -> None:
    """Every quarter, on Monday at eight where the sponsor is; shown before it is kept."""
    hand = story.hand
    to(desk, "report-schedules")
    sees("c01-no-schedule", desk)
    press(desk, hand, "link", "Add a schedule")
    desk.get_by_label("Every quarter").check()
    hand.fill(desk.get_by_label("First one on"), "2027-03-15")
    hand.choose(desk.get_by_label("Arrives on"), "Monday")
    hand.fill(desk.get_by_label("Working days to read the draft"), "1")
    press(desk, hand, "button", "See who gets what")
    expect(main(desk)).to_contain_text("Monday 15 March, 08:00 (America/New_York)")
    sees("c02-who-gets-what", desk)
    press(desk, hand, "button", "Save it")
    expect(desk.get_by_text("Saved. Reports come as shown.")).to_be_visible()
    sees("c03-schedules", desk)
    assert not Report.objects.exists()


def write_the_words(story: Desk, desk: Page) -> None:
    """A typed number is told of and holds the report back; a placed figure reads as it was."""
    hand = story.hand
    to(desk, "report", story.report.pk)
    sees("d01-draft", desk)
    press(desk, hand, "link", "Change the words")
    asks = desk.get_by_label("Decisions asked of the sponsor")
    hand.fill(asks, "\n".join((ASKS[0], TYPED, ASKS[2])))
    told = desk.locator("#told-asks")
    expect(told).to_contain_text("“36” is typed")
    sees("d02-typed", desk)
    press(desk, hand, "button", "Save")
    expect(desk.get_by_text("Saved. 1 thing has to be settled")).to_be_visible()
    to(desk, "report", story.report.pk)
    expect(main(desk)).to_contain_text("1 thing in the words has to be settled")
    expect(main(desk).get_by_role("button", name="Approve and send")).to_have_count(0)
    sees("d03-held-back", desk)
    press(desk, hand, "link", "Change the words")
    hand.fill(asks, "\n".join((ASKS[0], "Release  for half a day.", ASKS[2])))
    place(story, desk, len(ASKS[0]) + len("\nRelease "))
    expect(asks).to_have_value("\n".join(ASKS))
    expect(desk.locator("#preview")).to_contain_text("for half a day.")
    expect(told).not_to_contain_text("is typed")
    sees("d04-placed", desk)
    press(desk, hand, "button", "Save")
    expect(desk.get_by_text("Saved. Page, PDF and table")).to_be_visible()
    let_work()


def place(story: Desk, desk: Page, at: int) -> None:
    """Find the number of mentors in the list, and put it where one was writing."""
    asks = desk.get_by_label("Decisions asked of the sponsor")
    asks.evaluate("(box, at) => { box.focus(); box.setSelectionRange(at, at) }", at)
    story.hand.press(desk.get_by_text("Place a figure", exact=True))
    story.hand.fill(desk.get_by_label("Find a figure"), "mentors")
    story.hand.press(desk.locator('[data-places="{mentors}"]'))


def approve(story: Desk, desk: Page) -> None:
    """Read the mail that will go, and let it go."""
    hand = story.hand
    to(desk, "report", story.report.pk)
    press(desk, hand, "link", "Read the mail")
    sees("d05-the-mail", desk)
    to(desk, "report", story.report.pk)
    press(desk, hand, "button", "Approve and send")
    expect(desk.get_by_text("Approved. It leaves as shown below.")).to_be_visible()
    sees("d06-approved", desk)
