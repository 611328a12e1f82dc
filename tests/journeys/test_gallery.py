"""Every part as people meet it: narrow and wide, light and dark, from either side, by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# 640 is a desk of 1280 at 200 % zoom.
WIDTHS = (320, 640, 1366)
CLOTHES = ("?theme=light", "?theme=dark", "?theme=light&dir=rtl")
FACES = ("", "console/", "portal/", "sponsor/", "public/")


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def sideways(page: Page) -> int:
    """Return how many pixels stick out beside the window."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.parametrize("face", FACES)
def test_every_face_in_all_clothes_at_all_widths(
    page: Page, assert_accessible, strangers_asked, face
):
    for clothes in CLOTHES:
        page.goto(f"/gallery/{face}{clothes}")
        for width in WIDTHS:
            page.set_viewport_size(ViewportSize(width=width, height=800))
            assert sideways(page) == 0, f"{clothes} at {width}"
        if "dir" not in clothes:
            assert_accessible()


def test_dark_follows_the_system_unless_a_person_chose(page: Page):
    page.emulate_media(color_scheme="dark")
    page.goto("/gallery/console/")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(15, 18, 22)"

    page.goto("/gallery/console/?theme=light")

    assert page.evaluate(ground) == "rgb(250, 249, 246)"


def test_targets_are_large_enough_for_a_thumb(page: Page):
    page.set_viewport_size(ViewportSize(width=390, height=844))
    page.goto("/gallery/")

    heights = page.evaluate(
        """() => [...document.querySelectorAll('.button, .menu-item, .choice, summary')]
          .filter((e) => e.offsetParent && e.checkVisibility())
          .map((e) => [e.getBoundingClientRect().height, e.classList.contains('button-primary')])"""
    )

    assert len(heights) > 20
    assert all(height >= (40 if is_primary else 32) for height, is_primary in heights)


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page: Page):
    page.goto("/gallery/")
    summary = page.get_by_role("alert").filter(has_text="things need another look")
    expect(summary).to_be_focused()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#id_email$"))


def test_menus_open_by_keyboard_and_escape_gives_the_focus_back(page: Page):
    page.goto("/gallery/")
    opener = page.locator("summary", has_text="Next step")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Send a nudge").first).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Send a nudge").first).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_press_elsewhere_closes_a_menu(page: Page):
    page.goto("/gallery/")
    page.locator("summary", has_text="Next step").click()
    page.get_by_role("heading", level=1).click()

    expect(page.get_by_role("link", name="Send a nudge").first).to_be_hidden()


def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Page):
    page.goto("/gallery/")
    opener = page.get_by_role("link", name="Ask before acting")
    opener.click()
    dialog = page.get_by_role("dialog", name="Send 46 letters?")
    expect(dialog).to_be_visible()

    dialog.get_by_role("button", name="Not now").click()

    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_ctrl_k_leads_to_the_search(page: Page):
    page.goto("/gallery/console/")
    page.keyboard.press("Control+k")

    expect(page.get_by_role("searchbox")).to_be_focused()


def test_news_from_the_server_becomes_a_toast(page: Page):
    page.goto("/gallery/console/")
    page.evaluate(
        """document.body.dispatchEvent(new CustomEvent("toast",
          {bubbles: true, detail: {tone: "good", text: "Saved <b>"}}))"""
    )

    expect(page.get_by_role("region", name="News").get_by_text("Saved <b>")).to_be_visible()


def test_the_numbers_of_a_chart_can_be_opened(page: Page):
    page.goto("/gallery/")
    page.get_by_text("Show the numbers").first.click()

    expect(page.get_by_role("table", name="From invitation to completion")).to_be_visible()


def test_without_javascript_the_menu_of_a_phone_still_opens(
    browser: Browser, live_server: LiveServer
):
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport=ViewportSize(width=390, height=800),
    )
    page = context.new_page()
    page.goto("/gallery/console/")

    page.locator("summary", has_text="Menu").last.click()

    expect(page.get_by_role("link", name="Relationships").last).to_be_visible()
    context.close()


def test_on_paper_there_is_no_navigation_and_no_dark(page: Page):
    page.goto("/gallery/console/?theme=dark")
    page.emulate_media(media="print")

    expect(page.get_by_role("banner")).to_be_hidden()
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
