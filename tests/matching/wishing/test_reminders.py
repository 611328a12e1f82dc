"""Reminders of wishes follow what is true."""

from datetime import UTC, datetime, time, timedelta

from matching.actions.wish_reminders import remind_of_wishes
from matching.wishing.reminders import wish_plans
from mentorship.notifications.models import Message
from tests.factories.rounds import WishListFactory
from tests.matching.wishing.open_rounds import today, wishing


def steps(now):
    return sorted(plan.occurrence.rsplit(" ", 1)[0] for plan in wish_plans(now))


def test_a_week_and_a_day_before_to_who_has_not_handed_in(world):
    chosen = wishing(world, who_wishes="mentees", wishes_until=today() + timedelta(days=20))
    noon = datetime.combine(chosen.wishes_until, time(12), UTC)
    assert steps(noon - timedelta(days=21)) == []
    assert steps(noon - timedelta(days=13)) == ["a week before"]
    assert steps(noon - timedelta(days=3)) == ["a week before", "the day before"]
    assert steps(noon) == ["the day before"]
    assert steps(noon + timedelta(days=1)) == []


def test_who_hands_in_is_reminded_no_more(world):
    chosen = wishing(world, who_wishes="mentees", wishes_until=today() + timedelta(days=4))
    assert remind_of_wishes().created == 2
    assert remind_of_wishes().left == 2
    WishListFactory.create(round=chosen, participant=world.mentee_place)
    assert remind_of_wishes().cancelled == 2
    assert "which mentors you would like" in Message.objects.first().subject
