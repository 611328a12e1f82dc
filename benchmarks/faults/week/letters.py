"""Letters that must never come twice, and what became of them."""

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from benchmarks.faults.stage import wait_until
from benchmarks.faults.week.outcomes import Counts
from benchmarks.faults.week.stage import WeekStage

_numbers = itertools.count(1)


class Letters:
    """A portion of letters: posted, and counted afterwards."""

    def __init__(self, stage: WeekStage) -> None:
        """Begin with none."""
        self._stage = stage
        self.ids: list[Any] = []

    def post(self, count: int, *, due_at: datetime | None = None, **more: Any) -> None:
        """Post so many more, each in a transaction of its own."""
        from mentorship.notifications.actions import post
        from mentorship.notifications.kinds import kind_of

        for number in itertools.islice(_numbers, count):
            message = post(
                kind_of("faults.letter"),
                to_address=f"reader-{number}@example.org",
                about="faults.drill:1",
                occurrence=str(number),
                context={"number": number},
                due_at=due_at,
                **more,
            )
            self.ids.append(message.pk)

    def wait(self, *, seconds: float = 120, count: int | None = None) -> None:
        """Wait until none of them is on its way any more, or so many have left."""
        wanted = len(self.ids) if count is None else count
        what = f"of {wanted} letters some are still on their way"
        wait_until(lambda: self.settled() >= wanted, seconds=seconds, what=what)

    def settled(self) -> int:
        """Return how many are at their end."""
        from mentorship.notifications.enums import HELD, PENDING
        from mentorship.notifications.models import Message

        return Message.objects.filter(pk__in=self.ids).exclude(state__in={*HELD, *PENDING}).count()

    def count(self) -> Counts:
        """Return lost, twice and unknown, as they stand in a row of the table."""
        from mentorship.notifications.enums import MessageState
        from mentorship.notifications.models import Message

        arrived = Counter(self._stage.mails())
        states = dict(Message.objects.filter(pk__in=self.ids).values_list("mail_id", "state"))
        excused = {MessageState.UNKNOWN, MessageState.CANCELLED}
        lost = [
            mail for mail, state in states.items() if not arrived[mail] and state not in excused
        ]
        return {
            "lost": len(lost) + len(self.ids) - len(states),
            "twice": sum(1 for mail in states if arrived[mail] > 1),
            "unknown": sum(1 for state in states.values() if state == MessageState.UNKNOWN),
        }

    def arrived(self) -> int:
        """Return how many of them lie in the mailbox."""
        from mentorship.notifications.models import Message

        ours = set(Message.objects.filter(pk__in=self.ids).values_list("mail_id", flat=True))
        return sum(1 for mail in set(self._stage.mails()) if mail in ours)


@contextmanager
def sending(stage: WeekStage, *, beats: int = 1) -> Iterator[None]:
    """Let a worker and beats run meanwhile."""
    stage.start_worker()
    for _ in range(beats):
        stage.start_beat()
    try:
        yield
    finally:
        stage.kill_worker()
        while stage.beats:
            stage.kill_beat()
