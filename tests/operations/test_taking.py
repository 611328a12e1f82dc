"""Taking backups: one at a time, the newest kept, nothing left half done."""

import resource
import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from mentorship.operations.backups import shelf
from mentorship.operations.backups.errors import BackupError
from mentorship.operations.backups.nightly import next_time
from mentorship.operations.backups.sealing import Lock, make_identity
from mentorship.operations.backups.taking import take_backup

SECRET, RECIPIENT = make_identity()
LOCK = Lock((RECIPIENT,))

pytestmark = [pytest.mark.timeout(300)]


@pytest.fixture
def shelves(settings, tmp_path, transactional_db):
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.DATA_DIR = tmp_path / "data"
    settings.BACKUP_RECIPIENTS = [RECIPIENT]
    return settings.BACKUP_DIR


def test_the_newest_are_kept_and_leftovers_of_a_killed_one_go(shelves, settings, capsys):
    settings.BACKUP_KEEP = 2
    shelves.mkdir()
    (shelves / ".mentorship-20260101T000000Z.backup.partial").write_bytes(b"half")
    (shelves / "notes.txt").write_text("somebody's own")
    now = timezone.now()
    for hours in (3, 2, 1):
        take_backup(lock=LOCK, now=now - timedelta(hours=hours))

    assert [each.taken_at for each in shelf.kept()] == [
        (now - timedelta(hours=hours)).replace(microsecond=0) for hours in (1, 2)
    ]
    assert {path.name for path in shelves.iterdir()} == {
        "notes.txt",
        *(each.path.name for each in shelf.kept()),
    }
    assert {each.path.stat().st_mode & 0o777 for each in shelf.kept()} == {0o600}
    call_command("backup", "list")
    assert len(capsys.readouterr().out.splitlines()) == 2
    key = shelves / "key"
    key.write_text(SECRET)
    call_command("backup", "check", shelf.kept()[0].path, "--identity", key)
    assert capsys.readouterr().out.startswith("Whole: taken ")


def test_a_disk_that_fills_up_leaves_no_half_backup_and_says_so(shelves):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(BackupError, match="could not be written"):
            take_backup(lock=LOCK)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(shelves.iterdir()) == []
    assert "could not be written" in shelf.last_backup().failure


def test_what_this_product_did_not_make_stops_the_backup_by_name(shelves):
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIEW of_somebody AS SELECT 1")
    try:
        with pytest.raises(CommandError, match="of_somebody"):
            call_command("backup")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP VIEW of_somebody")
    assert shelf.kept() == []


def test_a_second_backup_at_the_same_time_is_refused(shelves):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [0x6D656E746F7262])
    errors = []

    def second():
        try:
            take_backup(lock=LOCK)
        except BackupError as error:
            errors.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    thread.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [0x6D656E746F7262])
    assert errors == ["Another backup is being taken right now."]
    assert not shelves.exists() or list(shelves.iterdir()) == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 1, 1, 0, tzinfo=UTC), datetime(2026, 3, 1, 2, 10, tzinfo=UTC)),
        (datetime(2026, 3, 1, 2, 10, tzinfo=UTC), datetime(2026, 3, 2, 2, 10, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2027, 1, 1, 2, 10, tzinfo=UTC)),
    ],
)
def test_the_next_backup_is_due_at_the_next_such_time(now, due):
    assert next_time(time(2, 10), now) == due
