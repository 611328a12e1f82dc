"""The tabs of the Applications area: every page within two presses, for those who may open it."""

import pytest
from django.urls import reverse

from programmes.applications.tabs import PARTS, pages_beside, tabs_of

MOST_TABS = 7
PAGES = [page.name for part in PARTS for page in part.pages if page.name != "check-list"]


def test_there_are_few_tabs_and_one_is_current(world):
    for name in PAGES:
        tabs = tabs_of(world.programme, name)
        assert len(tabs) <= MOST_TABS
        assert len([tab for tab in tabs if tab.is_current]) == 1


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_the_tabs_and_where_one_is(world, client_of, name):
    page = client_of(world.coordinator).get(reverse(f"programmes:{name}", args=("leaders",)))
    assert page.status_code == 200
    assert "tabs-area" in page.text
    marked = [tab.url for tab in tabs_of(world.programme, name) if tab.is_current]
    beside = pages_beside(world.programme, world.coordinator, name)
    marked += [tab.url for tab in beside if tab.is_current]
    for url in marked:
        assert f'href="{url}" aria-current="page"' in page.text


def test_only_what_may_be_opened_is_offered(world):
    assert pages_beside(world.programme, world.coordinator, "applications") == []
    labels = [tab.label for tab in pages_beside(world.programme, world.coordinator, "fairness")]
    assert labels == ["Who waits for one", "Accepted for later", "Fairness"]
    labels = [tab.label for tab in pages_beside(world.programme, world.reviewer, "fairness")]
    assert labels == []
