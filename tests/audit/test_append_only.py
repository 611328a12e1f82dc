"""What was recorded stays as it was; the database sees to it."""

import pytest
from django.db import DatabaseError, connection, transaction

from mentorship.audit.actions import record
from mentorship.audit.models import Event
from mentorship.audit.redacting import redact_changes
from mentorship.audit.sealing import seal_what_is_final
from tests.fixtures.record import guarded


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


@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
def test_the_record_cannot_be_emptied(event, table):
    seal_what_is_final()
    with (
        guarded(),
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert Event.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_seal SET made_at = now()", "DELETE FROM audit_seal"]
)
def test_a_seal_cannot_be_changed_or_deleted(event, statement):
    seal_what_is_final()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


DIGEST = "sha256(convert_to(coalesce(salt::text, '') || changes::text, 'UTF8'))"


@pytest.mark.parametrize(
    "statement",
    [
        # something is put in place of what went
        f'changes = \'{{"to": "left"}}\', salt = NULL, changes_digest = {DIGEST}',
        # what stays does not prove what went
        "changes = '{}', salt = NULL, changes_digest = sha256('anything')",
        # what went could be guessed
        f"changes = '{{}}', changes_digest = {DIGEST}",
        # something else changes on the way
        f"changes = '{{}}', salt = NULL, changes_digest = {DIGEST}, kind = 'participant.left'",
        f"changes = '{{}}', salt = NULL, changes_digest = {DIGEST}, actor_id = NULL",
    ],
)
def test_redacting_is_no_way_to_change_anything(event, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE audit_event SET {statement}")  # noqa: S608  (one of the above)


def test_what_was_redacted_is_redacted_once_and_for_all(event):
    assert redact_changes([event], by=None) == 1
    assert redact_changes([event], by=None) == 0
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            'UPDATE audit_event SET changes_digest = NULL, changes = \'{"to": "trained"}\''
        )
