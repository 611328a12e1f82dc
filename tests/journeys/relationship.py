"""The pair of the journey of a relationship: who they are, and what works while they do not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.urls import reverse
from icalendar import Calendar
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from matching.actions.hours import keep_hours
from matching.models import Match
from mentorship.accounts.models import Person
from mentorship.celery import app
from mentorship.notifications.delivery import deliver_next
from mentorship.schedules import schedules
from tests.journeys.hands import Cast, Hand, link_in, words_of
from tests.people import World

NEW_YORK, LONDON = ZoneInfo("America/New_York"), ZoneInfo("Europe/London")
TUESDAY = 1
FRIDAY = datetime(2027, 3, 12, 14, tzinfo=UTC)  # two days before clocks change in New York
SWEEP_SECONDS = 60


@dataclass
class Story:
    """The people, their match, and the clock they live by."""

    world: World
    ben: Person
    match: Match
    clock: time_machine.Traveller
    cast: Cast
    hand: Hand
    mails: Any

    def travel(self, to: datetime) -> None:
        """Let time pass, and then the worker work."""
        self.clock.move_to(to)
        let_work()


def lives_in(person: Person, zone: ZoneInfo) -> None:
    """Let a person live by the clocks of a zone."""
    person.time_zone = zone
    person.save(update_fields=["time_zone"])


def is_free_on_tuesdays(person: Person, since: time, until: time) -> None:
    """Paint hours of one's Tuesdays as free: whole and half hours of one's own clock."""
    first, last = (each.hour * 2 + each.minute // 30 for each in (since, until))
    day = TUESDAY * 48
    keep_hours(person, range(day + first, day + last), by=person)


def let_work() -> None:
    """Do what the worker does by the clock for relationships, twice, and let all mails leave."""
    names = [each["task"] for each in schedules(SWEEP_SECONDS).values()]
    for _round in range(2):
        for name in names:
            if name.startswith("matching."):
                app.tasks[name]()
        while deliver_next():
            pass


def subjects_to(smtp_server: Any, person: Person) -> list[str]:
    """Return the subjects of what arrived at a person, oldest first."""
    return [str(mail["Subject"]) for mail in smtp_server.messages if person.email in mail["To"]]


def told_by_day(smtp_server: Any) -> list[tuple[str, str, date]]:
    """Return who was told what on which day; nobody is told the same twice on one."""
    return [
        (str(mail["To"]), str(mail["Subject"]), mail["Date"].datetime.date())
        for mail in smtp_server.messages
    ]


def last_mail(smtp_server: Any, person: Person, subject: str) -> EmailMessage:
    """Return the last mail to a person whose subject says so."""
    mails: Iterable[EmailMessage] = smtp_server.messages
    found = [
        mail for mail in mails if person.email in mail["To"] and subject in str(mail["Subject"])
    ]
    assert found, subjects_to(smtp_server, person)
    return found[-1]


def event_in(mail: EmailMessage) -> Any:
    """Return the one event of the one calendar in a mail, read by a library of its own."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    raw = parts[0].get_payload(decode=True)
    assert isinstance(raw, bytes)
    calendar = Calendar.from_ical(raw)
    assert calendar["METHOD"] == "REQUEST"
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    return event


def starts_at(event: Any) -> datetime:
    """Return when an event begins."""
    moment: datetime = event.decoded("DTSTART").astimezone(UTC)
    return moment


def paper_in(mail: EmailMessage) -> str:
    """Return the words of the PDF that a mail brings along."""
    (part,) = [each for each in mail.walk() if each.get_content_type() == "application/pdf"]
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return words_of_paper(raw)


def words_of_paper(raw: bytes) -> str:
    """Return the words of a PDF, on one line."""
    pages = PdfReader(BytesIO(raw)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def press(page: Page, hand: Hand, kind: Any, name: str) -> None:
    """Press the first thing in the page that begins with these words."""
    hand.press(main(page).get_by_role(kind, name=re.compile(f"^{re.escape(name)}")))


def to_pair(page: Page, match: Match) -> None:
    page.goto(reverse("matching:my-match", args=(match.pk,)))


def from_the_mail(story: Story, page: Page, person: Person, subject: str) -> None:
    """Open what the last mail with this subject leads to."""
    let_work()
    page.goto(link_in(words_of(last_mail(story.mails, person, subject)), "/"))
