"""Peer partners: proposed, swapped, made known once; agreed, met, reminded and ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import PeerPairFactory
from tests.factories.training import GatheringFactory, in_days
from tests.programmes.races import both_at_once
from tests.training.circles import join, make_circle
from training.actions.peers import (
    CannotSwapError,
    Meeting,
    NotYetError,
    PairOverError,
    TooFewError,
    agree,
    discard_proposal,
    end_due_pairs,
    end_pair,
    keep_peer_reminders,
    log_meeting,
    propose_pairs,
    publish_pairs,
    swap_partners,
    wish_for_partner,
)
from training.communities.enums import PeerState, PeerWish
from training.communities.peers import pairs_of, peers_of, usual_until
from training.models import LedgerEntry, PeerPair

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(circle):
    join(circle.community, PersonFactory.create(name="Dan Moe", email="dan@example.org"))
    return circle


def propose(world, circle, seed=1, days=42):
    until = timezone.localdate() + timedelta(days=days)
    return propose_pairs(circle.community, until=until, seed=seed, by=world.coordinator)


def pair(circle, **fields):
    return PeerPairFactory.create(
        community=circle.community,
        two=sorted((circle.amara, circle.ben), key=lambda person: person.pk),
        state=PeerState.ACTIVE,
        **fields,
    )


def mails():
    return Message.objects.filter(kind__startswith="training.peers_")


def test_nobody_hears_of_a_proposal_until_it_is_made_known_and_then_once(world, four):
    assert len(propose(world, four)) == 2
    assert not mails().exists()
    assert not pairs_of(four.amara).exists()
    assert publish_pairs(four.community, by=world.coordinator) == 2
    assert publish_pairs(four.community, by=world.coordinator) == 0
    assert mails().count() == 4
    assert pairs_of(four.amara).get().state == PeerState.ACTIVE


def test_who_rests_is_first_in_line(world, circle):
    propose(world, circle)
    resting = peers_of(circle.community).resting[0]
    publish_pairs(circle.community, by=world.coordinator)
    PeerPair.objects.update(state=PeerState.ENDED)
    propose(world, circle, seed=7)
    assert resting not in peers_of(circle.community).resting
    publish_pairs(circle.community, by=world.coordinator)
    first, second = PeerPair.objects.order_by("paired_at")
    assert {first.first_id, first.second_id} != {second.first_id, second.second_id}


def test_who_wants_none_is_left_out_and_who_has_one_is_not_paired_again(world, four):
    wish_for_partner(four.community, PeerWish.OUT, by=four.chloe)
    pair(four)
    with pytest.raises(TooFewError):
        propose(world, four)
    assert not PeerPair.objects.filter(state=PeerState.PROPOSED).exists()


def test_who_opts_out_after_the_proposal_is_not_paired(world, four):
    propose(world, four)
    wish_for_partner(four.community, PeerWish.OUT, by=four.amara)
    assert publish_pairs(four.community, by=world.coordinator) == 1
    assert not pairs_of(four.amara).exists()


def test_partners_change_places(world, circle):
    (proposed,) = propose(world, circle)
    (resting,) = peers_of(circle.community).resting
    with pytest.raises(CannotSwapError):
        swap_partners(circle.community, proposed.first, proposed.second, by=world.coordinator)
    with pytest.raises(CannotSwapError):
        swap_partners(circle.community, resting, world.stranger, by=world.coordinator)
    swap_partners(circle.community, proposed.first, resting, by=world.coordinator)
    swapped = PeerPair.objects.get()
    assert {swapped.first_id, swapped.second_id} == {resting.pk, proposed.second_id}
    assert peers_of(circle.community).resting == [proposed.first]
    discard_proposal(circle.community, by=world.coordinator)
    assert not PeerPair.objects.exists()


def test_partners_of_two_pairs_change_places(world, four):
    one, other = propose(world, four)
    swap_partners(four.community, one.first, other.first, by=world.coordinator)
    now = {frozenset((row.first_id, row.second_id)) for row in PeerPair.objects.all()}
    assert now == {
        frozenset((other.first_id, one.second_id)),
        frozenset((one.first_id, other.second_id)),
    }


def test_new_words_ask_the_other_again(circle):
    two = pair(circle)
    agree(two, aims="Listen.", by=circle.amara)
    agree(two, aims="Listen.", by=circle.ben)
    two.refresh_from_db()
    assert two.is_agreed
    agree(two, aims="Listen twice.", by=circle.ben)
    two.refresh_from_db()
    assert not two.is_agreed
    assert two.aims == "Listen twice."


def test_a_meeting_is_logged_once_a_day_and_earns_no_hours(circle):
    two = pair(circle, paired_at=timezone.now() - timedelta(days=3))
    today = timezone.localdate()
    log_meeting(two, Meeting(today, 30), by=circle.amara)
    log_meeting(two, Meeting(today, 50, "A walk"), by=circle.ben)
    assert two.meetings.get().minutes == 50
    assert not LedgerEntry.objects.exists()
    for day in (today + timedelta(days=1), today - timedelta(days=9)):
        with pytest.raises(NotYetError):
            log_meeting(two, Meeting(day, 30), by=circle.amara)
    end_pair(two, by=circle.amara)
    with pytest.raises(IllegalTransitionError):
        end_pair(two, by=circle.ben)
    with pytest.raises(PairOverError):
        log_meeting(two, Meeting(today, 30), by=circle.amara)
    with pytest.raises(PairOverError):
        agree(two, aims="More", by=circle.amara)


def test_pairs_end_by_themselves_after_their_day(circle, time_machine):
    time_machine.move_to("2027-03-10T10:00:00Z")
    two = pair(circle, until="2027-03-10")
    assert end_due_pairs() == 0
    time_machine.move_to("2027-03-11T10:00:00Z")
    assert (end_due_pairs(), end_due_pairs()) == (1, 0)
    two.refresh_from_db()
    assert two.state == PeerState.ENDED


def test_both_are_reminded_once_half_way_unless_they_met(circle, time_machine):
    time_machine.move_to("2027-03-01T10:00:00Z")
    two = pair(circle, until="2027-04-10", paired_at=timezone.now())
    keep_peer_reminders()
    assert not mails().exists()
    time_machine.move_to("2027-03-21T12:00:00Z")
    keep_peer_reminders()
    keep_peer_reminders()
    assert {mail.recipient for mail in mails()} == {circle.amara, circle.ben}
    log_meeting(two, Meeting(timezone.localdate(), 30), by=circle.amara)
    keep_peer_reminders()
    assert {mail.state for mail in mails()} == {"cancelled"}


def test_the_usual_day_is_the_next_gathering(world, circle):
    assert usual_until(circle.community) == timezone.localdate() + timedelta(weeks=6)
    gathering = GatheringFactory.create(
        programme=world.programme, community=circle.community, starts_at=in_days(20)
    )
    zone = world.organisation.time_zone
    assert usual_until(circle.community) == timezone.localdate(gathering.starts_at, zone)


def test_a_coordinator_sees_counts_of_who_met(circle):
    two = pair(circle)
    assert (peers_of(circle.community).met, peers_of(circle.community).not_met) == (0, 1)
    log_meeting(two, Meeting(timezone.localdate(), 30), by=circle.amara)
    end_pair(two, by=circle.amara)
    peers = peers_of(circle.community)
    assert (peers.running, peers.ended_met, peers.ended_not_met) == ([], 1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_tell_everybody_once(world):
    circle = make_circle(world)
    propose(world, circle)

    def press():
        publish_pairs(circle.community, by=world.coordinator)

    assert both_at_once(press, press) == []
    assert mails().count() == 2
