"""Peer partners: the same match, in which everybody is both to everybody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.meetings import log_meeting
from matching.actions.proposals import (
    ProposalRefusedError,
    accept_match,
    propose_again,
    propose_peers,
    withdraw_proposal,
)
from matching.enums import MatchSide, MatchState
from matching.models import Match, Meeting
from matching.wording import names_of, opening_of
from mentorship.notifications.models import Message
from programmes.actions.participants import withdraw_participant
from tests.factories.matching import ago, trained
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from training.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(world):
    """The mentee and the mentor of the world, trained, as peers."""
    return [trained(world.mentor_place), trained(world.mentee_place)]


def under_way(world, places):
    """Let peers have said yes."""
    match = propose_peers(world.cohort, places, by=world.coordinator)
    for place in places:
        accept_match(match, by=place.person)
    match.refresh_from_db()
    return match


def test_each_is_asked_as_the_others_peer(world, two):
    match = propose_peers(world.cohort, two, by=world.coordinator)

    assert {member.side for member in match.members.all()} == {MatchSide.PEER}
    mails = Message.objects.filter(kind="matching.match_proposed").order_by("to_address")
    assert [mail.subject for mail in mails] == [
        "Jonas Weber could be your peer partner",
        "Amara Okafor could be your peer partner",
    ]
    assert "could help each other along" in mails[0].text


def test_names_are_said_once(world, two):
    match = under_way(world, two)

    shown = Match.objects.with_people().get(pk=match.pk)
    assert [person.name for person in shown.people] == ["Amara Okafor", "Jonas Weber"]
    assert names_of(shown) == "Amara Okafor and Jonas Weber"
    assert opening_of(shown, viewer=world.mentee)[0] == "You and Amara are matched"
    assert shown.is_of_peers


def test_one_alone_is_no_pair_of_peers(world, two):
    with pytest.raises(ProposalRefusedError) as refused:
        propose_peers(world.cohort, two[:1], by=world.coordinator)

    assert refused.value.reasons == ["Choose at least two people."]


def test_a_meeting_of_peers_is_practice_of_those_who_are_mentors(world, two):
    match = under_way(world, two)
    meeting = Meeting.objects.create(match=match, starts_at=ago(days=1))

    log_meeting(meeting, by=world.mentee, is_held=True)

    entries = LedgerEntry.objects.filter(occasion_key__contains=meeting.pk.hex)
    assert [entry.person for entry in entries] == [world.mentor]


def test_two_mentors_as_peers_both_practise(world):
    places = [trained(ParticipantFactory.create(cohort=world.cohort)) for _ in range(2)]
    match = under_way(world, places)
    meeting = Meeting.objects.create(match=match, starts_at=ago(days=1))

    log_meeting(meeting, by=places[0].person, is_held=True)

    entries = LedgerEntry.objects.filter(occasion_key__contains=meeting.pk.hex)
    assert {entry.person for entry in entries} == {place.person for place in places}
    assert entries.count() == 2


def test_when_one_of_two_leaves_it_ends_and_of_three_it_goes_on(world, two):
    third = trained(MenteeFactory.create(cohort=world.cohort))
    pair, three = under_way(world, two), under_way(world, [*two, third])

    withdraw_participant(world.mentee_place, by=world.coordinator)

    states = Match.objects.in_bulk([pair.pk, three.pk])
    assert states[pair.pk].state == MatchState.ENDED_EARLY
    assert states[three.pk].state == MatchState.ACCEPTED


def test_peers_are_asked_again_as_peers(world, two):
    match = propose_peers(world.cohort, two, by=world.coordinator)
    withdraw_proposal(match, by=world.coordinator)

    again = propose_again(match, by=world.coordinator)

    assert again.is_of_peers
    assert again.answer_by is None or again.answer_by > timezone.now()


def test_a_coordinator_proposes_peers_after_reading_who_gets_what(world, two, client_of):
    client = client_of(world.coordinator)
    address = reverse("matching:match-add-peers", args=[world.programme.slug])
    said = {"peers": [place.pk for place in two], "title": "Returning from leave"}

    checked = client.post(address, said)
    assert "Jonas Weber could be your peer partner" in checked.content.decode()
    assert not Match.objects.exists()

    client.post(address, {**said, "send": "1"})
    assert Match.objects.get().title == "Returning from leave"

    again = client.post(address, {**said, "send": "1"})
    assert "matched with each other already" in again.content.decode()
    assert "Returning from leave" in again.content.decode()
