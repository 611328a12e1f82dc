"""The first day in the demo organisation: a coordinator at a desk, a mentee on a phone."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = ViewportSize(width=390, height=844)
SMALL = ViewportSize(width=320, height=640)


@pytest.fixture(autouse=True)
def guildhall(settings, db):
    """The demo organisation, without the record, as of today."""
    settings.DEMO = True
    settings.SECOND_FACTOR_REQUIRED = False
    from mentorship.demo.build import build_demo  # noqa: PLC0415

    return build_demo()


def sign_in_by_code(page: Page, smtp_server, email: str) -> None:
    """Ask for a code, read it in the mail that arrived, and type it in."""
    from mentorship.notifications.delivery import deliver_next  # noqa: PLC0415

    page.goto("/")
    page.get_by_label("Your e-mail address").first.fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    while deliver_next():
        pass
    text = smtp_server.messages[-1].get_body(("plain",)).get_content()
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", text, re.MULTILINE)
    assert code, text
    page.locator("input[name=code]").fill(code.group(1))
    page.get_by_role("button", name="Go on").click()


def test_a_coordinator_sees_what_needs_her(
    page: Page, smtp_server, assert_accessible, strangers_asked
):
    sign_in_by_code(page, smtp_server, "maya.ferreira@guildhall.example")
    page.get_by_role("link", name="Leadership Mentoring").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("things need you"))
    assert_accessible()
    for place in ("People", "Relationships", "Training", "Surveys", "Reports", "Today"):
        page.get_by_role("navigation").get_by_role("link", name=place, exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mentee_finds_what_comes_next_on_a_phone(
    page: Page, smtp_server, assert_accessible, strangers_asked, scheme
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(PHONE)
    sign_in_by_code(page, smtp_server, "jonas.weber@guildhall.example")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(re.compile("Did you meet Amara"))
    expect(page.get_by_role("main")).to_contain_text("See or change it")
    for size in (PHONE, SMALL):
        page.set_viewport_size(size)
        for tab in ("Meetings", "Learn", "Me", "Home"):
            page.get_by_role("navigation").get_by_role("link", name=tab, exact=True).last.click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert_accessible()


def test_a_mentee_answers_a_survey_without_being_known(
    page: Page, smtp_server, assert_accessible, strangers_asked
):
    from evaluation.models import Answer, Receipt, SealedAnswer  # noqa: PLC0415

    before = SealedAnswer.objects.count(), Receipt.objects.count(), Answer.objects.count()
    page.set_viewport_size(PHONE)
    sign_in_by_code(page, smtp_server, "jonas.weber@guildhall.example")
    page.get_by_role("article").or_(page.locator(".card")).filter(
        has_text="How is it going?"
    ).last.get_by_role("link").click()
    assert_accessible()
    for fieldset in page.locator("fieldset").filter(has=page.locator("input[type=radio]")).all():
        fieldset.locator("label").nth(1).click()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Thank you"))
    after = SealedAnswer.objects.count(), Receipt.objects.count(), Answer.objects.count()
    assert after == (before[0] + 1, before[1] + 1, before[2])
