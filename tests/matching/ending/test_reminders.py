"""Invitations to look back: two at most, none while a match rests, and no day of it is quiet."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from matching.actions.care import work_out_health
from matching.actions.closing import Words, finish_closing
from matching.actions.matches import pause_match
from matching.actions.rests import go_away
from matching.ending.home import cards_of_endings
from matching.ending.reminders import closing_plans, keep_inviting
from matching.models import Match
from matching.queries.relationships import needing_somebody
from matching.resting import days_that_count, not_resting, rests_of
from mentorship.notifications.models import Message
from tests.cards import told_by
from tests.factories.matching import HeldMeetingFactory, pair
from tests.factories.relationships import AgreementInForceFactory

END = timezone.localdate() + timedelta(days=60)


@pytest.fixture
def match(world):
    match = pair(world)
    AgreementInForceFactory.create(match=match, ends_on=END)
    return match


def plans(days_before):
    at = timezone.make_aware(datetime.combine(END - timedelta(days=days_before), time(12)))
    return [(plan.recipient.short_name, plan.occurrence) for plan in closing_plans(at)]


def test_each_is_invited_three_weeks_and_one_week_before(match):
    assert plans(30) == []
    assert {occurrence.split(" 2")[0] for _name, occurrence in plans(20)} == {"three weeks before"}
    assert {occurrence.split(" 2")[0] for _name, occurrence in plans(6)} == {"a week before"}
    assert {name for name, _occurrence in plans(6)} == {"Amara", "Jonas"}
    assert plans(-20) == []


def test_who_has_finished_is_left_in_peace(world, match):
    with time_machine.travel(END - timedelta(days=10)):
        member = match.members.get(side="mentee")
        finish_closing(member, by=world.mentee, words=Words())
        assert told_by(world.mentee, cards_of_endings) == []
        (card,) = told_by(world.mentor, cards_of_endings)
    assert card.headline.startswith("You and Jonas come to the end on ")
    assert {name for name, _occurrence in plans(6)} == {"Amara"}


@pytest.mark.parametrize("how", ["rests", "is away"])
def test_a_resting_pair_gets_no_reminder_and_no_quiet_day(world, match, how):
    HeldMeetingFactory.create(match=match)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        today = timezone.localdate()
        if how == "rests":
            pause_match(match, by=world.coordinator)
        else:
            member = match.members.get(side="mentor")
            go_away(member, by=world.mentor, starts_on=today)
    before = set(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(END - timedelta(days=6)):
        keep_inviting()
        now = timezone.localdate()
        assert not not_resting(Match.objects.all(), now).exists()
        work_out_health(Match.objects.all(), on=now)
        assert not Match.objects.filter(needing_somebody()).exists()
        assert told_by(world.mentee, cards_of_endings) == []
        rests = rests_of([match.pk])[match.pk]
    assert set(Message.objects.values_list("pk", flat=True)) == before
    assert days_that_count(today, now, rests) == 0
