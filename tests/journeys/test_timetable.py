"""A coordinator drags a bar, reads what that does, and lets it be done; then again by keyboard."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from programmes.enums import MilestoneKind, PhaseKind
from programmes.models import Cohort
from tests.journeys.test_survey_and_report import enter, sideways
from tests.people import World, sign_in
from tests.programmes.timetables import dates, fresh, plan

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = ViewportSize(width=320, height=640)


@pytest.fixture
def cohort(world: World):
    """A timetable far enough ahead that nothing of it is over, with one clash."""
    plan(world.cohort).phases.filter(kind=PhaseKind.MATCH).update(ends_on=date(2027, 4, 7))
    cohort = fresh(world.cohort)
    far = timedelta(days=7 * (max(0, (timezone.localdate() - date(2026, 12, 1)).days) // 7 + 1))
    for row in (*cohort.phases.all(), *cohort.milestones.all()):
        for name in {"starts_on", "ends_on", "on"} & set(row.__dict__):
            setattr(row, name, getattr(row, name) + far)
        row.save()
    Cohort.objects.filter(pk=cohort.pk).update(
        starts_on=cohort.starts_on + far, ends_on=cohort.ends_on + far
    )
    return cohort


def drag(page: Page, label: str, days: int) -> None:
    """Take a bar in its middle and let it go some days from there."""
    bar = page.locator(f"[data-label='{label}']")
    bar.scroll_into_view_if_needed()
    box, track = bar.bounding_box(), page.locator(".timeline-track").first.bounding_box()
    per_day = track["width"] / int(page.locator("[data-timetable]").get_attribute("data-days") or 0)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + days * per_day, y, steps=5)
    page.mouse.up()


def test_a_bar_is_dragged_previewed_and_moved(
    world: World, cohort, page: Page, context, live_server, assert_accessible, strangers_asked
):
    enter(context, live_server, sign_in(world.coordinator))
    page.goto(f"/programmes/leaders/cohorts/{cohort.pk}/timetable/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Matching ends two days after the first meeting: one clash"
    )
    assert_accessible()
    before = dates(cohort)

    drag(page, "Match", -7)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "“Match” moves five working days earlier"
    )
    expect(page.locator("#after")).to_contain_text("Solved")
    assert dates(cohort) == before  # nothing moves before somebody said so
    assert_accessible()

    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No dates clash")
    assert dates(cohort)[PhaseKind.MATCH][0] == before[PhaseKind.MATCH][0] - timedelta(days=7)

    page.locator("[data-label='Meetings']").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("“Meetings” moves"))
    box = page.get_by_role("checkbox", name=re.compile("Kick-off"))
    expect(box).to_be_checked()
    expect(page.locator("#after")).to_contain_text("Meetings end seven days after")
    with page.expect_response(re.compile("/move/")):
        box.uncheck()
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("1 date has moved.")).to_be_visible()
    assert dates(cohort)[MilestoneKind.KICK_OFF] == before[MilestoneKind.KICK_OFF]


def test_without_javascript_on_a_small_phone_dates_move_by_the_form(
    world: World, cohort, browser: Browser, live_server
):
    context: BrowserContext = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=PHONE, locale="en-GB"
    )
    enter(context, live_server, sign_in(world.coordinator))
    page = context.new_page()
    page.goto(f"/programmes/leaders/cohorts/{cohort.pk}/timetable/")
    row = page.get_by_role("listitem").filter(has_text="Decisions are sent").last
    row.locator("summary").click()
    row.get_by_role("link", name="A week later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("working days later"))
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("moved.")).to_be_visible()
    assert page.evaluate("1") == 1
    assert sideways(page) == 0
    context.close()
