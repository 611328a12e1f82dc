"""Twelve people who write to each other while something breaks, and press again until it is kept.

Each message has a key of its own, as the page gives it one: pressed again with the same key it is
kept once. That is what a person's browser does who loads the page again after an error.
"""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from benchmarks.faults.week.browser import Answer, Browser
from benchmarks.faults.week.world import World

SECONDS = 90
# A page that says what happens, and no page at all while nothing listens, are part of a fault.
BEARABLE = frozenset({0, 503})


@dataclass
class Tally:
    """What everybody was answered, and what they wrote."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    wordless: int = 0
    wrote: set[uuid.UUID] = field(default_factory=set)
    given_up: int = 0

    def note(self, answer: Answer) -> None:
        """Keep what one answer was."""
        self.statuses[answer.status] += 1
        self.longest = max(self.longest, answer.seconds)
        if answer.status == 0:
            self.broken[answer.body] += 1
        if answer.status == 503 and not answer.is_words:
            self.wordless += 1

    @property
    def errors(self) -> int:
        """Return how many answers were neither a page, nor bearable: 500 and the like."""
        return sum(n for status, n in self.statuses.items() if status >= 400 and status != 503)

    @property
    def words(self) -> str:
        """Say it in a line."""
        kept = self.statuses[302]
        told = [f"{kept} kept", f"{self.statuses[503]} × 503", f"{self.statuses[0]} unanswered"]
        told += [f"{self.errors} other errors"] if self.errors else []
        told += [f"{self.wordless} without words"] if self.wordless else []
        return ", ".join(told) + f", longest {self.longest:.1f} s"


class Writers:
    """Everybody at once, a thread each, until told to stop."""

    def __init__(self, world: World, port: int, *, pause: float = 0.05) -> None:
        """Pause for so many seconds between two messages."""
        from matching.models import PairMessage

        PairMessage.objects.all().delete()
        self.tally = Tally()
        self._pause = pause
        self._port = port
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._write, args=(match, world.browser(person, port)))
            for match, person in world.writers()
        ]

    def __enter__(self) -> Self:
        """Begin."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let everybody finish what they have begun, and wait for them."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def until(self, kept: int, *, seconds: float = SECONDS) -> None:
        """Wait until so many more messages are kept."""
        goal, end = self.tally.statuses[302] + kept, time.monotonic() + seconds
        while self.tally.statuses[302] < goal and time.monotonic() < end:
            time.sleep(0.02)

    def _write(self, match: Any, browser: Browser) -> None:
        number = 0
        while not self._stop.is_set() and number < 55:
            number += 1
            self._send(browser, f"/matches/{match.pk}/messages/", uuid.uuid4())
            time.sleep(self._pause)

    def _send(self, browser: Browser, path: str, key: uuid.UUID) -> None:
        """Press until it is kept."""
        with self._lock:
            self.tally.wrote.add(key)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            answer = browser.post(path, {"text": f"Drill {key}", "key": str(key)})
            with self._lock:
                self.tally.note(answer)
            if answer.status not in BEARABLE:
                return
            time.sleep(0.2)
        with self._lock:
            self.tally.given_up += 1


def lost_and_twice(tally: Tally) -> tuple[int, int]:
    """Return how many messages are not kept, and how many are kept more than once."""
    from matching.models import PairMessage

    texts = Counter(PairMessage.objects.values_list("text", flat=True))
    lost = sum(1 for key in tally.wrote if not texts[f"Drill {key}"])
    return lost, sum(1 for count in texts.values() if count > 1)


def everything_kept(writers: Writers, what: Callable[[], None]) -> Tally:
    """Let everybody write before, while and after something happens, and return the tally."""
    with writers:
        writers.until(12)
        what()
        writers.until(24)
    return writers.tally
