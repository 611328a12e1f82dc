"""The drill of a year of reports: each sponsor's comes once, in a working morning of their own.

    python -m benchmarks.faults.report_year [--first 1] [--last 12] [--template ADDRESS]

A stepped clock, a real worker and mail server, and two beats at once. A report falls due each month
on its first Monday for a sponsor in London and one in New York, where summer time begins and ends
on other days; one Monday is a bank holiday. The worker is killed with SIGKILL while it builds, is
down over a Monday, and the mail server refuses everything for two hours. Nothing may come early,
late or twice. What should come is written down by hand. Ends with 0 when it held.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import django

from benchmarks.faults.stage import Stage, wait_until
from benchmarks.faults.year import copy_of

SETTINGS = "benchmarks.faults.year_settings"
SECONDS = 240
# Some ticks, in which what should not come would come.
A_WHILE = 3
LONDON, NEW_YORK = "london@example.org", "new.york@example.org"
# 3 May 2027 is a bank holiday in England.
DAYS = {1: 4, 2: 1, 3: 1, 4: 5, 5: 4, 6: 7, 7: 5, 8: 2, 9: 6, 10: 4, 11: 1, 12: 6}
# Eight in the morning, in UTC. The clocks change on 28 March and 31 October in London, on 14 March
# and 7 November in New York.
HOURS = {
    LONDON: {month: 7 if 4 <= month <= 10 else 8 for month in DAYS},
    NEW_YORK: {month: 12 if 4 <= month <= 11 else 13 for month in DAYS},
}
KILLED = (2, 6, 10)
# From the Sunday before until Wednesday, 7 July, 10:17 in London.
DOWN, BACK = 7, datetime(2027, 7, 7, 9, 17, tzinfo=UTC)
REFUSED, FOR = 9, timedelta(hours=2)

Came = Counter[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A report that left: to whom, and when."""

    to: str
    at: datetime

    @property
    def words(self) -> str:
        """Say what came."""
        return f"{self.to} at {self.at:%Y-%m-%d %H:%M} UTC"


def due(month: int, to: str) -> datetime:
    """Return when the report of a month should reach somebody, written down by hand."""
    if month == DOWN:
        return BACK if to == LONDON else datetime(2027, 7, 7, 12, tzinfo=UTC)
    moment = datetime(2027, month, DAYS[month], HOURS[to][month], tzinfo=UTC)
    return moment + FOR if (month, to) == (REFUSED, LONDON) else moment


def build(first: int) -> None:
    """Store the programme, its two sponsors and its schedule as of the month before."""
    from evaluation.actions.schedules import add_schedule
    from evaluation.enums import Cadence
    from mentorship.accounts.models import Membership, Organisation, Person
    from mentorship.accounts.permissions import Role
    from programmes.enums import CohortState
    from programmes.models import Cohort, Programme, Sponsorship, TeamMember

    place = {"country": "GB", "subdivision": "ENG", "time_zone": "Europe/London"}
    organisation = Organisation.objects.create(name="Guildhall", slug="reports", **place)
    programme = Programme.objects.create(organisation=organisation, name="Leaders", slug="reports")
    begun = {"state": CohortState.RUNNING, "starts_on": date(2026, 9, 1)}
    Cohort.objects.create(
        programme=programme, number=1, name="Cohort 1", ends_on=date(2028, 9, 1), **begun
    )
    since = date(2026, 9, 1)
    people = {}
    zones = {"maya@example.org": "Europe/London", LONDON: "Europe/London"}
    for address, zone in (zones | {NEW_YORK: "America/New_York"}).items():
        name = address.partition("@")[0].title()
        person = Person.objects.create_person(name=name, email=address, time_zone=zone)
        Membership.objects.create(person=person, organisation=organisation, joined_on=since)
        people[address] = person
    maya = people.pop("maya@example.org")
    TeamMember.objects.create(
        programme=programme, person=maya, role=Role.LEAD_COORDINATOR, started_on=since
    )
    for person in people.values():
        Sponsorship.objects.create(
            programme=programme, person=person, position="Sponsor", started_on=since
        )
    values = {
        "cadence": Cadence.MONTHLY, "milestone": "", "next_due_on": date(2027, first, 1),
        "weekday": 0, "hour": 8, "needs_approval": False, "draft_days": 0,
    }  # fmt: skip
    add_schedule(programme, values, by=maya)


class ReportYear:
    """The stage, and the months that are travelled on it."""

    def __init__(self, stage: Stage) -> None:
        """Travel on this stage."""
        from benchmarks.faults.year_settings import CLOCK

        self.stage, self.clock = stage, CLOCK
        self.told: list[str] = []

    def travel(self, month: int) -> None:
        """Live through one month's morning in London, and then in New York."""
        if month == DOWN:
            self._while_down()
        else:
            self._before(month)
        self.clock.move_to(due(month, LONDON) if month != REFUSED else self._refused(month))
        self._until(2 * self._months + 1)
        self.clock.move_to(due(month, NEW_YORK) - timedelta(seconds=30))
        self._nothing_more(2 * self._months + 1, f"before New York’s hour in month {month}")
        self.clock.move_to(due(month, NEW_YORK))
        self._until(2 * self._months + 2)
        self.clock.move_to(due(month, NEW_YORK) + timedelta(days=2))
        self._nothing_more(2 * self._months + 2, f"two days after month {month}")
        self._months += 1

    _months = 0

    def _before(self, month: int) -> None:
        """Let the report be built and drawn, through a kill, and see that none leaves early."""
        hour = due(month, LONDON) - (FOR if month == REFUSED else timedelta())
        self.clock.move_to(hour - timedelta(minutes=40))
        if month in KILLED:
            time.sleep(random.uniform(0.5, 4))
            self.stage.kill_worker()
            self.stage.start_worker()
        wait_until(self._is_drawn, seconds=SECONDS, what=f"month {month} is not drawn")
        self._nothing_more(2 * self._months, f"before London’s hour in month {month}")

    def _while_down(self) -> None:
        """Let a Monday pass without a worker."""
        self.stage.kill_worker()
        self.clock.move_to(BACK - timedelta(days=1))
        self._nothing_more(2 * self._months, "while the worker was down")
        self.stage.empty_broker()
        self.clock.move_to(BACK)
        self.stage.start_worker()

    def _refused(self, month: int) -> datetime:
        """Let the mail server refuse everything for two hours, and return when it is well again."""
        hour = due(month, LONDON) - FOR
        self.stage.refuse_mail()
        self.clock.move_to(hour)
        wait_until(_has_failed, seconds=SECONDS, what="nothing was refused")
        self._nothing_more(2 * self._months, "while all was refused")
        self.stage.accept_mail()
        return hour + FOR

    def _until(self, count: int) -> None:
        """Wait until so many reports have left altogether."""
        what = f"report {count} has not left"
        wait_until(lambda: len(list(letters())) >= count, seconds=SECONDS, what=what)

    def _nothing_more(self, count: int, when: str) -> None:
        """See that for a while no more than so many reports leave."""
        time.sleep(A_WHILE)
        if (found := len(list(letters()))) != count:
            self.told.append(f"{found} reports had left {when}, not {count}")

    def _is_drawn(self) -> bool:
        """Tell whether this month's report is there as a file in every format."""
        from evaluation.enums import FileFormat
        from evaluation.models import ReportFile

        return ReportFile.objects.count() >= (self._months + 1) * len(FileFormat)


def letters() -> Iterator[Letter]:
    """Yield the reports that left, as the outbox has them."""
    from mentorship.notifications.enums import MessageState
    from mentorship.notifications.models import Message

    sent = Message.objects.filter(kind="evaluation.impact_report", state=MessageState.SENT)
    for message in sent.select_related("recipient").order_by("sent_at"):
        if message.recipient and message.sent_at:
            yield Letter(message.recipient.email, message.sent_at)


def _has_failed() -> bool:
    """Tell whether a report was tried in vain."""
    from mentorship.notifications.models import Message

    waiting = Message.objects.filter(kind="evaluation.impact_report", sent_at=None)
    return waiting.filter(attempts__gt=0).exists()


def problems(mails: Counter[str], first: int, last: int) -> list[str]:
    """Return what did not come in its minute, what came besides, and what came twice."""
    from mentorship.notifications.models import Message

    wanted = {(due(month, to), to) for month in range(first, last + 1) for to in (LONDON, NEW_YORK)}
    told = []
    for letter in letters():
        # Drawing may take its time after a breakdown; everything else leaves in its minute.
        room = timedelta(minutes=3 if letter.at.month == DOWN else 1)
        kept = [each for each in wanted if each[1] == letter.to and each[0] <= letter.at]
        near = [each for each in kept if letter.at - each[0] < room]
        if near:
            wanted.discard(near[0])
        else:
            told.append(f"should not have come: {letter.words}")
    told += [f"did not come: {Letter(to, at).words}" for at, to in sorted(wanted)]
    ours = set(Message.objects.filter(kind="evaluation.impact_report").values_list("mail_id"))
    arrived = {mail: count for mail, count in mails.items() if (mail,) in ours}
    told += [f"came {count} times: {mail}" for mail, count in arrived.items() if count > 1]
    told += [f"is listed and never arrived: {mail}" for (mail,) in ours if mail not in arrived]
    return told


def main() -> int:
    """Set the stage, travel, compare, and say whether it held."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--first", type=int, default=1, help="month to begin with")
    parser.add_argument("--last", type=int, default=12, help="month to end with")
    parser.add_argument("--template", help="address of a migrated database to copy")
    given = parser.parse_args()
    database = given.template and copy_of(given.template, f"reports_{os.getpid()}")
    stage = Stage(database=database, longest_pause=0.1, settings=SETTINGS)
    for name in ("clock", "finished"):
        os.environ[f"DRILL_{name.upper()}"] = str(stage.folder / name)
    (stage.folder / "clock").write_text("0")
    began = time.monotonic()
    with stage:
        django.setup()
        year = ReportYear(stage)
        before = datetime(2027, given.first, 1, tzinfo=UTC) - timedelta(days=3)
        year.clock.move_to(before)
        build(given.first)
        stage.start_worker()
        for _ in range(2):
            stage.start_beat()
        for month in range(given.first, given.last + 1):
            year.travel(month)
        told = year.told + problems(Counter(stage.mails()), given.first, given.last)
        for letter in letters():
            print(letter.words)
    print(f"months {given.first} to {given.last} in {time.monotonic() - began:.0f} s")
    for problem in told:
        print(problem)
    if told:
        print(f"DID NOT HOLD; logs and mails are in {stage.folder}")
        return 1
    stage.forget()
    print("held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
