"""A waiver has a reason, an end, and lets somebody through the gate meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from tests.programmes.races import both_at_once
from training.actions import OwnWaiverError, WaiverInForceError, give_waiver, revoke_waiver
from training.models import Waiver
from training.queries import may_be_matched

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)


def give(world, **fields):
    given = {"reason": "Course is full until May", "until": SOON, "by": world.coordinator}
    return give_waiver(world.mentor_place, **(given | fields))


def test_it_opens_the_gate_until_its_day_and_no_longer(world):
    assert not may_be_matched(world.mentor_place).allowed
    give(world)
    gate = may_be_matched(world.mentor_place)
    assert gate.allowed
    assert gate.reason.endswith("by Catherine: Course is full until May")
    assert may_be_matched(world.mentor_place, on=SOON).allowed
    assert not may_be_matched(world.mentor_place, on=SOON + timedelta(days=1)).allowed
    assert not may_be_matched(world.mentee_place).allowed


def test_revoked_it_opens_nothing_and_is_revoked_once(world):
    waiver = give(world)
    revoke_waiver(waiver, by=world.coordinator)
    assert not may_be_matched(world.mentor_place).allowed
    with pytest.raises(WaiverInForceError):
        revoke_waiver(waiver, by=world.coordinator)
    give(world)
    kinds = Event.objects.filter(kind__startswith="waiver").order_by("id")
    assert [event.kind for event in kinds] == ["waiver.given", "waiver.revoked", "waiver.given"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"until": TODAY - timedelta(days=1)},
        {"until": TODAY + timedelta(days=367)},
    ],
)
def test_it_needs_a_reason_and_a_day_within_the_year(world, wrong):
    with pytest.raises(ValueError, match="waiver"):
        give(world, **wrong)


def test_nobody_waives_their_own(world):
    with pytest.raises(OwnWaiverError):
        give(world, by=world.mentor)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_given(world):
    [error] = both_at_once(lambda: give(world), lambda: give(world))
    assert isinstance(error, WaiverInForceError)
    assert Waiver.objects.count() == 1
