"""Practice is entered once for each occasion, taken back, and entered anew."""

from datetime import date
from decimal import Decimal

import pytest

from programmes.enums import ParticipantRole
from tests.factories.accounts import PersonFactory
from tests.factories.training import EntryFactory
from tests.programmes.races import both_at_once
from training.actions import (
    OwnReviewError,
    ensure_policies,
    note_practice,
    record_review,
    take_back_practice,
)
from training.currency import Rule
from training.enums import EntryKind, EntrySource
from training.models import LedgerEntry
from training.queries.currency import currency_of, policy_for

DAY = date(2026, 5, 4)


def note(world, key="match:1:meeting", **fields):
    given = {"mentor": world.mentor, "mentee": world.mentee, "programme": world.programme}
    when = {"on": DAY, "minutes": 45, "occasion_key": key}
    return note_practice(**(given | when | fields))


def test_it_names_the_mentee_and_how_long(world):
    entry = note(world, by=world.mentee)
    assert (entry.person, entry.counterpart, entry.role) == (
        world.mentor,
        world.mentee,
        ParticipantRole.MENTOR,
    )
    assert (entry.kind, entry.source, entry.hours) == (
        EntryKind.PRACTICE,
        EntrySource.PRACTICE,
        Decimal("0.8"),
    )


def test_told_twice_it_is_entered_once_and_after_a_reversal_anew(world):
    first = note(world)
    assert note(world) == first
    take_back_practice("match:1:meeting", by=world.coordinator, reason="A slip")
    take_back_practice("match:1:meeting", by=world.coordinator, reason="A slip")
    assert not LedgerEntry.objects.standing().exists()
    second = note(world)
    assert second.occasion_key == "match:1:meeting#2"
    take_back_practice("match:1:meeting", by=world.coordinator, reason="Again")
    assert note(world).occasion_key == "match:1:meeting#3"
    assert LedgerEntry.objects.standing().count() == 1


def test_an_occasion_whose_name_begins_alike_is_another_one(world):
    note(world)
    note(world, "match:1:meeting2")
    take_back_practice("match:1:meeting", by=None, reason="A slip")
    assert LedgerEntry.objects.standing().get().occasion_key == "match:1:meeting2"


@pytest.mark.django_db(transaction=True)
def test_told_by_two_at_once_it_is_entered_once(world):
    assert both_at_once(lambda: note(world), lambda: note(world)) == []
    assert LedgerEntry.objects.count() == 1


def test_practice_and_a_review_wind_their_clocks(world):
    ensure_policies(world.programme)
    EntryFactory.create(programme=world.programme, person=world.mentor, earned_on=date(2024, 1, 10))
    policy = policy_for(world.programme, ParticipantRole.MENTOR)

    def ends():
        clocks = currency_of(world.mentor, policy, date(2026, 6, 1)).clocks
        return {clock.rule: clock.expires_on for clock in clocks}

    assert ends()[Rule.ACTIVITY] == ends()[Rule.REVIEW] == date(2027, 1, 10)
    note(world)
    note(world, "other", mentee=PersonFactory.create(), on=date(2026, 5, 20))
    record_review(world.mentor_place, on=date(2026, 5, 6), by=world.coordinator, note="All well")
    assert ends()[Rule.ACTIVITY] == date(2029, 5, 4)
    assert ends()[Rule.REVIEW] == date(2029, 5, 6)
    take_back_practice("other", by=None, reason="A slip")
    assert ends()[Rule.ACTIVITY] == date(2027, 1, 10)


def test_nobody_reviews_themselves_in_the_future_or_without_a_word(world):
    place = world.mentor_place
    with pytest.raises(OwnReviewError):
        record_review(place, on=DAY, by=world.mentor, note="I am fine")
    for wrong in ({"on": date(2099, 1, 1)}, {"note": " "}):
        with pytest.raises(ValueError, match="review"):
            record_review(place, **({"on": DAY, "by": world.coordinator, "note": "Fine"} | wrong))
