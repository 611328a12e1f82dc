"""Faults of what is kept: a full disk, a migration behind a long transaction, a restored backup."""

import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.faults.stage import PYTHON, ROOT, make_database
from benchmarks.faults.week.letters import Letters, sending
from benchmarks.faults.week.outcomes import Outcome
from benchmarks.faults.week.stage import WeekStage
from benchmarks.faults.week.world import World
from mentorship.local.postgres import find_installation

# As docker-compose.yml says it, but for the pause between two turns.
TURNS = (
    "for turn in 1 2 3 4 5; do {python} manage.py migrate planks --no-input && exit; sleep 2; "
    "done; exit 1"
)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Put a disk of so many megabytes at a folder; yield False where mounting is forbidden."""
    options = f"size={megabytes}m,mode=0777"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "--lazy", folder], check=False)


def _fill(folder: Path) -> Path:
    """Write until nothing fits, and return the file that holds it all."""
    rest = folder / "rest"
    with suppress(OSError), rest.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return rest


def full_disk_of_files(stage: WeekStage, world: World) -> Outcome:
    """Let the disk of uploaded files be full while somebody sends a picture, then make room."""
    from programmes.models import Profile

    person = world.writers()[0][1]
    membership = person.memberships.first() or _membership(world, person)
    browser = world.browser(person, stage.web_port)
    path = f"/profile/{membership.pk}/"
    fault = "disk full: uploaded files"
    expected = "a page that says so and keeps nothing; with room again the picture is kept"
    with small_disk(stage.files, 1) as is_small:
        if not is_small:
            return Outcome(fault, expected, "not tried: mounting is forbidden here")
        rest = _fill(stage.files)
        said = browser.send_file(path, "picture", "me.png", _picture())
        kept = Profile.objects.filter(membership=membership).exclude(picture_key="").exists()
        others = browser.get("/").status
        rest.unlink()
        again = browser.send_file(path, "picture", "me.png", _picture())
        there = Profile.objects.filter(membership=membership).exclude(picture_key="").exists()
    return Outcome(
        fault=fault,
        expected=expected,
        happened=f"{said.status} {'in words' if said.is_words else 'without words'}"
        f"{', yet kept' if kept else ''}; other pages {others}; then {again.status}",
        lost=int(not there),
        has_held=said.status in {422, 503, 507}
        and said.is_words
        and not kept
        and again.status == 302,
    )


def _membership(world: World, person: Any) -> Any:
    from tests.factories.accounts import MembershipFactory

    return MembershipFactory.create(person=person, organisation=world.cohort.programme.organisation)


def _picture() -> bytes:
    """Return a picture that cannot be made small."""
    from PIL import Image

    file = BytesIO()
    pixels = random.Random(1).randbytes(400 * 400 * 3)
    Image.frombytes("RGB", (400, 400), pixels).save(file, "PNG")
    return file.getvalue()


def full_disk_of_database(stage: WeekStage, world: World) -> Outcome:
    """Let the disk below the conversations be full while people write, then make room."""
    from django.db import connection

    from matching.models import PairMessage

    folder = stage.folder / "small"
    folder.mkdir()
    stage.folder.chmod(0o711)
    fault = "disk full: PostgreSQL"
    expected = "a 503 page in words, nothing half kept; with room again messages are kept"
    match, person = world.writers()[0]
    browser = world.browser(person, stage.web_port)
    path = f"/matches/{match.pk}/messages/"
    PairMessage.objects.all().delete()
    with small_disk(folder, 2) as is_small:
        if not is_small:
            return Outcome(fault, expected, "not tried: mounting is forbidden here")
        table = PairMessage._meta.db_table
        connection.close()
        with psycopg.connect(stage.environment["DATABASE_URL"], autocommit=True) as door:
            door.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
            door.execute(f"ALTER TABLE {table} SET TABLESPACE small")
        rest = _fill(folder)
        # Of no pattern, so that it cannot be kept in less room.
        texts = [random.Random(n).randbytes(1950).hex() for n in range(20)]
        answers = [browser.post(path, {"text": text}) for text in texts]
        kept = sum(answer.status == 302 for answer in answers)
        refused = sum(answer.status == 503 and answer.is_words for answer in answers)
        stored = PairMessage.objects.count()
        readable = browser.get(path).status
        rest.unlink()
        again = browser.post(path, {"text": "There is room again."})
        connection.close()
        with psycopg.connect(stage.environment["DATABASE_URL"], autocommit=True) as door:
            door.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
            door.execute("DROP TABLESPACE small")
    return Outcome(
        fault=fault,
        expected=expected,
        happened=f"{kept} kept, {refused} × 503 in words of 20; {stored} stored; reading "
        f"{readable}; then {again.status}",
        lost=kept - stored if kept > stored else 0,
        twice=stored - kept if stored > kept else 0,
        has_held=refused > 0
        and kept + refused == len(answers)
        and readable == 200
        and again.status == 302,
    )


def migration_behind(stage: WeekStage, world: World) -> Outcome:
    """Migrate a table that a long transaction has read, while others go on reading it."""
    stage.run(PYTHON, "manage.py", "migrate", "planks", "0001", "--verbosity", "0")
    waits: list[float] = []
    command = ["sh", "-c", TURNS.format(python=PYTHON)]
    url = stage.environment["DATABASE_URL"]
    log = stage.folder / "migrate.log"
    with psycopg.connect(url) as long, psycopg.connect(url, autocommit=True) as other:
        long.execute("SELECT count(*) FROM planks_plank")
        with log.open("wb") as output:
            migrating = subprocess.Popen(
                command, cwd=ROOT, env=stage.environment, stdout=output, stderr=output
            )
        began = time.monotonic()
        while migrating.poll() is None:
            asked = time.monotonic()
            other.execute("SELECT count(*) FROM planks_plank")
            waits.append(time.monotonic() - asked)
            if b"lock timeout" in log.read_bytes():
                long.rollback()
            time.sleep(0.1)
        seconds = time.monotonic() - began
    turns = (stage.folder / "migrate.log").read_text().count("Running migrations")
    return Outcome(
        fault="migration behind a long transaction",
        expected="gives up after 10 s and tries again; nobody waits longer for the table",
        happened=f"came through in turn {turns}, {seconds:.0f} s; longest wait {max(waits):.1f} s",
        has_held=migrating.returncode == 0 and turns > 1 and max(waits) < 12,
    )


def restored_in_campaign(stage: WeekStage, world: World) -> Outcome:
    """Restore a backup from the middle of a campaign, and see that nothing leaves by itself."""
    from django.db import connection

    from mentorship.notifications.enums import MessageState
    from mentorship.notifications.models import Message

    programs = find_installation(stage.environment).programs
    dump = stage.folder / "campaign.dump"
    letters = Letters(stage)
    with sending(stage):
        letters.post(30)
        letters.wait(count=10)
        url = stage.environment["DATABASE_URL"]
        stage.run(str(programs / "pg_dump"), "-Fc", "-Z0", "-f", str(dump), url)
        letters.wait()
    stage.stop_everything_of_ours()
    connection.close()
    make_database(make_conninfo(url, dbname="postgres"))
    stage.run(str(programs / "pg_restore"), "--no-owner", "-d", url, str(dump))
    stage.run(PYTHON, "manage.py", "outbox", "pause")
    mails = stage.count_mails()
    stage.start_web()
    with sending(stage):
        time.sleep(5)
    sent_again = stage.count_mails() - mails
    waiting = Message.objects.filter(pk__in=letters.ids, state=MessageState.QUEUED).count()
    match, person = world.writers()[0]
    page = world.browser(person, stage.web_port).get(f"/matches/{match.pk}/").status
    counts = letters.count()
    return Outcome(
        fault="restore from a backup in mid-campaign",
        expected="nothing leaves before a person confirms; what may have left is listed",
        happened=f"{sent_again} left by itself; {waiting} of 30 wait to be looked at; "
        f"signed in as before: {page}",
        has_held=sent_again == 0 and waiting > 0 and page == 200,
        **counts,
    )
