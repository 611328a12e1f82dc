"""When two records become one, hours and practice follow, and come back."""

from datetime import date

from programmes.enums import ParticipantRole
from tests.factories.accounts import PersonFactory
from training.actions import note_practice, take_back_practice
from training.merging import give_back, hand_over
from training.models import LedgerEntry


def note(world, key, **fields):
    given = {"mentor": world.mentor, "mentee": world.mentee, "programme": world.programme}
    return note_practice(**(given | fields), on=date(2026, 5, 4), minutes=60, occasion_key=key)


def pairs():
    rows = LedgerEntry.objects.standing().filter(role=ParticipantRole.MENTOR)
    return {(row.person, row.counterpart) for row in rows}


def test_practice_follows_a_mentor_and_a_mentee_and_comes_back(world):
    kept, other = PersonFactory.create_batch(2)
    note(world, "one")
    note(world, "two", mentor=other)

    data = hand_over(kept, world.mentee, world.coordinator)
    assert pairs() == {(world.mentor, kept), (other, kept)}
    moved = hand_over(kept, other, world.coordinator)
    assert pairs() == {(world.mentor, kept), (kept, kept)}

    give_back(moved, kept, other, world.coordinator)
    assert pairs() == {(world.mentor, kept), (other, kept)}
    take_back_practice("two", by=None, reason="A slip")
    assert pairs() == {(world.mentor, kept)}
    give_back(data, kept, world.mentee, world.coordinator)
    assert pairs() == {(world.mentor, world.mentee)}
