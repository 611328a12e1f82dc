"""One's own list, on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from matching.models import WishList
from matching.wishing.lists import wishes_of
from tests.factories.rounds import WishFactory, WishListFactory
from tests.matching.wishing.open_rounds import another_mentor, today, wishing


def url(place, verb=""):
    return reverse(f"matching:my-wishes{verb}", args=(place.pk,))


def text(response):
    return response.content.decode()


@pytest.fixture
def client(world, client_of):
    return client_of(world.mentee)


def test_a_list_is_begun_ordered_and_handed_in(world, client):
    chosen = wishing(world)
    place, ben = world.mentee_place, another_mentor(world)
    assert "Your list is empty" in text(client.get(url(place)))
    for mentor in (world.mentor_place, ben):
        client.post(url(place, "-add"), {"about": mentor.pk})
    client.post(url(place, "-step"), {"about": ben.pk, "step": "up"})
    assert [wish.about for wish in wishes_of(place, chosen).wishes] == [ben, world.mentor_place]
    client.post(url(place, "-hand-in"))
    shown = text(client.get(url(place)))
    assert "Handed in on" in shown
    assert "Hand in my list" not in shown
    assert shown.index("Ben Li") < shown.index("Amara Okafor")


def test_a_list_is_rated_and_put_in_order_again(world, client):
    wishing(world)
    place, mentor = world.mentee_place, world.mentor_place
    client.post(url(place, "-add"), {"about": mentor.pk})
    client.post(url(place, "-way"), {"way": "ratings"})
    assert '<option value="5" selected>' in text(client.get(url(place)))
    client.post(url(place), {f"rating_{mentor.pk}": "2"})
    assert '<option value="2" selected>' in text(client.get(url(place)))
    client.post(url(place, "-way"), {"way": "order"})
    assert "Wish 1" in text(client.get(url(place)))


def test_after_the_last_day_a_sentence_says_so_and_nothing_is_lost(world, client):
    chosen = wishing(world, wishes_until=today() - timedelta(days=2))
    own = WishListFactory.create(round=chosen, participant=world.mentee_place, handed_in_at=None)
    WishFactory.create(wish_list=own, about=world.mentor_place, rank=None, rating=4)
    place = world.mentee_place
    shown = text(client.get(url(place)))
    assert "your list is kept here" in shown
    assert "Hand in my list" not in shown
    late = text(client.post(url(place), {f"rating_{world.mentor_place.pk}": "1"}))
    assert "Wishes are closed." in late
    assert '<option value="1" selected>' in late
    for verb, told in (("-hand-in", {}), ("-step", {"step": "remove"})):
        client.post(url(place, verb), told | {"about": world.mentor_place.pk})
    assert WishList.objects.get().wishes.get().rating == 4


def test_the_other_side_never_learns_of_it(world, client, client_of):
    wishing(world)
    client.post(url(world.mentee_place, "-add"), {"about": world.mentor_place.pk})
    client.post(url(world.mentee_place, "-hand-in"))
    theirs = client_of(world.mentor)
    shown = text(theirs.get(reverse("matching:my-mentors", args=(world.mentor_place.pk,))))
    shown += text(theirs.get(url(world.mentor_place)))
    assert "Jonas" in shown
    assert "On your list" not in shown
    assert theirs.get(url(world.mentee_place)).status_code == 404


def test_nonsense_is_refused(world, client, client_of):
    wishing(world)
    place = world.mentee_place
    assert client.post(url(place, "-add"), {"about": "x"}).status_code == 404
    told = {"about": world.mentor_place.pk, "step": "sideways"}
    assert client.post(url(place, "-step"), told).status_code == 404
    client.post(url(place, "-add"), {"about": place.pk})
    assert "cannot be matched with you" in text(client.get(url(place)))
    for person in (world.mentor, world.coordinator, world.stranger):
        for verb in ("-add", "-step", "-way", "-hand-in"):
            assert client_of(person).post(url(place, verb)).status_code == 404
