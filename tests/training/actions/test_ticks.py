"""What was said last of a person holds, in whichever order it arrives."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from tests.factories.training import SessionFactory, in_days
from tests.programmes.races import both_at_once
from training.actions.attendance import Tick, keep_ticks
from training.models import Attendance, LedgerEntry

NOW = timezone.now()


@pytest.fixture
def session(world):
    return SessionFactory.create(programme=world.programme, starts_at=in_days(-1))


def say(world, session, *words):
    """Tick the mentor, in the order given: there or not, and how many minutes ago it was said."""
    for is_present, minutes in words:
        tick = Tick(world.mentor, is_present, NOW - timedelta(minutes=minutes))
        keep_ticks(session, [tick], by=world.facilitator)


@pytest.mark.parametrize(
    ("words", "is_present"),
    [
        (((True, 10), (False, 5)), False),
        (((False, 5), (True, 10)), False),
        (((True, 5), (False, 10)), True),
        (((True, 10), (True, 2), (False, 5)), True),
        (((True, 5), (True, 5)), True),
        (((True, 10), (False, 5), (True, 10)), False),
    ],
)
def test_the_latest_word_holds(world, session, words, is_present):
    say(world, session, *words)
    assert Attendance.objects.get().is_present is is_present
    assert LedgerEntry.objects.standing().count() == int(is_present)


def test_the_same_word_again_enters_and_records_nothing(world, session):
    say(world, session, (True, 10), (True, 5), (True, 10))
    assert LedgerEntry.objects.count() == 1
    assert Event.objects.filter(kind="attendance.recorded").count() == 1
    assert Attendance.objects.get().recorded_at == NOW - timedelta(minutes=5)


@pytest.mark.django_db(transaction=True)
def test_two_helpers_at_once_lose_no_tick_of_each_other(world, session):
    def tick(person):
        return lambda: keep_ticks(session, [Tick(person, True, NOW)], by=world.facilitator)

    assert both_at_once(tick(world.mentor), tick(world.mentor)) == []
    assert Attendance.objects.count() == LedgerEntry.objects.count() == 1
