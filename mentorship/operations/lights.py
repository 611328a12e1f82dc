"""What System health says of the queue, the backups, the disk and the clocks."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from mentorship.common.lights import Light
from mentorship.operations.backups.shelf import last_backup
from mentorship.operations.broker import tasks_waiting

MANY_TASKS = 500
# A night and what a long backup takes.
BACKUP_IS_OLD = timedelta(hours=26)
LITTLE_SPACE, HARDLY_ANY_SPACE = 0.10, 0.03
CLOCKS_MAY_DIFFER = timedelta(seconds=5)


def queue_light() -> Light:
    """Say whether workers keep up."""
    name, waiting = _("Work outside pages"), tasks_waiting()
    if waiting is None:
        return Light(
            name,
            "warn",
            _("Not known"),
            _("The broker is away, and with it the list of what waits."),
            _("Start the broker; what is due is found in the database anyway."),
        )
    said = {"count": waiting}
    if waiting > MANY_TASKS:
        return Light(
            name,
            "warn",
            _("Behind"),
            _("%(count)s tasks wait for a worker.") % said,
            _("See whether the workers run, or start one more."),
        )
    return Light(name, "good", _("Working"), _("%(count)s tasks wait for a worker.") % said)


def backup_light() -> Light:
    """Say when the last backup was taken and read back."""
    name, last = _("Backups"), last_backup()
    if settings.DEMO:
        sentence = _("Everybody here is invented, so nothing needs to be kept.")
        return Light(name, "good", _("Not needed"), sentence)
    if last.failed_at is not None:
        return Light(
            name,
            "bad",
            _("Failed"),
            _("The last try failed: %(why)s") % {"why": last.failure},
            _("Mend what it names, then run the backup command by hand once."),
        )
    if last.taken_at is None:
        return Light(
            name,
            "warn",
            _("None yet"),
            _("No backup has been taken with the product's own command."),
            _("Set it up as the operations guide shows, and try to restore one."),
        )
    taken = {"age": timesince(last.taken_at), "size": filesizeformat(last.size)}
    if timezone.now() - last.taken_at > BACKUP_IS_OLD:
        return Light(
            name,
            "bad",
            _("Old"),
            _("The last backup was taken %(age)s ago.") % taken,
            _("See whether the nightly backup still runs."),
        )
    sentence = _("The last was taken %(age)s ago (%(size)s) and read back whole.")
    return Light(name, "good", _("Working"), sentence % taken)


def disk_light() -> Light:
    """Say how much room is left where files are kept."""
    name, usage = _("Disk space"), shutil.disk_usage(_nearest(settings.DATA_DIR))
    said = {"free": filesizeformat(usage.free), "total": filesizeformat(usage.total)}
    sentence = _("%(free)s of %(total)s are free where files are kept.") % said
    share = usage.free / usage.total if usage.total else 0
    if share >= LITTLE_SPACE:
        return Light(name, "good", _("Enough"), sentence)
    tone, word = ("bad", _("Nearly full")) if share < HARDLY_ANY_SPACE else ("warn", _("Little"))
    remedy = _("Make room, or give the volume more: uploads and backups fail once it is full.")
    return Light(name, tone, word, sentence, remedy)


def clock_light() -> Light:
    """Say whether this machine and the database agree on what time it is."""
    name = _("Clocks")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - timezone.now())
    if apart <= CLOCKS_MAY_DIFFER:
        return Light(
            name, "good", _("Agree"), _("This machine and the database agree on the time.")
        )
    return Light(
        name,
        "warn",
        _("Apart"),
        _("This machine's clock and the database's differ by %(seconds)d seconds.")
        % {"seconds": apart.total_seconds()},
        _("Let both machines set their clocks by a time server: reminders and codes depend on it."),
    )


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
