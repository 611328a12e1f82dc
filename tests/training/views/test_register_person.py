"""One person's currency, entry by entry, and what a coordinator enters for them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.training import EntryFactory, initial_training
from training.actions import note_practice
from training.enums import EntryKind
from training.models import LedgerEntry, Waiver

TODAY = timezone.localdate()


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(world, name="register-person", *more):
    return reverse(f"training:{name}", args=(world.programme.slug, world.mentor_place.pk, *more))


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_each_entry_is_explained_and_what_comes_is_shown(world, client):
    initial_training(world.programme, world.mentor, days=340)
    EntryFactory.create(
        programme=world.programme,
        person=world.mentor,
        is_assured=False,
        rejected_reason="above the cap of 6 hours of prior learning",
    )
    note_practice(
        mentor=world.mentor,
        mentee=world.mentee,
        programme=world.programme,
        on=TODAY,
        minutes=60,
        occasion_key="one",
    )
    assert "1 meeting, 1 h" in text_of(client.get(url(world)))
    text = text_of(client.get(f"{url(world)}?show=meetings"))
    for words in (
        "Amara is due by",
        "counts as initial training",
        "above the cap of 6 hours of prior learning",
        "With Jonas Weber",
        "practice with a mentee",
        "If nothing is done",
        "Lapsed",
    ):
        assert words in text


def test_the_page_makes_the_same_number_of_queries_for_one_entry_and_for_thirty(world, client):
    def queries():
        client.get(url(world))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(world)).status_code == 200
        return len(captured)

    initial_training(world.programme, world.mentor, days=300)
    few = queries()
    for days in range(29):
        EntryFactory.create(
            programme=world.programme,
            person=world.mentor,
            kind=EntryKind.REFRESHER,
            earned_on=TODAY - timedelta(days=days),
        )
    assert queries() == few


def test_hours_are_credited_and_a_review_is_entered(world, client):
    given = {"evidence": "No. 12", "kind": "initial", "hours": "6", "earned_on": f"{TODAY}"}
    assert client.post(url(world, "register-credit"), given).status_code == 302
    note = {"on": f"{TODAY}", "note": "Two meetings observed"}
    assert client.post(url(world, "register-review"), note).status_code == 302
    kinds = LedgerEntry.objects.order_by("kind").values_list("kind", "hours")
    assert list(kinds) == [("initial", Decimal(6)), ("review", Decimal("0.5"))]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        (
            "register-credit",
            {"evidence": "Kept words", "kind": "initial", "hours": "0", "earned_on": "2099-01-01"},
            "This day has not come yet.",
        ),
        ("register-review", {"on": "2099-01-01", "note": "Kept words"}, "not come yet"),
        ("waiver-give", {"reason": "Kept words", "until": "2099-01-01"}, "within twelve months"),
        ("waiver-give", {"reason": "Kept words", "until": "2020-01-01"}, "has passed"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(world, client, name, given, words):
    answer = client.post(url(world, name), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Kept words" in answer.content.decode()
    assert not LedgerEntry.objects.exists()
    assert not Waiver.objects.exists()


def test_an_entry_is_taken_back_with_a_reason(world, client):
    entry = initial_training(world.programme, world.mentor, days=20)
    address = url(world, "register-reverse", entry.pk)
    assert client.post(address, {"reason": ""}).status_code == 422
    for _ in range(2):
        client.post(address, {"reason": "Somebody else’s"})
    assert LedgerEntry.objects.get(reverses=entry).note == "Somebody else’s"
    text = text_of(client.get(url(world)))
    assert "taken back" in text
    assert address not in text


def test_entries_of_others_and_of_oneself_are_out_of_reach(world, client, client_of):
    foreign = EntryFactory.create(programme=world.programme)
    assert client.get(url(world, "register-reverse", foreign.pk)).status_code == 404
    type(world.mentor_place).objects.filter(pk=world.mentor_place.pk).update(
        person=world.coordinator
    )
    for name in ("register-credit", "register-review", "waiver-give"):
        assert client.get(url(world, name)).status_code == 404


def test_a_waiver_is_given_shown_and_ended(world, client):
    until = TODAY + timedelta(days=30)
    given = {"reason": "The course is full", "until": f"{until}"}
    client.post(url(world, "waiver-give"), given)
    again = client.post(url(world, "waiver-give"), given, follow=True)
    assert "You waived training of Amara Okafor" in text_of(again)
    assert "The course is full" in text_of(client.get(url(world)))
    profile = reverse("programmes:participant", args=(world.programme.slug, world.mentor_place.pk))
    assert "by Catherine: The course is full" in text_of(client.get(profile))
    client.post(url(world, "waiver-revoke"))
    assert "No waiver is in force" in text_of(client.post(url(world, "waiver-revoke"), follow=True))
    assert Waiver.objects.get().revoked_by == world.coordinator
