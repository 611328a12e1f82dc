"""What every journey needs: a demo-like organisation, and eyes that see what must not be there."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.journeys.hands import Cast, Hand
from tests.journeys.relationship import FRIDAY


@pytest.fixture
def strangers_asked(page: Page, live_server) -> Iterator[list[str]]:
    """Collect every request that goes to another host, and every complaint of the browser."""
    own = urlsplit(live_server.url).netloc
    found: list[str] = []

    def look(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != own:
            found.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("request", look)
    page.on("console", listen)
    yield found
    assert found == []


@pytest.fixture
def assert_accessible(page: Page):
    """Run axe on the page as it stands."""

    def check() -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def hand() -> Iterator[Hand]:
    """Hand over a hand, and say in the end what it did (shown by `pytest -rP`)."""
    made = Hand()
    yield made
    print(f"{len(made.steps)} steps:", *made.steps, sep="\n  ")  # noqa: T201 - the figure is asked for


@pytest.fixture
def cast(browser, live_server) -> Iterator[Cast]:
    made = Cast(browser, live_server)
    yield made
    made.close()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Begin on a Friday before clocks change; ask for it before whatever has a date."""
    with time_machine.travel(FRIDAY, tick=True) as traveller:
        yield traveller
