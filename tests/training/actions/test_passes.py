"""Who lapsed for want of mentees alone is matched once, until that match has met."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import PersonFactory
from tests.factories.training import EntryFactory, initial_training
from tests.programmes.races import both_at_once
from training.actions import (
    PassUsedError,
    note_practice,
    return_activity_pass,
    take_back_practice,
    use_activity_pass,
)
from training.enums import EntryKind
from training.models import ActivityPass
from training.queries import may_be_matched

TODAY = timezone.localdate()


@pytest.fixture
def idle(world):
    """A mentor of five years ago whose refresher and review are fresh, without any mentee."""
    initial_training(world.programme, world.mentor, days=1800)
    for kind, days in ((EntryKind.REFRESHER, 20), (EntryKind.REVIEW, 30)):
        EntryFactory.create(
            programme=world.programme,
            person=world.mentor,
            kind=kind,
            earned_on=TODAY - timedelta(days=days),
        )
    return world


def use(world, key="match:1:m"):
    return use_activity_pass(
        person=world.mentor, programme=world.programme, on=TODAY, occasion_key=key
    )


def practise(world, key, mentee=None):
    return note_practice(
        mentor=world.mentor,
        mentee=mentee or world.mentee,
        programme=world.programme,
        on=TODAY,
        minutes=60,
        occasion_key=key,
    )


def test_one_match_is_open_to_them_and_no_second(idle):
    gate = may_be_matched(idle.mentor_place)
    assert gate.allowed
    assert gate.needs_pass
    assert "one match is open to them" in gate.reason
    use(idle)
    gate = may_be_matched(idle.mentor_place)
    assert not gate.allowed
    assert "has not met yet" in gate.reason
    with pytest.raises(PassUsedError):
        use(idle, "match:2:m")
    assert use(idle) == ActivityPass.objects.get()


def test_once_its_match_has_met_the_pass_is_free_again(idle):
    use(idle)
    practise(idle, "another:match")
    assert not may_be_matched(idle.mentor_place).allowed
    practise(idle, "match:1:m:meeting")
    assert may_be_matched(idle.mentor_place).needs_pass
    take_back_practice("match:1:m:meeting", by=None, reason="It did not happen")
    assert not may_be_matched(idle.mentor_place).allowed


def test_two_mentees_bring_them_back(idle):
    use(idle)
    practise(idle, "match:1:m:one")
    practise(idle, "match:1:m:two", PersonFactory.create())
    assert may_be_matched(idle.mentor_place)[::2] == (True, False)


def test_a_match_that_came_to_nothing_gives_it_back(idle):
    use(idle)
    return_activity_pass("match:1:m", on=TODAY)
    return_activity_pass("match:1:m", on=TODAY)
    assert may_be_matched(idle.mentor_place).needs_pass
    use(idle, "match:2:m")


def test_a_refresher_that_lapsed_too_is_not_passed_over(world):
    initial_training(world.programme, world.mentor, days=1800)
    assert not may_be_matched(world.mentor_place).allowed


@pytest.mark.django_db(transaction=True)
def test_of_two_matches_at_once_one_has_it(idle):
    [error] = both_at_once(lambda: use(idle, "match:1:m"), lambda: use(idle, "match:2:m"))
    assert isinstance(error, PassUsedError)
    assert ActivityPass.objects.count() == 1
