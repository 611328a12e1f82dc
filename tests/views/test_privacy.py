"""Tests of a person's page of what is kept about them: whole, and as cheap for many rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.accounts.actions.keeping import release_rule, set_months
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.models import DataCopy
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.common.privacy import Keeping
from tests.factories.accounts import PersonFactory
from tests.people import ClientOf, World

pytestmark = pytest.mark.django_db


def looked_at(world: World, times: int) -> None:
    """Let so many people look at the mentee's record."""
    for viewer in PersonFactory.create_batch(times):
        note_looks(
            SightingKind.PERSON,
            [world.mentee.pk],
            organisation_id=world.organisation.pk,
            by=viewer,
        )


@pytest.mark.parametrize("name", ["privacy", "privacy-looks"])
def test_its_queries_do_not_grow_with_looks(world: World, client_of: ClientOf, name: str) -> None:
    client, counts = client_of(world.mentee), []
    for times in (1, 30):
        looked_at(world, times)
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_administrators_list_does_not_grow_either(world: World, client_of: ClientOf) -> None:
    client, counts = client_of(world.administrator), []
    for times in (1, 30):
        looked_at(world, times)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("organisation-looks")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_reading_the_page_asks_for_no_copy_and_one_press_does(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world.mentee)
    page = client.get(reverse("privacy")).content.decode()
    assert reverse("erasing-ask") in page
    assert not DataCopy.objects.exists()
    client.post(reverse("privacy-copy"))
    client.post(reverse("privacy-copy"))
    assert DataCopy.objects.count() == 1


def test_each_part_of_what_is_kept_says_why_and_for_how_long(
    world: World, client_of: ClientOf
) -> None:
    page = client_of(world.mentee).get(reverse("privacy")).content.decode()
    for words in ("Your matches and meetings", "How long", "Who sees it", "never what you write"):
        assert words in page


def test_how_long_is_told_by_the_rules_that_are_followed(world: World, client_of: ClientOf) -> None:
    client = client_of(world.mentee)
    rule = set_months(world.organisation, Keeping.MESSAGE, months=9, by=world.administrator)
    unset = "Texts of sent mails: until you ask to be erased; no end is set."
    assert unset in client.get(reverse("privacy")).content.decode()
    release_rule(rule, months=9, by=world.administrator)
    page = client.get(reverse("privacy")).content.decode()
    assert "Texts of sent mails: 9 months, counted from the day a mail was sent." in page
    assert unset not in page
