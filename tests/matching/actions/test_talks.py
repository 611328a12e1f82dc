"""Asking to talk before saying yes or no."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.proposals import NotInMatchError, accept_match
from matching.actions.talks import MORE_TIME, ask_to_talk
from matching.enums import MatchState
from matching.models import MatchMember
from matching.publishing.reminders import proposal_plans
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.matching import pair

pytestmark = pytest.mark.django_db


def proposal(world, *, days):
    until = timezone.now() + timedelta(days=days)
    return pair(world, MatchState.PROPOSED, answer_by=until)


def test_the_others_hear_of_it_once_and_nobody_has_answered(world):
    match = proposal(world, days=6)
    ask_to_talk(match, by=world.mentee)
    ask_to_talk(match, by=world.mentee)
    mail = Message.objects.get(kind="matching.talk_asked")
    assert mail.to_address == "amara@example.org"
    assert mail.subject == "Jonas would like to talk before saying yes"
    assert Event.objects.filter(kind="match.talk_asked").count() == 1
    assert not match.members.filter(accepted_at__isnull=False).exists()


@pytest.mark.parametrize(("days", "more"), [(2, MORE_TIME), (6, timedelta(0))])
def test_there_is_more_time_once_where_the_end_is_near(world, days, more):
    match = proposal(world, days=days)
    until = match.answer_by
    ask_to_talk(match, by=world.mentee)
    ask_to_talk(match, by=world.mentor)
    match.refresh_from_db()
    assert match.answer_by == until + more


def test_after_a_yes_nobody_needs_to_ask(world):
    match = proposal(world, days=6)
    accept_match(match, by=world.mentee)
    ask_to_talk(match, by=world.mentee)
    assert not match.members.filter(talk_asked_at__isnull=False).exists()


def test_too_late_is_too_late(world):
    with pytest.raises(IllegalTransitionError):
        ask_to_talk(proposal(world, days=-1), by=world.mentee)


def test_nobody_else_asks(world):
    with pytest.raises(NotInMatchError):
        ask_to_talk(proposal(world, days=6), by=world.coordinator)


def test_who_asked_to_talk_is_not_reminded_next_to_it(world):
    match = proposal(world, days=3)
    before = {plan.recipient: plan.due_at for plan in proposal_plans(timezone.now())}
    asked_at = before[world.mentee] - timedelta(hours=2)
    MatchMember.objects.filter(match=match, participant=world.mentee_place).update(
        talk_asked_at=asked_at
    )
    after = {plan.recipient: plan.due_at for plan in proposal_plans(timezone.now())}
    assert after[world.mentor] == before[world.mentor]
    assert after[world.mentee] - asked_at >= timedelta(hours=20)
