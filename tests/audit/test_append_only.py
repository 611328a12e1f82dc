"""What was recorded stays as it was; the database sees to it."""

import pytest
from django.db import DatabaseError, connection, transaction

from mentorship.audit.actions import record
from mentorship.audit.models import Event


@pytest.fixture
def event(world):
    return record(
        "participant.trained", world.mentee_place, by=world.coordinator, changes={"to": "trained"}
    )


def test_an_event_cannot_be_changed(event):
    event.kind = "participant.withdrawn"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(actor_id=None)
    assert Event.objects.get(pk=event.pk).kind == "participant.trained"


def test_an_event_cannot_be_deleted(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM audit_event")
    assert Event.objects.filter(pk=event.pk).exists()


def test_an_event_is_written_with_what_caused_it_or_not_at_all(world):
    def fail_after_recording():
        with transaction.atomic():
            record("cohort.closed", world.cohort, by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    assert not Event.objects.filter(kind="cohort.closed").exists()
