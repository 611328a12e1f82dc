"""A mentee answers on a phone, the coordinator reads results and a report, the sponsor a letter."""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from evaluation.actions.calls import call_people
from evaluation.actions.reports import build_by_hand, finish_reports
from evaluation.actions.shipping import add_shipped_instruments
from evaluation.actions.waves import close_wave
from evaluation.enums import WaveState
from evaluation.letters import LetterLink
from evaluation.models import Report
from tests.factories.evaluation import AnswerFactory, WaveFactory
from tests.people import World, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = ViewportSize(width=320, height=640)


def enter(context: BrowserContext, live_server, client: Client) -> None:
    """Give the browser the session of somebody who has signed in."""
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )


def sideways(page: Page) -> int:
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


@pytest.fixture
def check_in(world: World):
    add_shipped_instruments(world.organisation, by=None)
    instrument = world.organisation.instruments.get(key="check-in-mentee")
    wave = WaveFactory.create(cohort=world.cohort, instrument=instrument)
    call_people(wave, on=timezone.localdate())
    return wave


def test_a_mentee_answers_on_a_phone(
    world: World, check_in, page: Page, context, live_server, assert_accessible, strangers_asked
):
    enter(context, live_server, sign_in(world.mentee))
    page.set_viewport_size(PHONE)
    page.goto(reverse("programmes:home"))
    page.get_by_role("link", name="Answer").click()
    expect(page.get_by_text("nobody, not even this system")).to_be_visible()
    assert sideways(page) == 0
    assert_accessible()

    # The first question has to be answered; the others may be passed over.
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Please answer this question.").first).to_be_visible()
    assert_accessible()
    page.get_by_role("group", name="My mentor meets my expectations.").get_by_label("4").check(
        force=True
    )
    for _question in range(4):
        page.get_by_role("button", name="Next").click()
    page.get_by_label("What would help you now?").fill("A quiet room")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.get_by_text("It waits sealed until the survey closes.")).to_be_visible()
    assert_accessible()
    page.goto(reverse("programmes:home"))
    expect(page.get_by_role("link", name="Answer")).to_have_count(0)


def test_a_coordinator_reads_results_and_reports_and_a_sponsor_the_letter(
    world: World, check_in, page: Page, context, live_server, assert_accessible, strangers_asked
):
    for mark in (5, 5, 4, 4, 3, 5):
        values = {"mentor_met_expectations": mark, "work_with_mentor_again": "yes"}
        AnswerFactory.create(wave=check_in, values=values)
    close_wave(check_in, by=None)
    WaveFactory.create(cohort=world.cohort, instrument=check_in.instrument, state=WaveState.PLANNED)
    report = build_by_hand(world.programme, None, by=world.coordinator)
    finish_reports()
    enter(context, live_server, sign_in(world.coordinator))
    slug = world.programme.slug
    for name, *args in (
        ("wave-list",),
        ("wave-add",),
        ("wave", check_in.pk),
        ("report-list",),
        ("report-add",),
        ("report", report.pk),
    ):
        page.goto(reverse(f"evaluation:{name}", args=(slug, *args)))
        assert_accessible()
    page.set_viewport_size(PHONE)
    assert sideways(page) == 0

    page.get_by_role("button", name="Approve and send").click()
    expect(page.get_by_text("Approved. It leaves as shown below.")).to_be_visible()
    finish_reports()
    assert Report.objects.get().sent_at is not None

    context.clear_cookies()
    page.goto(LetterLink(report.pk, world.sponsor.pk).url.removeprefix("http://testserver"))
    expect(page.get_by_role("heading", name="Leaders: Spring cohort")).to_be_visible()
    assert sideways(page) == 0
    assert_accessible()
    page.goto(f"{reverse('evaluation:verify')}?code={report.code}")
    expect(page.get_by_text("These are the figures as they were sealed")).to_be_visible()
    assert sideways(page) == 0
    assert_accessible()
