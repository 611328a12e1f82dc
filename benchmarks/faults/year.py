"""The drill of a year: travelled once in peace, once under fire, and both inboxes compared.

    python -m benchmarks.faults.year [--first 0] [--days 365] [--kills 50] [--empties 10]

A stepped clock, a real worker, beats, Valkey and mail server. The same database, copied, sees the
same year twice. In peace, every reminder that should have come came once and on its day, and none
that should not. Under fire the worker is killed with SIGKILL at random moments, the broker is
emptied, and beats run in parallel: nothing comes twice, and what is in the mailbox together with
what is listed as *unknown* is the undisturbed mailbox, Message-IDs included. Ends with 0 when so.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import django
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from benchmarks.faults.stage import Stage, wait_until

SECONDS_FOR_A_DAY = 120
SETTINGS = "benchmarks.faults.year_settings"
# Among half of the days of kills, a mail leaves.
SHARE_OF_MAIL_DAYS = 0.7
LONGEST_BEFORE_A_KILL = 1.6


@dataclass(slots=True)
class Run:
    """What came of one year."""

    mails: Counter[str] = field(default_factory=Counter)
    sent: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    came: list[tuple[str, str, int]] = field(default_factory=list)
    digests: list[tuple[str, int]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def twice(self) -> int:
        """Return how many mails came more than once."""
        return sum(1 for count in self.mails.values() if count > 1)


@dataclass(frozen=True, slots=True)
class Fire:
    """On which days what is done to the machinery."""

    kills: Counter[int] = field(default_factory=Counter)
    empties: frozenset[int] = frozenset()
    beats: int = 1


class Year:
    """The stage, and the days that are travelled on it."""

    def __init__(self, stage: Stage, days: range, *, is_every_day: bool) -> None:
        """Travel these days: every one, or those on which anything happens, and Mondays."""
        from benchmarks.faults.year_settings import CLOCK
        from benchmarks.faults.year_stories import interesting

        self.stage, self.clock = stage, CLOCK
        self.days: Sequence[int] = days if is_every_day else interesting(days)
        self.finished = Path(os.environ["DRILL_FINISHED"])

    def travel(self, database: str, fire: Fire) -> Run:
        """Live through the days on a database, and return what came."""
        from benchmarks.faults.year_stories import EVENTS, NIGHT, moment

        began = time.monotonic()
        self._open(database)
        self.clock.move_to(moment(self.days[0], NIGHT))
        self.stage.start_worker()
        for _ in range(fire.beats):
            self.stage.start_beat()
        for number in self.days:
            self.clock.move_to(moment(number))
            if number in EVENTS:
                EVENTS[number]()
            self._disturb(number, fire)
            self._until_dealt_with(number)
        self._stop()
        run = self._result()
        run.seconds = time.monotonic() - began
        return run

    def _disturb(self, number: int, fire: Fire) -> None:
        """Do what is to be done to the machinery on this day, at a random moment."""
        if number in fire.empties:
            time.sleep(random.uniform(0, 1))
            self.stage.empty_broker()
        for _ in range(fire.kills[number]):
            time.sleep(random.uniform(0, LONGEST_BEFORE_A_KILL))
            self.stage.kill_worker()
            self.stage.start_worker()

    def _until_dealt_with(self, number: int) -> None:
        """Wait until reconciling began and ended on this day, and all that is due has left."""
        from benchmarks.faults.year_stories import moment

        began = moment(number)
        what = f"day {number} is not dealt with"
        wait_until(lambda: self._reconciled_since(began), seconds=SECONDS_FOR_A_DAY, what=what)
        wait_until(lambda: not _is_work_left(), seconds=SECONDS_FOR_A_DAY, what=what)

    def _reconciled_since(self, began: datetime) -> bool:
        """Tell whether reconciling that began since then has ended."""
        lines = self.finished.read_text().splitlines() if self.finished.exists() else []
        return bool(lines) and max(map(datetime.fromisoformat, lines[-8:])) >= began

    def _open(self, database: str) -> None:
        """Let everybody use this database, with an empty mailbox and broker."""
        from django.db import connection

        connection.close()
        connection.settings_dict["NAME"] = conninfo_to_dict(database)["dbname"]
        self.stage.environment["DATABASE_URL"] = database
        for file in (self.stage.folder / "mail" / "new").glob("*.eml"):
            file.unlink()
        self.finished.unlink(missing_ok=True)
        self.stage.empty_broker()

    def _stop(self) -> None:
        """Stop the worker and every beat."""
        self.stage.kill_worker()
        while self.stage.beats:
            self.stage.kill_beat()

    def _result(self) -> Run:
        """Read the mailbox and the outbox, as far as a mail is to come once.

        What somebody is told at once of a place they booked may come twice, and is left out.
        """
        from benchmarks.faults.year_stories import FIRST
        from mentorship.notifications.enums import MessageState, SendPolicy
        from mentorship.notifications.kinds import names
        from mentorship.notifications.models import Message

        once = names(policy=SendPolicy.ONCE)
        others = {message.mail_id for message in Message.objects.exclude(kind__in=once)}
        run = Run(mails=Counter(mail for mail in self.stage.mails() if mail not in others))
        for message in Message.objects.filter(kind__in=once).select_related("recipient"):
            if message.state == MessageState.UNKNOWN:
                run.unknown.add(message.mail_id)
            if message.state != MessageState.SENT or message.recipient is None:
                continue
            run.sent.add(message.mail_id)
            number = (message.sent_at.date() - FIRST).days
            step = message.occurrence.rpartition(", ")[2]
            if message.kind == "training.reminder_digest":
                run.digests.append((step, number))
            else:
                run.came.append((message.recipient.name.split()[0], step, number))
        return run


def _is_work_left() -> bool:
    """Tell whether anything should leave now, or is in a sender's hands.

    Asked at once: what goes from one state to another meanwhile must not slip through.
    """
    from django.db.models import Q
    from django.utils import timezone

    from mentorship.notifications.enums import HELD, PENDING, MessageState
    from mentorship.notifications.models import Message

    now = timezone.now()
    is_due = Q(state=MessageState.QUEUED, next_try_at__lte=now)
    is_stale = Q(state__in=PENDING, stale_after__lte=now)
    return Message.objects.filter(Q(state__in=HELD) | is_due | is_stale).exists()


def problems_of_peace(run: Run, days: Sequence[int]) -> list[str]:
    """Return what came in peace that should not have, or did not come, or came on another day."""
    from benchmarks.faults.year_stories import TOLD_FROM, day, expected

    wanted = Counter({row: n for row, n in expected(days[0]).items() if row[2] <= days[-1]})
    came = Counter(run.came)
    told = [f"should have come: {row}" for row in (wanted - came).elements()]
    told += [f"should not have come: {row}" for row in (came - wanted).elements()]
    weeks = Counter(week for week, _day in run.digests)
    told += [f"digest of {week} came {count} times" for week, count in weeks.items() if count > 1]
    mondays = {number for number in days[1:] if day(number).weekday() == 0}
    missing = mondays - {number for _week, number in run.digests}
    told += [f"no digest came on day {number}" for number in sorted(missing) if number > TOLD_FROM]
    told += [f"{run.twice} mails came twice"] if run.twice else []
    told += [f"unknown in peace: {mail}" for mail in run.unknown]
    return told


def problems_under_fire(calm: Run, fired: Run) -> list[str]:
    """Return where the year under fire was another one than the year in peace."""
    inbox, peaceful = set(fired.mails), set(calm.mails)
    told = [f"{fired.twice} mails came twice"] if fired.twice else []
    if lost := peaceful - inbox - fired.unknown:
        told.append(f"{len(lost)} mails are lost")
    if more := (inbox | fired.unknown) - peaceful:
        told.append(f"{len(more)} mails did not come in peace")
    if wrong := fired.sent - inbox:
        told.append(f"{len(wrong)} mails are said to be sent and are not there")
    return told


def fire_for(
    days: Sequence[int], mail_days: Sequence[int], *, kills: int, empties: int, beats: int
) -> Fire:
    """Choose at random what is done on which day; mostly on days on which mail leaves."""
    on_mail_days = round(kills * SHARE_OF_MAIL_DAYS) if mail_days else 0
    chosen = [random.choice(mail_days) for _ in range(on_mail_days)]
    chosen += [random.choice(days) for _ in range(kills - on_mail_days)]
    return Fire(Counter(chosen), frozenset(random.sample(days, empties)), beats)


def copy_of(database: str, name: str) -> str:
    """Make a copy of a database and return its address; who is still connected is sent home."""
    source = conninfo_to_dict(database)["dbname"]
    door = make_conninfo(database, dbname="postgres")
    with psycopg.connect(door, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        # A thread of an earlier test may not have hung up; a database in use cannot be copied.
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
        )
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return make_conninfo(database, dbname=name)


def prepare(stage: Stage, template: str | None, first: int) -> tuple[str, str]:
    """Return two databases that hold the same programme on the eve of its year."""
    from django.db import connection

    made = stage.environment["DATABASE_URL"]
    calm = copy_of(template, f"calm_{os.getpid()}") if template else made
    connection.settings_dict["NAME"] = conninfo_to_dict(calm)["dbname"]
    from benchmarks.faults.year_settings import CLOCK
    from benchmarks.faults.year_stories import NIGHT, build, moment

    CLOCK.move_to(moment(first, NIGHT))
    build()
    connection.close()
    return calm, copy_of(calm, f"fired_{os.getpid()}")


def report(calm: Run, fired: Run, days: Sequence[int], fire: Fire) -> None:
    """Print the figures."""
    kills, empties = sum(fire.kills.values()), len(fire.empties)
    print(f"days {days[0]} to {days[-1]}, in {len(days)} steps")
    print(f"in peace {calm.seconds:.0f} s, under fire {fired.seconds:.0f} s")
    print(f"under fire: {kills} kills, {empties} times emptied, {fire.beats} beats at once")
    columns = ("reminders", "digests", "mailbox", "sent", "unknown", "(arrived)", "twice")
    print(f"{'':12}" + "".join(f"{name:>11}" for name in columns))
    for name, run in (("in peace", calm), ("under fire", fired)):
        arrived = sum(1 for mail in run.unknown if mail in run.mails)
        figures = (
            len(run.came), len(run.digests), len(run.mails), len(run.sent),
            len(run.unknown), arrived, run.twice,
        )  # fmt: skip
        print(f"{name:12}" + "".join(f"{figure:11}" for figure in figures))


def told_by(problems: Collection[str], of_what: str) -> None:
    """Print what is wrong, if anything."""
    for problem in problems:
        print(f"{of_what}: {problem}")


def main() -> int:
    """Set the stage, travel twice, compare, and say whether it held."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--every-day", action="store_true", help="stop on every single day")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--empties", type=int, default=10)
    parser.add_argument("--beats", type=int, default=2)
    parser.add_argument("--longest-pause", type=float, default=0.3, help="of the mail server")
    parser.add_argument("--template", help="address of a migrated database to copy")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    random.seed(given.seed)
    stage = Stage(database=given.template, longest_pause=given.longest_pause, settings=SETTINGS)
    for name in ("clock", "finished"):
        os.environ[f"DRILL_{name.upper()}"] = str(stage.folder / name)
    (stage.folder / "clock").write_text("0")
    with stage:
        django.setup()
        calm_database, fired_database = prepare(stage, given.template, given.first)
        days = range(given.first, given.first + given.days)
        year = Year(stage, days, is_every_day=given.every_day)
        calm = year.travel(calm_database, Fire())
        mail_days = [day for *_what, day in [*calm.came, *calm.digests]]
        amounts = {"kills": given.kills, "empties": given.empties, "beats": given.beats}
        fire = fire_for(year.days, mail_days, **amounts)
        fired = year.travel(fired_database, fire)
    print(f"seed {given.seed}")
    report(calm, fired, year.days, fire)
    peace, war = problems_of_peace(calm, year.days), problems_under_fire(calm, fired)
    told_by(peace, "in peace")
    told_by(war, "under fire")
    if peace or war:
        print(f"DID NOT HOLD; logs and mails are in {stage.folder}")
        return 1
    stage.forget()
    print("held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
