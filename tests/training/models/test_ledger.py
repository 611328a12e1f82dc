"""The database itself keeps the ledger as it was written."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.factories.training import EntryFactory
from training.models import LedgerEntry


@pytest.fixture
def entry(world):
    return EntryFactory.create(programme=world.programme, person=world.mentor)


def test_hours_cannot_be_changed(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(hours=60)
    entry.refresh_from_db()
    assert entry.hours == 6


def test_hours_cannot_be_deleted(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).delete()
    assert LedgerEntry.objects.filter(pk=entry.pk).exists()


def test_an_entry_is_reversed_by_one_other_alone(world, entry):
    given = {"programme": world.programme, "person": world.mentor, "reverses": entry}
    EntryFactory.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory.create(**given)


def test_hours_are_seen_by_whom_they_belong_to_and_by_who_looks_after_training(world, entry):
    def sees(person):
        return LedgerEntry.objects.visible_to(person).filter(pk=entry.pk).exists()

    assert sees(world.mentor)
    assert sees(world.coordinator)
    for person in (world.mentee, world.stranger, world.other_coordinator, world.facilitator):
        assert not sees(person)
