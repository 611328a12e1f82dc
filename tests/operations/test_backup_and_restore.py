"""A backup brings everything back, compared row by row, and nothing is sent again."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from mentorship.accounts.privacy.erasing.ledger import Entry
from mentorship.audit.models import Event
from mentorship.notifications.models import Message, OutboxSwitch
from mentorship.notifications.queries import is_outbox_paused
from mentorship.notifications.tasks import sweep_outbox
from mentorship.operations.backups.errors import DamagedError, LockedError, RefusedError
from mentorship.operations.backups.restoring import Wishes, restore_backup
from mentorship.operations.backups.sealing import Keys, Lock, make_identity
from mentorship.operations.backups.taking import take_backup
from programmes.actions import add_participant
from programmes.enums import ParticipantRole
from tests.operations.conftest import RECIPIENT, SECRET

LOCK, KEYS = Lock((RECIPIENT,)), Keys((SECRET,))

pytestmark = pytest.mark.timeout(300)  # a fresh database is made from a backup


def all_rows():
    """Return every row of every table, in words."""
    with connection.cursor() as cursor:
        return {
            table: sorted(rows_of(cursor, table))
            for table in connection.introspection.table_names(cursor)
        }


def rows_of(cursor, table):
    cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608  # a table of ours
    return cursor.fetchall()


def test_everything_comes_back_and_nothing_is_sent_again(world, client_of, places, empty_database):
    add_participant(cohort=world.cohort, person=world.mentor, role=ParticipantRole.MENTEE, by=None)
    default_storage.save("pictures/ab/face.jpg", ContentFile(b"\xff\xd8picture" * 700_000))
    client_of(world.coordinator).get("/")
    before, waiting = all_rows(), Message.objects.filter(state="queued").count()
    assert waiting

    taken = take_backup(lock=LOCK)
    default_storage.delete("pictures/ab/face.jpg")
    empty_database()
    outcome = restore_backup(taken.path, keys=KEYS, wishes=Wishes())

    assert (outcome.rows, outcome.files) == (taken.contents.rows, 1)
    after = all_rows()
    changed = {table for table in before if before[table] != after[table]}
    left_out = {"django_session", "platform_cache", "usersessions_usersession"}
    assert changed <= left_out | {"notifications_outboxswitch", "audit_event"}
    assert after["django_session"] == []
    assert Event.objects.latest("pk").kind == "backup.restored"
    with default_storage.open("pictures/ab/face.jpg") as file:
        assert file.read() == b"\xff\xd8picture" * 700_000
    # Boots, signs in, and writes on where identities stood.
    assert client_of(world.coordinator).get("/", follow=True).status_code == 200
    add_participant(cohort=world.cohort, person=world.mentee, role=ParticipantRole.MENTOR, by=None)
    # Nothing leaves until a person says so, on screen.
    sweep_outbox()
    assert is_outbox_paused()
    assert Message.objects.filter(state="queued").count() >= waiting
    page = client_of(world.administrator).get("/outbox/")
    assert f"Restored from the backup of {outcome.origin.begun_at}" in page.text


def test_restoring_over_people_is_refused_and_changes_nothing(world, places, transactional_db):
    taken = take_backup(lock=LOCK)
    before = all_rows()
    with pytest.raises(RefusedError, match="holds people already"):
        restore_backup(taken.path, keys=KEYS, wishes=Wishes())
    with pytest.raises(CommandError, match="not the name"):
        call_command("restore", taken.path, "--replace", "--database", "another")
    assert all_rows() == before


def test_replacing_goes_back_to_the_backup(world, places, own_database, capsys):
    taken = take_backup(lock=LOCK)
    name, key = world.mentor.name, places / "key.txt"
    type(world.mentor).objects.filter(pk=world.mentor.pk).update(name="Somebody else")
    default_storage.save("documents/later.pdf", ContentFile(b"%PDF-later"))

    call_command("restore", taken.path, "--replace", "--database", own_database, "--identity", key)

    world.mentor.refresh_from_db()
    assert world.mentor.name == name
    assert OutboxSwitch.objects.get().is_paused
    assert "The outbox is paused" in capsys.readouterr().out


def test_another_secret_key_is_told_before_anything_is_touched(
    world, places, settings, empty_database
):
    taken = take_backup(lock=LOCK)
    settings.SECRET_KEY = "another" * 10
    empty_database()
    with pytest.raises(RefusedError, match="SECRET_KEY is not the one"):
        restore_backup(taken.path, keys=KEYS, wishes=Wishes())
    assert connection.introspection.table_names() == []


def test_what_was_altered_or_cut_off_is_not_restored_in_part(world, places, empty_database):
    taken = take_backup(lock=LOCK)
    content = taken.path.read_bytes()
    cut, altered = places / "cut", places / "altered"
    cut.write_bytes(content[: len(content) * 2 // 3])
    middle = len(content) // 2
    altered.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    empty_database()
    for path in (cut, altered):
        with pytest.raises(DamagedError):
            restore_backup(path, keys=KEYS, wishes=Wishes())
        assert connection.introspection.table_names() == []
    other = Keys((make_identity()[0],))
    with pytest.raises(LockedError, match="does not open"):
        restore_backup(taken.path, keys=other, wishes=Wishes())


def test_erasures_that_came_after_the_backup_are_known_after_restoring_it(
    world, places, settings, own_database
):
    taken = take_backup(lock=LOCK)
    settings.DATA_DIR.mkdir()
    later = Entry(world.mentee.pk, world.organisation.pk, timezone.now()).line()
    (settings.DATA_DIR / "erasures.jsonl").write_text(later)
    take_backup(lock=LOCK, now=timezone.now() + timedelta(seconds=2))
    (settings.DATA_DIR / "erasures.jsonl").write_text("")  # another machine

    outcome = restore_backup(taken.path, keys=KEYS, wishes=Wishes(may_replace=True))

    assert outcome.erasures == 1
    assert (settings.DATA_DIR / "erasures.jsonl").read_text() == later
    world.mentee.refresh_from_db()
    assert world.mentee.name.startswith("Somebody who left")


def test_a_list_of_erasures_that_is_no_good_is_told_as_what_it_is(
    world, places, settings, own_database
):
    taken = take_backup(lock=LOCK)
    settings.DATA_DIR.mkdir()
    (settings.DATA_DIR / "erasures.jsonl").write_text('{"entry": "{}", "mac": "no"}\n')
    words = "Everything came back.*Line 1 of the list.*erasures reapply"
    with pytest.raises(CommandError, match=words) as said:
        call_command(
            "restore",
            *(taken.path, "--replace", "--database", own_database),
            *("--identity", places / "key.txt"),
        )
    assert "Nothing was changed" not in str(said.value)
    assert OutboxSwitch.objects.get().is_paused
