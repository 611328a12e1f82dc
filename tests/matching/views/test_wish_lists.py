"""The coordinators' pages about wishes and requests."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import WishList
from matching.wishing.lists import wishes_of
from mentorship.notifications.models import Message
from tests.factories.rounds import MatchRequestFactory, WishFactory, WishListFactory
from tests.matching.wishing.open_rounds import (
    another_mentee,
    another_mentor,
    asking,
    today,
    wishing,
)


def url(name, chosen, *more):
    return reverse(f"matching:{name}", args=(chosen.cohort.programme.slug, chosen.pk, *more))


def text(response):
    return response.content.decode()


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def test_it_says_who_has_handed_in_and_never_whom_they_named(world, client):
    chosen = wishing(world, who_wishes="mentees")
    own = WishListFactory.create(round=chosen, participant=world.mentee_place)
    WishFactory.create(wish_list=own, about=world.mentor_place)
    another_mentee(world)
    shown = text(client.get(url("wish-list", chosen)))
    assert "1 of 2 has not said whom they would like" in shown
    assert "Handed in on" in shown
    assert "Amara" not in shown


def test_reminding_shows_the_mail_and_sends_one_a_day_to_who_was_shown(world, client):
    chosen = wishing(world, who_wishes="mentees")
    page = url("wish-remind", chosen)
    shown = text(client.get(page))
    assert "1 person gets a reminder" in shown
    assert "which mentors you would like" in shown
    another_mentee(world)
    told = {"place": [world.mentee_place.pk, "nonsense"]}
    client.post(page, told)
    client.post(page, told)
    assert [mail.recipient for mail in Message.objects.all()] == [world.mentee]
    assert "Jonas" not in text(client.get(page))


def test_a_coordinator_enters_a_list_and_nothing_typed_is_lost(world, client):
    chosen = wishing(world, wishes_until=today() - timedelta(days=2), most_wishes=2)
    ben = another_mentor(world)
    page = url("wish-enter", chosen, world.mentee_place.pk)
    bad = text(client.post(page, {"wish_1": ben.pk, "wish_2": ben.pk}))
    assert "This name stands above already." in bad
    assert f'<option value="{ben.pk}" selected>' in bad
    assert not WishList.objects.exists()
    client.post(page, {"wish_1": ben.pk, "wish_2": world.mentor_place.pk, "equal_2": "on"})
    assert wishes_of(world.mentee_place, chosen).tiers == (
        tuple(wish.about_id for wish in wishes_of(world.mentee_place, chosen).wishes),
    )
    foreign = client.post(page, {"wish_1": world.mentee_place.pk})
    assert foreign.status_code == 200


def test_requests_are_shown_in_terms_of_the_process(world, client):
    chosen = asking(world)
    MatchRequestFactory.create(
        round=chosen, mentee=world.mentee_place, mentor=world.mentor_place, words="SECRET-WORDS"
    )
    shown = text(client.get(url("request-list", chosen)))
    assert "1 request waits for an answer" in shown
    assert "Jonas Weber" in shown
    assert "SECRET-WORDS" not in shown
    assert "No request is in this state" in text(
        client.get(f"{url('request-list', chosen)}?state=expired")
    )
    assert client.get(url("wish-list", chosen)).url == url("request-list", chosen)


@pytest.mark.parametrize("name", ["wish-list", "request-list"])
def test_thirty_rows_cost_as_many_queries_as_one(world, client, name):
    chosen = wishing(world)
    MatchRequestFactory.create(round=chosen)
    client.get(url(name, chosen))
    with CaptureQueriesContext(connection) as one:
        client.get(url(name, chosen))
    for _ in range(29):
        MatchRequestFactory.create(round=chosen)
    with CaptureQueriesContext(connection) as thirty:
        client.get(url(name, chosen))
    assert len(thirty) <= len(one)


def test_who_may_see_and_change(world, client_of):
    chosen = wishing(world)
    for name in ("wish-list", "request-list", "wish-remind"):
        assert client_of(world.stranger).get(url(name, chosen)).status_code == 404
        assert client_of(world.other_coordinator).get(url(name, chosen)).status_code == 404
        assert client_of(world.mentee).get(url(name, chosen)).status_code in {403, 404}
    assert client_of(world.mentee).post(url("wish-remind", chosen)).status_code in {403, 404}
    assert not Message.objects.exists()
