"""Mails after meetings: to whom, how often, and when they are dropped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.fit import answer_fit, ask_again
from matching.actions.meetings import log_meeting
from matching.afterwards.enums import FitAnswer
from matching.afterwards.reminders import fit_plans, word_plans
from matching.afterwards.tasks import ask_after_meetings, ask_whether_they_fit
from matching.enums import MatchState
from matching.models import FitCheck
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from programmes.models import Pause
from tests.factories.matching import MeetingFactory, ago, pair
from tests.factories.relationships import FitCheckFactory

WORD, FIT = "matching.meeting_word", "matching.fit_asked"


def just_over(match, **ago_):
    ended = timezone.now() - timedelta(**(ago_ or {"minutes": 5}))
    return MeetingFactory.create(match=match, starts_at=ended - timedelta(minutes=45))


def waiting(kind):
    return Message.objects.filter(kind=kind, state=MessageState.QUEUED)


def away(place):
    today = timezone.localdate()
    Pause.objects.create(
        participant=place, starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=9)
    )


def test_each_is_asked_once_and_reminded_once_until_somebody_says_so(world):
    meeting = just_over(pair(world))
    ask_after_meetings()
    ask_after_meetings()
    assert waiting(WORD).count() == 4
    mail = waiting(WORD).filter(recipient=world.mentee, occurrence="asked").get()
    assert mail.subject == f"Did you meet Amara on {timezone.localdate(meeting.starts_at):%A}?"
    assert mail.text.count("/after/") == 2
    assert "?it=happened" in mail.text
    assert "?it=did-not" in mail.text
    assert mail.due_at >= meeting.ends_at + timedelta(hours=1)
    assert not mail.is_readable_by_coordinators
    log_meeting(meeting, by=world.mentor, is_held=True)
    ask_after_meetings()
    assert not waiting(WORD).exists()


@pytest.mark.parametrize("why", ["paused", "away", "ended", "ahead", "long ago"])
def test_nobody_is_asked_in_vain(world, why):
    states = {"paused": MatchState.PAUSED, "ended": MatchState.CLOSED}
    match = pair(world, states.get(why, MatchState.ACTIVE))
    when = {"ahead": {"days": -2}, "long ago": {"days": 9}}.get(why, {"minutes": 5})
    just_over(match, **when)
    if why == "away":
        away(world.mentor_place)
    assert list(word_plans(timezone.now())) == []


def test_the_fit_is_asked_by_mails_that_no_outbox_shows(world):
    match = pair(world)
    log_meeting(just_over(match), by=world.mentee, is_held=True)
    ask_whether_they_fit()
    assert waiting(FIT).count() == 6
    assert not Message.objects.visible_to(world.coordinator).filter(kind=FIT).exists()
    assert not Message.objects.visible_to(world.administrator).filter(kind=FIT).exists()
    mail = waiting(FIT).filter(recipient=world.mentor).first()
    assert mail.subject == "How is it going with Jonas?"
    assert f"/matches/{match.pk}/fit/" in mail.text
    check = FitCheck.objects.get(member__participant=world.mentor_place)
    answer_fit(check, by=world.mentor, answer=FitAnswer.NOT_GOOD)
    ask_whether_they_fit()
    assert set(waiting(FIT).values_list("recipient", flat=True)) == {world.mentee.pk}
    away(world.mentor_place)
    ask_whether_they_fit()
    assert not waiting(FIT).exists()


def undecided(world, turn=1, days=28):
    match = pair(world)
    member = match.members.get(participant=world.mentee_place)
    return FitCheckFactory.create(
        member=member,
        turn=turn,
        asked_at=ago(days=days + 1),
        answer=FitAnswer.DECIDING,
        answered_at=ago(days=days),
    )


def test_who_is_undecided_is_asked_anew_after_four_weeks_once(world):
    check = undecided(world)
    assert (ask_again(), ask_again()) == (1, 0)
    assert list(check.member.fit_checks.values_list("turn", "answer")) == [(1, "deciding"), (2, "")]
    assert [plan.occurrence for plan in fit_plans(timezone.now())][:1] == ["turn 2, asked"]


@pytest.mark.parametrize(("turn", "days"), [(1, 27), (3, 40)])
def test_not_before_and_not_a_fourth_time(world, turn, days):
    undecided(world, turn, days)
    assert ask_again() == 0


def test_days_of_rest_do_not_count(world):
    undecided(world)
    pause = Pause.objects.create(
        participant=world.mentor_place,
        starts_on=timezone.localdate() - timedelta(days=9),
        ends_on=timezone.localdate() - timedelta(days=5),
    )
    assert ask_again() == 0
    pause.delete()
    assert ask_again() == 1


def test_plans_ask_as_much_for_one_match_as_for_many(world, django_assert_num_queries):
    for _each in range(4):
        match = pair(world)
        just_over(match)
        FitCheckFactory.create(member=match.members.first())
        with django_assert_num_queries(3):
            list(word_plans(timezone.now()))
        with django_assert_num_queries(3):
            list(fit_plans(timezone.now()))
