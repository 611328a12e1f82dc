"""From an empty installation to a programme that recruits, as its first coordinator lives it."""

import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect

from programmes.enums import CharterState, CohortState, ParticipantState
from programmes.models import Charter, Participant, Programme
from tests.journeys.hands import PHONE, Hand, deliver, link_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

COORDINATOR = ("Nadia Osei", "nadia.osei@harbour.example")
SPONSOR = ("Tomas Lindqvist", "tomas.lindqvist@harbour.example")
PEOPLE = 50
# More than this, and it is no longer fifteen minutes.
MOST_STEPS = 50


@pytest.fixture
def look(page: Page, assert_accessible: Callable[[], None]) -> Callable[[str], None]:
    """Check a page with axe and for sideways scroll; with SHOTS=folder, keep a picture of it."""

    def check(name: str, of: Page = page) -> None:
        # A press returns as soon as the next page is on its way, before it has a body.
        of.wait_for_load_state()
        wide = of.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide == 0, f"{name} scrolls sideways"
        if folder := os.environ.get("SHOTS"):
            of.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        if of is page:
            assert_accessible()

    return check


def app_code(secret: str) -> str:
    """Return what an authenticator app would show now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def table_of_people() -> dict[str, Any]:
    """Make what a colleague sends by mail: semicolons, Windows letters, the day first."""
    lines = io.StringIO()
    table = csv.writer(lines, delimiter=";")
    table.writerow(["Name", "E-mail", "Role", "Department", "Joined on"])
    for number in range(1, PEOPLE + 1):
        role = "Mentor" if number % 2 else "Mentee"
        name = f"Zoë Müller {number}"
        table.writerow([name, f"person{number}@harbour.example", role, "Nursing", "25/11/2026"])
    return {
        "name": "people.csv",
        "mimeType": "text/csv",
        "buffer": lines.getvalue().encode("windows-1252"),
    }


def sign_in_for_the_first_time(page: Page, hand: Hand, smtp_server: Any) -> None:
    """Ask for a code, type it in, and add an authenticator app."""
    page.goto("/")
    hand.fill(page.get_by_label("Your e-mail address").first, COORDINATOR[1])
    hand.press(page.get_by_role("button", name="Send me a code"))
    expect(page.locator("input[name=code]")).to_be_visible()
    text = deliver(smtp_server)
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", text, re.MULTILINE)
    assert code, text
    hand.fill(page.locator("input[name=code]"), code.group(1))
    hand.press(page.get_by_role("button", name="Go on"))
    hand.press(page.locator("a[href='/accounts/2fa/totp/activate/']"))
    secret = page.locator("#authenticator_secret").input_value()
    hand.fill(page.locator("input[name=code]"), app_code(secret))
    hand.press(page.get_by_role("button", name="Use it from now on"))
    expect(page).not_to_have_url(re.compile("totp/activate"))


def start_from_a_template(page: Page, hand: Hand, look: Callable[..., None]) -> Programme:
    """Start a programme as other companies run it."""
    page.goto("/programmes/")
    look("01-no-programme")
    hand.press(page.get_by_role("link", name="Start the first one"))
    look("02-templates")
    hand.press(page.get_by_role("link", name="Start from this Corporate leadership"))
    look("03-name")
    hand.fill(page.get_by_label("Name", exact=True), "Harbour Leaders")
    hand.press(page.get_by_role("main").get_by_role("button", name=re.compile("Start")))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("left|Ready"))
    look("04-set-up")
    return Programme.objects.get(name="Harbour Leaders")


def have_the_charter_signed(
    page: Page, hand: Hand, look: Callable[..., None], smtp_server: Any, phone: Page
) -> None:
    """Name a sponsor, send them the template's charter, and let them sign it on their phone."""
    hand.press(page.get_by_role("link", name="Name a sponsor"))
    hand.fill(page.get_by_label("Name", exact=True), SPONSOR[0])
    hand.fill(page.get_by_label("E-mail"), SPONSOR[1])
    hand.fill(page.get_by_label(re.compile("^Position")), "Chief executive")
    hand.press(page.get_by_role("button", name="Name them"))
    look("05-sponsors")
    hand.press(page.get_by_role("navigation").get_by_role("link", name="Charter", exact=True))
    look("06-charter")
    hand.press(page.get_by_role("link", name=re.compile("Send (it )?for signature")))
    look("07-what-leaves")
    hand.press(page.get_by_role("button", name="Send for signature"))
    text = deliver(smtp_server)
    assert SPONSOR[1] in smtp_server.messages[-1]["To"]

    phone.goto(link_in(text, "/charters/"))
    look("08-sponsor-signs", of=phone)
    assert Charter.objects.get().state == CharterState.AWAITING_SIGNATURE
    hand.press(phone.get_by_role("button", name="I sign this charter"))
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    look("09-sponsor-signed", of=phone)
    assert Charter.objects.get().state == CharterState.SIGNED


def publish_the_ideal_mentor(page: Page, hand: Hand, look: Callable[..., None]) -> None:
    """Read what the template looks for in mentors, and let it be what applicants are judged by."""
    page.goto(f"/programmes/{Programme.objects.get().slug}/setup/")
    hand.press(page.get_by_role("link", name="Describe your ideal mentor"))
    look("09a-ideal-mentor")
    hand.press(page.get_by_role("link", name="Read it and publish it"))
    look("09b-publish")
    hand.press(page.get_by_role("button", name="Publish version 1"))
    expect(page.get_by_role("main")).to_contain_text("Version 1, published by")
    look("09c-published")


def import_fifty_people(page: Page, hand: Hand, look: Callable[..., None]) -> None:
    """Bring a colleague's table."""
    hand.press(page.get_by_role("navigation").get_by_role("link", name="People", exact=True))
    look("10-nobody-yet")
    hand.press(page.get_by_role("link", name="Import a file"))
    hand.press(page.get_by_role("link", name=re.compile("Import a file|Import the first")))
    hand.bring(page.locator("input[type=file]"), table_of_people())
    hand.press(page.get_by_role("button", name="Read the file"))
    look("11-columns")
    hand.press(page.get_by_role("button", name="Go on"))
    look("12-questions")
    hand.press(page.get_by_text("Not yet: they come in as invited"))
    hand.press(page.get_by_role("button", name="Check every row"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What this file would do")
    look("13-what-it-would-do")
    assert Participant.objects.count() == 0
    hand.press(page.get_by_role("button", name=re.compile("^Write ")))
    expect(page.get_by_role("main")).to_contain_text(str(PEOPLE))
    look("14-done")


def open_for_recruiting(page: Page, hand: Hand, look: Callable[..., None]) -> None:
    """Move the cohort on, with nothing missing."""
    page.goto(f"/programmes/{Programme.objects.get().slug}/setup/")
    look("15-ready")
    hand.press(page.get_by_role("main").get_by_role("link", name=re.compile("Move it on")))
    look("16-move-on")
    hand.press(page.get_by_role("button", name="Move it on"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("need")
    look("17-today")


def invite_them(page: Page, hand: Hand, look: Callable[..., None], smtp_server: Any) -> None:
    """Read the invitation, and let it leave to everybody."""
    hand.press(page.get_by_role("link", name="Invite them"))
    look("18-invitation")
    deliver(smtp_server)
    before = len(smtp_server.messages)
    hand.press(page.get_by_role("button", name=f"Send {PEOPLE} invitations"))
    text = deliver(smtp_server)
    assert len(smtp_server.messages) - before == PEOPLE
    assert "Harbour Leaders" in text
    look("19-people")


def test_from_nothing_to_a_recruiting_programme(
    page: Page,
    context: BrowserContext,
    browser,
    live_server,
    smtp_server,
    hand,
    look,
    strangers_asked,
):
    call_command(
        "found_organisation",
        "Harbour Trust",
        administrator=COORDINATOR[0],
        email=COORDINATOR[1],
    )
    elsewhere = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="en-GB")
    try:
        sign_in_for_the_first_time(page, hand, smtp_server)
        programme = start_from_a_template(page, hand, look)
        have_the_charter_signed(page, hand, look, smtp_server, elsewhere.new_page())
        publish_the_ideal_mentor(page, hand, look)
        import_fifty_people(page, hand, look)
        open_for_recruiting(page, hand, look)
        invite_them(page, hand, look, smtp_server)
    finally:
        elsewhere.close()

    cohort = programme.cohorts.get()
    people = Participant.objects.filter(cohort=cohort)
    assert cohort.state == CohortState.RECRUITING
    assert (people.count(), {each.role for each in people}) == (PEOPLE, {"mentor", "mentee"})
    assert {each.state for each in people} == {ParticipantState.INVITED}
    assert people.first().person.name.startswith("Zoë Müller")
    assert programme.objectives.exclude(indicators=None).exists()
    assert Charter.objects.get().signed_by.name == SPONSOR[0]
    assert programme.mentor_profiles.published().exists()
    assert len(hand.steps) <= MOST_STEPS
