"""In a real browser: the search by keyboard, and a page to read when the network is gone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import sees

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_coordinator_goes_to_somebody_by_keyboard_alone(world, cast):
    page = cast.device(world.coordinator)
    page.goto("/me/", timeout=30_000)
    page.keyboard.press("Control+k")
    panel = page.get_by_role("dialog", name="Search")
    expect(panel.get_by_role("searchbox")).to_be_focused()
    expect(panel.get_by_text("What you can do", exact=True)).to_be_visible()
    page.keyboard.type("jonsa web")
    expect(panel.get_by_role("link", name=re.compile("Jonas Weber")).first).to_be_visible()
    sees("search-panel", page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=re.compile("Jonas Weber"))).to_be_visible()


def test_without_a_network_there_is_a_page_of_nobody_and_ticks_elsewhere_go_on(world, cast):
    page = cast.device(world.mentee)
    page.goto("/me/", timeout=30_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("/meetings/")
    expect(page.get_by_role("heading", name="There is no network just now")).to_be_visible()
    assert "Jonas" not in page.content()
    sees("offline", page)
    kept = page.evaluate(
        "caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((request) => request.url)))).flat())"
    )
    assert kept
    assert all("/static/" in address or address.endswith("/offline/") for address in kept)
    page.context.set_offline(False)
    page.goto("/me/", timeout=30_000)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("There is no network just now")
