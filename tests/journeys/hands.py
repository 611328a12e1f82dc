"""What people of a journey do by hand, and how a page is looked at."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from mentorship.accounts.models import Person
from mentorship.notifications.delivery import deliver_next
from tests.people import sign_in

PHONE = ViewportSize(width=390, height=844)
LAPTOP = ViewportSize(width=1366, height=860)

Look = Callable[[str, Page], None]


@dataclass
class Hand:
    """Counts what a person does: every press, every field filled in, every choice made."""

    steps: list[str] = field(default_factory=list)

    def press(self, what: Locator) -> None:
        self.steps.append(f"press “{what.first.inner_text().splitlines()[0]}”")
        what.first.click()

    def fill(self, what: Locator, text: str) -> None:
        self.steps.append(f"fill in {text}")
        what.fill(text)

    def choose(self, what: Locator, value: str) -> None:
        self.steps.append(f"choose {value}")
        what.select_option(label=value)

    def bring(self, what: Locator, file: Any) -> None:
        self.steps.append(f"bring {file['name']}")
        what.set_input_files(files=[file])


def sees(name: str, page: Page) -> None:
    """Check a page with axe and for sideways scroll; with SHOTS=folder, keep a picture of it.

    With DARK=1 as well, there is a second picture of it as it is at night.
    """
    fits(name, page)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def fits(name: str, page: Page) -> None:
    """Check a page for sideways scroll alone, and keep the pictures that `sees` keeps."""
    # A press returns as soon as the next page is on its way, before it has a body.
    page.wait_for_load_state()
    # On a busy machine colours are still on their way when the page is there.
    page.evaluate(
        "Promise.allSettled(document.getAnimations()"
        ".filter(each => each instanceof CSSTransition).map(each => each.finished))"
    )
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide == 0, f"{name} scrolls sideways"
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        if os.environ.get("DARK") == "1":
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            page.screenshot(path=Path(folder) / f"{name}-dark.png", full_page=True)
            page.emulate_media(color_scheme="light")


def device_of(
    browser: Browser, live_server: Any, person: Person | None, size: ViewportSize
) -> Page:
    """Open a browser where the person is, in which they are signed in; nobody, without one."""
    zone = str(person.time_zone) if person else None
    context = browser.new_context(
        base_url=live_server.url, viewport=size, locale="en-GB", timezone_id=zone
    )
    context.set_default_timeout(8000)
    if person:
        name = settings.SESSION_COOKIE_NAME
        value = sign_in(person).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return context.new_page()


def deliver(smtp_server: Any) -> str:
    """Let everything leave that is due, and return the words of the last mail."""
    while deliver_next():
        pass
    return words_of(smtp_server.messages[-1])


def words_of(mail: Any) -> str:
    """Return what a mail says."""
    return str(mail.get_body(("plain",)).get_content())


def mails_to(smtp_server: Any, address: str) -> list[Any]:
    """Let everything leave that is due, and return what arrived at an address, oldest first."""
    deliver(smtp_server)
    return [mail for mail in smtp_server.messages if address in str(mail["To"])]


def link_in(text: str, path: str) -> str:
    """Return the address in a mail that leads below a path, as the browser opens it here."""
    found = re.search(rf"https?://[^/\s]+({path}\S+)", text)
    assert found, text
    return found.group(1)


class Cast:
    """Opens devices, and keeps what was opened until the end."""

    def __init__(self, browser: Browser, live_server: Any) -> None:
        self.browser, self.live_server, self.pages = browser, live_server, []

    def device(self, person: Person | None, size: ViewportSize = PHONE) -> Page:
        page = device_of(self.browser, self.live_server, person, size)
        self.pages.append(page)
        return page

    def close(self) -> None:
        for page in self.pages:
            page.context.close()
