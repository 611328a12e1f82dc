"""What a drill expected and what happened, as a row of the table."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

WIDTHS = (26, 44, 52)


class Counts(TypedDict):
    """What a drill counted."""

    lost: int
    twice: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fault: what should have happened, what did, and what was lost, twice or unknown."""

    fault: str
    expected: str
    happened: str
    lost: int = 0
    twice: int = 0
    unknown: int = 0
    has_held: bool = True

    @property
    def is_well(self) -> bool:
        """Tell whether all was as expected, nothing is lost and nothing came twice."""
        return self.has_held and not self.lost and not self.twice


def lines_of(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the table, a line each."""
    heads = (*(f"{name:{width}}" for name, width in zip(HEADS, WIDTHS, strict=True)), COUNTS)
    lines = ["  ".join(heads)]
    for each in outcomes:
        cells = [
            textwrap.wrap(text, width)
            for text, width in zip((each.fault, each.expected, each.happened), WIDTHS, strict=True)
        ]
        counts = (
            f"{each.lost:4} {each.twice:5} {each.unknown:7}  {'held' if each.is_well else 'NO'}"
        )
        for number in range(max(map(len, cells))):
            words = [cell[number] if number < len(cell) else "" for cell in cells]
            parts = [f"{word:{width}}" for word, width in zip(words, WIDTHS, strict=True)]
            lines.append("  ".join([*parts, counts if number == 0 else ""]).rstrip())
    return lines


HEADS = ("fault", "expected", "happened")
COUNTS = "lost twice unknown"
