"""The half hours of a week, and the blocks of a day that stand for several. Plain numbers only.

A half hour is 0 to 335, from Monday 00:00 where the person is.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

OF_A_DAY = 48
DAYS = 7
OF_A_WEEK = OF_A_DAY * DAYS


class Block(NamedTuple):
    """A part of a day, from one half hour to another that is not in it."""

    name: str
    start: int
    stop: int

    @property
    def times(self) -> str:
        """Return “06–08”."""
        return f"{self.start // 2:02}–{self.stop // 2:02}"

    def on(self, day: int) -> range:
        """Return its half hours on a day, 0 for Monday."""
        return range(day * OF_A_DAY + self.start, day * OF_A_DAY + self.stop)


BLOCKS = (
    Block("early", 12, 16),
    Block("morning", 16, 24),
    Block("midday", 24, 28),
    Block("afternoon", 28, 36),
    Block("evening", 36, 44),
)


class Filling(NamedTuple):
    """How many half hours of a block are free."""

    free: int
    total: int

    @property
    def is_full(self) -> bool:
        """Tell whether all of it is free."""
        return self.free == self.total

    @property
    def is_part(self) -> bool:
        """Tell whether some of it is free, but not all."""
        return 0 < self.free < self.total


def filling_of(free: Collection[int], block: Block, day: int) -> Filling:
    """Return how much of a block is free on a day."""
    halves = block.on(day)
    return Filling(sum(half in free for half in halves), len(halves))


def with_blocks(free: Collection[int], ticked: Collection[tuple[int, str]]) -> set[int]:
    """Return the free half hours after blocks were ticked; `ticked` holds (day, block's name).

    A block that was free in part and is not ticked stays as it is, and so does what no block holds:
    whoever told single half hours does not lose them.
    """
    kept = set(free)
    for day in range(DAYS):
        for block in BLOCKS:
            is_ticked = (day, block.name) in ticked
            if is_ticked:
                kept.update(block.on(day))
            elif filling_of(free, block, day).is_full:
                kept.difference_update(block.on(day))
    return kept


def spans(free: Iterable[int], day: int) -> list[tuple[str, str]]:
    """Return what is free on a day as times: [("08:00", "12:00"), ("18:00", "20:30")]."""
    own = sorted(half - day * OF_A_DAY for half in free if half // OF_A_DAY == day)
    found: list[list[int]] = []
    for half in own:
        if found and found[-1][1] == half:
            found[-1][1] = half + 1
        else:
            found.append([half, half + 1])
    return [(clock(start), clock(stop)) for start, stop in found]


def clock(half: int) -> str:
    """Return the time at which a half hour of a day begins: 17 is “08:30”, 48 “24:00”."""
    return f"{half // 2:02}:{30 * (half % 2):02}"
