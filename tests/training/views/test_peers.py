"""Peer partners: the page of two is theirs alone; the console pairs, and reads no words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.notifications.models import Message
from tests.factories.fresh import PeerPairFactory
from training.communities.enums import PeerState
from training.models import CommunityMember, PeerMeeting, PeerPair

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(circle):
    return PeerPairFactory.create(
        community=circle.community,
        two=sorted((circle.amara, circle.ben), key=lambda person: person.pk),
        state=PeerState.ACTIVE,
        aims="Our own words",
        paired_at=timezone.now() - timedelta(days=5),
    )


@pytest.fixture
def amara(circle, client_of):
    return client_of(circle.amara)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def url(name, row):
    return reverse(f"training:{name}", args=(row.pk,))


def console(name, circle):
    community = circle.community
    return reverse(f"training:{name}", args=(community.programme.slug, community.pk))


def test_the_page_is_for_the_two_alone(world, circle, pair, amara, client_of):
    assert "Our own words" in amara.get(url("peer", pair)).content.decode()
    for person in (circle.chloe, world.coordinator, world.administrator, world.stranger):
        client = client_of(person)
        assert client.get(url("peer", pair)).status_code == 404
        assert client.post(url("peer-end", pair)).status_code == 404


def test_a_proposal_is_for_nobody_yet(pair, amara):
    PeerPair.objects.update(state=PeerState.PROPOSED)
    assert amara.get(url("peer", pair)).status_code == 404


def test_agreeing_meeting_and_ending(circle, pair, amara):
    amara.post(url("peer-agree", pair), {"aims": "Listen well."})
    today = timezone.localdate().isoformat()
    page = amara.post(
        url("peer-meet", pair), {"met_on": today, "minutes": "40", "words": "A walk"}, follow=True
    )
    assert "A walk" in page.content.decode()
    bad = amara.post(
        url("peer-meet", pair), {"met_on": "2020-01-01", "minutes": "40", "words": "W!"}
    )
    assert bad.status_code == 422
    assert "W!" in bad.content.decode()
    assert amara.post(url("peer-agree", pair), {"aims": ""}).status_code == 422
    amara.post(url("peer-end", pair))
    assert "had ended before" in amara.post(url("peer-end", pair), follow=True).content.decode()
    late = amara.post(url("peer-agree", pair), {"aims": "Do not lose me"})
    assert late.status_code == 422
    assert "Do not lose me" in late.content.decode()


def test_a_member_says_whether_they_want_a_partner(circle, amara):
    page = url("my-community-peers", circle.community)
    amara.post(page, {"wish": "out"})
    assert CommunityMember.objects.get(person=circle.amara).peer_wish == "out"
    assert amara.post(page, {"wish": "perhaps"}).status_code == 422


def test_the_console_proposes_swaps_and_makes_known(circle, coordinator):
    page = console("community-peers", circle)
    assert "Nobody is paired yet" in coordinator.get(page).content.decode()
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    coordinator.post(console("community-peers-propose", circle), {"until": until, "seed": "5"})
    proposed = PeerPair.objects.get()
    shown = coordinator.get(page).content.decode()
    assert "Make them known: 2 e-mails" in shown
    assert "are peer partners until" in shown
    same = {"one": proposed.first_id, "other": proposed.second_id}
    assert coordinator.post(console("community-peers-swap", circle), same).status_code == 422
    assert not Message.objects.exists()
    coordinator.post(console("community-peers-publish", circle))
    assert Message.objects.filter(kind="training.peers_paired").count() == 2
    again = coordinator.post(console("community-peers-publish", circle), follow=True)
    assert "A colleague was quicker" in again.content.decode()


def test_the_console_shows_counts_and_no_words(circle, pair, coordinator):
    PeerMeeting.objects.create(
        pair=pair, met_on=timezone.localdate(), minutes=30, words="Secret", logged_by=circle.amara
    )
    page = coordinator.get(console("community-peers", circle)).content.decode()
    assert "Have met: 1. Not yet: 0." in page
    assert "Secret" not in page
    assert "Our own words" not in page


def test_bad_days_and_strangers_are_refused(world, circle, coordinator, client_of):
    past = {"until": "2020-01-01", "seed": "5"}
    assert coordinator.post(console("community-peers-propose", circle), past).status_code == 422
    assert client_of(world.reviewer).get(console("community-peers", circle)).status_code == 403
    assert client_of(world.stranger).get(console("community-peers", circle)).status_code == 404
    outside = {"one": world.stranger.pk, "other": circle.amara.pk}
    assert coordinator.post(console("community-peers-swap", circle), outside).status_code == 422
