"""Reminders of signatures: two at most, some days apart, none while a match rests."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from matching.agreeing.reminders import agreement_plans, day_after
from matching.enums import MatchState
from matching.models import MatchRest
from matching.resting import days_that_count
from tests.factories.matching import pair
from tests.factories.relationships import AgreementFactory, AgreementInForceFactory

START = date(2026, 3, 2)
stretches = st.builds(
    lambda begin, length: (
        START + timedelta(days=begin),
        START + timedelta(days=begin + length),
    ),
    st.integers(-20, 60),
    st.integers(0, 30),
)


@given(st.integers(1, 20), st.lists(stretches, max_size=4))
def test_exactly_so_many_days_count_by_then(days, rests):
    found = day_after(START, days, rests)
    assert found is not None
    assert days_that_count(START, found, rests) == days
    assert days_that_count(START, found - timedelta(days=1), rests) < days


def test_a_rest_without_an_end_has_no_day():
    assert day_after(START, 3, [(START, None)]) is None


@pytest.fixture
def waiting(world):
    written_at = timezone.now() - timedelta(days=2)
    match = pair(world)
    agreement = AgreementFactory.create(match=match, written_at=written_at)
    agreement.signatures.create(member=match.members.get(side="mentee"))
    return agreement


def plans(now=None):
    return list(agreement_plans(now or timezone.now()))


@pytest.mark.django_db
def test_who_has_not_signed_is_reminded_twice(world, waiting):
    found = plans()
    assert [(plan.recipient, plan.occurrence) for plan in found] == [
        (world.mentor, "first"),
        (world.mentor, "second"),
    ]
    first, second = found
    assert second.due_at - first.due_at >= timedelta(days=4)
    assert (first.due_at - waiting.written_at).days in (2, 3)
    assert "lead" not in str(first.context)
    assert plans(timezone.now() + timedelta(days=30)) == []


@pytest.mark.django_db
def test_days_of_rest_do_not_count(waiting):
    (first, *_rest) = plans()
    day = timezone.localdate()
    MatchRest.objects.create(
        match=waiting.match, starts_on=day - timedelta(days=1), ends_on=day - timedelta(days=1)
    )
    assert plans()[0].due_at == first.due_at + timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MatchState.PAUSED, MatchState.CLOSED])
def test_nobody_is_reminded_while_it_rests_or_after_its_end(waiting, state):
    match = waiting.match
    match.state, match.ended_on = (
        state,
        None if state == MatchState.PAUSED else timezone.localdate(),
    )
    match.save()
    assert plans() == []


@pytest.mark.django_db
def test_what_everybody_signed_reminds_nobody(world):
    AgreementInForceFactory.create(match=pair(world))
    assert plans() == []
