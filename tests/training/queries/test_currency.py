"""Who may be matched, and why or why not, in a sentence."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.enums import ParticipantRole
from tests.factories.training import EntryFactory
from training.actions import ensure_policies
from training.enums import EntryKind
from training.models import CurrencyPolicy
from training.queries import may_be_matched, policy_for

TRAINED_ON = date(2026, 3, 10)


def learn(world, hours, **fields):
    given = {"programme": world.programme, "person": world.mentor, "hours": Decimal(hours)}
    return EntryFactory.create(**(given | {"earned_on": TRAINED_ON} | fields))


@pytest.mark.parametrize(
    ("hours", "on", "allowed", "reason"),
    [
        (4, "2026-04-01", False, "Amara has 4 hours of the 6 hours of initial training."),
        (6, "2026-04-01", True, "Amara’s training is in date until 10 March 2027."),
        (6, "2027-01-20", True, "Amara’s training is in date until 10 March 2027."),
        (
            6,
            "2027-03-11",
            True,
            "Amara’s training was due by 10 March 2027, and is still in grace.",
        ),
        (
            6,
            "2027-05-10",
            False,
            (
                "Amara’s training lapsed after 10 March 2027. "
                "3 hours of refresher training or 2 gatherings brings it back."
            ),
        ),
    ],
)
def test_the_gate(world, hours, on, allowed, reason):
    learn(world, hours)
    gate = may_be_matched(world.mentor_place, on=date.fromisoformat(on))
    assert gate == (allowed, reason, False)


def test_what_was_learnt_bit_by_bit_shortens_the_way_back(world):
    learn(world, 6)
    learn(world, 2, kind=EntryKind.REFRESHER, earned_on=date(2027, 5, 1))
    gate = may_be_matched(world.mentor_place, on=date(2027, 5, 20))
    assert not gate.allowed
    assert "1 hour of refresher training or 2 gatherings" in gate.reason


def test_nobody_who_learnt_nothing_passes_and_mentees_have_their_own_rule(world):
    assert may_be_matched(world.mentor_place).reason == (
        "Amara has 0 hours of the 6 hours of initial training."
    )
    learn(world, 2, person=world.mentee, role=ParticipantRole.MENTEE)
    assert may_be_matched(world.mentee_place, on=date(2026, 4, 1)).allowed


def test_a_programme_may_ask_for_nothing(world):
    ensure_policies(world.programme)
    CurrencyPolicy.objects.update(initial_hours=0, refresher_hours=None, counted_gatherings=None)
    CurrencyPolicy.objects.update(activity_mentees=None, activity_months=None, review_months=None)
    gate = may_be_matched(world.mentor_place)
    assert gate == (True, "Amara’s training is complete.", False)


def test_without_a_stored_policy_the_default_is_asked_for_and_nothing_is_stored(world):
    policy = policy_for(world.programme, ParticipantRole.MENTOR)
    assert (policy.initial_hours, policy.period_months) == (6, 12)
    assert not CurrencyPolicy.objects.exists()


def test_the_gate_asks_four_questions_at_most(world):
    learn(world, 6)
    place = type(world.mentor_place).objects.get(pk=world.mentor_place.pk)
    with CaptureQueriesContext(connection) as captured:
        may_be_matched(place)
    about_training = [q for q in captured if "training_" in q["sql"] or "pause" in q["sql"]]
    assert len(about_training) == 4
