"""A mentee asks a mentor: one seat is held, one answer counts, and nobody waits for ever."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.proposals import ProposalRefusedError
from matching.actions.requests import (
    AskRefusedError,
    MenteeTakenError,
    accept_request,
    ask_mentor,
    decline_request,
    expire_requests,
    remind_of_requests,
    withdraw_request,
)
from matching.enums import DeclineReason, MatchOrigin, MatchState
from matching.models import Match, MatchRequest
from matching.wishing.enums import RequestState
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import ParticipantState
from tests.factories.choosing import CheckRequirementFactory
from tests.factories.matching import MatchFactory, pair
from tests.factories.rounds import MatchRequestFactory, MentorGroupFactory, RuleFactory
from tests.matching.wishing.open_rounds import (
    another_mentee,
    another_mentor,
    asking,
    profile_of,
    wishing,
)

SECRET = "I would like to talk about the move to Lisbon."


@pytest.fixture
def chosen(world):
    return asking(world, ceiling=1)


def ask(world, mentor=None, mentee=None):
    own = mentee or world.mentee_place
    return ask_mentor(own, mentor or world.mentor_place, words=SECRET, by=own.person)


def mails(kind):
    return list(Message.objects.filter(kind=f"matching.{kind}"))


def test_asking_holds_a_seat_and_tells_the_mentor_alone(world, chosen):
    made = ask(world)
    assert made == ask(world)
    assert made.state == RequestState.ASKED
    end = timezone.localtime(made.answer_by, world.mentor.time_zone)
    begun = timezone.localtime(made.asked_at, world.mentor.time_zone)
    assert (end.date() - begun.date(), end.hour, end.minute) == (timedelta(days=7), 23, 59)
    (mail,) = mails("request_asked")
    assert mail.recipient == world.mentor
    assert mail.subject == "Jonas Weber asks you to be their mentor"
    assert SECRET not in mail.text + mail.html
    assert SECRET not in str(list(Event.objects.values_list("changes", flat=True)))

    with pytest.raises(AskRefusedError, match="has no room"):
        ask(world, mentee=another_mentee(world))


def test_one_open_request_at_a_time(world, chosen):
    ask(world)
    with pytest.raises(AskRefusedError, match="You have asked Amara"):
        ask(world, another_mentor(world))


def test_as_many_open_requests_as_mentors_each(world):
    asking(world, mentors_each=2)
    ask(world)
    ask(world, another_mentor(world))
    with pytest.raises(AskRefusedError, match="You have asked"):
        ask(world, another_mentor(world, "Ada King"))


def test_who_cannot_be_asked_is_said_in_a_sentence(world, chosen):
    profile_of(world.mentor_place, department="Finance")
    profile_of(world.mentee_place, department="Finance")
    RuleFactory.create(round=chosen)
    with pytest.raises(AskRefusedError, match="The rules of this round"):
        ask(world)
    own = another_mentor(world)
    own.person = world.mentee
    own.save()
    with pytest.raises(AskRefusedError, match="You cannot ask yourself"):
        ask(world, own)


def test_who_has_a_mentor_asks_no_other(world, chosen):
    pair(world)
    with pytest.raises(AskRefusedError, match="You have a mentor already"):
        ask(world, another_mentor(world))


def test_a_group_of_mentors_shares_its_room(world):
    chosen = asking(world)
    ben = another_mentor(world)
    group = MentorGroupFactory.create(round=chosen, ceiling=1)
    for place in (world.mentor_place, ben):
        group.members.create(round=chosen, participant=place)
    ask(world)
    with pytest.raises(AskRefusedError, match="Ben has no room"):
        ask(world, ben, another_mentee(world))


def test_nobody_asks_where_coordinators_make_the_pairs(world):
    wishing(world)
    with pytest.raises(AskRefusedError, match="Nobody can be asked"):
        ask(world)


def test_a_yes_makes_an_accepted_match_and_tells_both(world, chosen):
    match = accept_request(ask(world), by=world.mentor)
    assert (match.state, match.origin) == (MatchState.ACCEPTED, MatchOrigin.ASKED)
    assert all(member.accepted_at for member in match.members.all())
    assert {mail.recipient for mail in mails("match_accepted")} == {world.mentor, world.mentee}
    assert not mails("match_proposed")
    request = MatchRequest.objects.get()
    assert (request.state, request.match) == (RequestState.ACCEPTED, match)
    with pytest.raises(IllegalTransitionError):
        accept_request(request, by=world.mentor)
    assert Match.objects.count() == 1


def test_a_missing_check_stops_the_yes_and_leaves_the_request_open(world, chosen):
    made = ask(world)
    CheckRequirementFactory.create(programme=world.programme)
    with pytest.raises(ProposalRefusedError):
        accept_request(made, by=world.mentor)
    assert MatchRequest.objects.get().state == RequestState.ASKED
    assert not Match.objects.exists()


def test_a_yes_after_its_time_counts_no_more_though_nobody_ended_it_yet(world, chosen, client_of):
    made = ask(world)
    MatchRequest.objects.filter(pk=made.pk).update(answer_by=timezone.now() - timedelta(minutes=1))
    made.refresh_from_db()
    with pytest.raises(IllegalTransitionError):
        accept_request(made, by=world.mentor)
    page = reverse("matching:my-request", args=(made.pk,))
    accept = reverse("matching:my-request-accept", args=(made.pk,))
    client = client_of(world.mentor)
    assert accept not in client.get(page).content.decode()
    assert (
        "The request of Jonas Weber ended on" in client.post(accept, follow=True).content.decode()
    )
    assert not Match.objects.exists()


def test_a_no_tells_the_mentee_no_reason_and_frees_the_seat(world, chosen):
    made = ask(world)
    decline_request(made, reason=DeclineReason.NO_TIME, by=world.mentor)
    (mail,) = mails("request_declined")
    assert mail.recipient == world.mentee
    assert mail.subject == "Amara Okafor cannot be your mentor this time"
    assert str(DeclineReason.NO_TIME.label) not in mail.text
    ask(world, mentee=another_mentee(world))
    with pytest.raises(AskRefusedError):
        ask(world)
    with pytest.raises(IllegalTransitionError):
        withdraw_request(made, by=world.mentee)


def test_taking_back_frees_the_seat_and_tells_the_mentor(world, chosen):
    withdraw_request(ask(world), by=world.mentee)
    (mail,) = mails("request_withdrawn")
    assert mail.recipient == world.mentor
    ask(world)


def test_what_nobody_answers_ends_once_with_a_mail(world, chosen):
    made = ask(world)
    assert expire_requests() == 0
    MatchRequest.objects.update(answer_by=timezone.now() - timedelta(minutes=1))
    assert expire_requests() == 1
    assert expire_requests() == 0
    (mail,) = mails("request_expired")
    assert mail.recipient == world.mentee
    made.refresh_from_db()
    assert made.state == RequestState.EXPIRED
    with pytest.raises(IllegalTransitionError):
        accept_request(made, by=world.mentor)


def test_what_can_lead_to_nothing_ends_too(world, chosen):
    ask(world)
    world.mentor_place.state = ParticipantState.WITHDRAWN
    world.mentor_place.save()
    assert expire_requests() == 1


def test_who_found_a_mentor_meanwhile_is_not_taken_twice(world, chosen):
    made = ask(world)
    MatchFactory.create(
        cohort=world.cohort, mentees=[world.mentee_place], mentors=[another_mentor(world)]
    )
    with pytest.raises(MenteeTakenError):
        accept_request(made, by=world.mentor)
    assert expire_requests() == 1
    assert not mails("request_expired")


def test_a_mentee_of_a_closed_round_is_not_sent_to_other_mentors(world, chosen):
    ask(world)
    chosen.state = "closed"
    chosen.save()
    assert expire_requests() == 1
    (mail,) = mails("request_expired")
    assert "Asking is over in this round." in mail.text
    assert "ask somebody else" not in mail.text


def test_a_mentor_is_reminded_half_way_and_before_the_end_and_not_once_answered(world, chosen):
    now = timezone.now()
    made = MatchRequestFactory.create(
        round=chosen,
        mentee=world.mentee_place,
        mentor=world.mentor_place,
        asked_at=now - timedelta(days=1),
        answer_by=now + timedelta(days=6),
    )
    assert remind_of_requests().created == 2
    assert remind_of_requests().created == 0
    assert {mail.recipient for mail in mails("request_reminder")} == {world.mentor}
    decline_request(made, reason=DeclineReason.UNSAID, by=world.mentor)
    assert remind_of_requests().cancelled == 2
