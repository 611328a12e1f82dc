"""The delivery drill: kill worker and beat while mail leaves, and count what arrived.

    python -m benchmarks.faults.delivery [--kills 20] [--letters 200] [--notices 20]

Posts messages in portions. In each round it waits until mail leaves, then kills the worker (and in
every other round a beat) with SIGKILL at a random moment. On the way a second beat joins, and twice
the broker is emptied. When all is quiet it counts. Ends with 0 when no *once* message arrived
twice, none is lost, and those sent and those listed as unknown add up to what was expected.
"""

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass

import django

from benchmarks.faults.stage import Stage, wait_until

SECONDS_TO_START = 60
SECONDS_TO_BE_QUIET = 400


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the messages of one kind."""

    kind: str
    expected: int
    sent: int
    unknown: int
    unknown_arrived: int
    twice: int
    lost: int

    @property
    def adds_up(self) -> bool:
        """Tell whether each expected message is in the mailbox, or is listed as unknown."""
        return self.lost == 0 and self.sent + self.unknown == self.expected


def post_portion(numbers: range, kind_name: str) -> None:
    """Post one message for each number, each in a transaction of its own."""
    from mentorship.notifications.actions import post
    from mentorship.notifications.kinds import kind_of

    for number in numbers:
        post(
            kind_of(kind_name),
            to_address=f"reader-{number}@example.org",
            about="faults.drill:1",
            occurrence=str(number),
            context={"number": number},
        )


def drill(stage: Stage, *, kills: int, letters: int, notices: int) -> None:
    """Post, kill, empty, and wait until nothing is on its way."""
    stage.start_worker()
    stage.start_beat()
    joins, empties = kills // 3, {kills // 4, kills * 3 // 4}
    for number in range(kills):
        for kind, total in (("faults.letter", letters), ("faults.notice", notices)):
            share = range(total * number // kills, total * (number + 1) // kills)
            post_portion(share, kind)
        wait_until_mail_leaves(stage)
        time.sleep(random.uniform(0, 0.6))
        stage.kill_worker()
        if number % 2:
            stage.kill_beat()
            stage.start_beat()
        if number == joins:
            stage.start_beat()
        if number in empties:
            stage.empty_broker()
        stage.start_worker()
    wait_until(
        lambda: not is_work_left(),
        seconds=SECONDS_TO_BE_QUIET,
        what="messages are still on their way",
    )


def wait_until_mail_leaves(stage: Stage) -> None:
    """Wait until one more mail arrives, or nothing is left to send."""
    before = stage.count_mails()
    wait_until(
        lambda: stage.count_mails() > before or not is_work_left(),
        seconds=SECONDS_TO_START,
        what="no mail left after a restart",
    )


def is_work_left() -> bool:
    """Tell whether any message is still waiting or in a sender's hands."""
    from mentorship.notifications.enums import HELD, MessageState
    from mentorship.notifications.models import Message

    return Message.objects.filter(state__in={*HELD, MessageState.QUEUED}).exists()


def count(kind: str, arrived: Counter[str]) -> Count:
    """Compare what the outbox says of a kind with what lies in the mailbox."""
    from mentorship.notifications.enums import MessageState
    from mentorship.notifications.models import Message

    states = dict(Message.objects.filter(kind=kind).values_list("mail_id", "state"))
    sent = {mail for mail, state in states.items() if state == MessageState.SENT}
    unknown = {mail for mail, state in states.items() if state == MessageState.UNKNOWN}
    return Count(
        kind=kind,
        expected=len(states),
        sent=sum(1 for mail in sent if arrived[mail]),
        unknown=len(unknown),
        unknown_arrived=sum(1 for mail in unknown if arrived[mail]),
        twice=sum(1 for mail in states if arrived[mail] > 1),
        lost=sum(1 for mail in states if not arrived[mail] and mail not in unknown),
    )


def report(counts: list[Count], *, kills: int, seconds: float) -> None:
    """Print the table."""
    columns = ("expected", "in mailbox", "sent", "unknown", "(arrived)", "twice", "lost")
    print(f"{kills} kills of the worker, {kills // 2} of a beat, {seconds:.0f} s")
    print(f"{'kind':16}" + "".join(f"{name:>12}" for name in columns))
    for each in counts:
        in_mailbox = each.sent + each.unknown_arrived
        figures = (
            each.expected, in_mailbox, each.sent,
            each.unknown, each.unknown_arrived, each.twice, each.lost,
        )  # fmt: skip
        print(f"{each.kind:16}" + "".join(f"{figure:12}" for figure in figures))


def main() -> int:
    """Set the stage, drill, count, and say whether it held."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--letters", type=int, default=200)
    parser.add_argument("--notices", type=int, default=20)
    parser.add_argument("--longest-pause", type=float, default=0.1, help="of the mail server")
    parser.add_argument("--database", help="address of a migrated database; else one is made")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    random.seed(given.seed)
    began = time.monotonic()
    with Stage(database=given.database, longest_pause=given.longest_pause) as stage:
        django.setup()
        drill(stage, kills=given.kills, letters=given.letters, notices=given.notices)
        arrived = Counter(stage.mails())
        letters, notices = (count(kind, arrived) for kind in ("faults.letter", "faults.notice"))
    print(f"seed {given.seed}")
    report([letters, notices], kills=given.kills, seconds=time.monotonic() - began)
    held = letters.adds_up and letters.twice == 0 and notices.adds_up and notices.unknown == 0
    if not held:
        print(f"DID NOT HOLD; logs and mails are in {stage.folder}")
        return 1
    stage.forget()
    print("held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
