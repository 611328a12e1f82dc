"""Who lies on which side of two lines, and whom a person has to look at. Knows no Django.

From one line up everybody is accepted, below the other declined, the rest stays. Who lies near a
line, looks the same as somebody on its other side, or has something open, is left to a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

# In points of a hundred.
NEAR = Decimal(5)
HUNDRED = Decimal(100)


class Side(StrEnum):
    """Where an application lies."""

    ACCEPT = "accept"
    DECLINE = "decline"
    STAYS = "stays"


class Doubt(StrEnum):
    """Why a person has to look at an application, the weightiest first."""

    INCOMPLETE = "incomplete"
    DISAGREEMENT = "disagreement"
    ESSENTIAL = "essential"
    TIE = "tie"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Lines:
    """The two lines in points of a hundred; None draws none."""

    accept_from: int | None
    decline_below: int | None
    # Whether those near a line are decided too.
    takes_near: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What of an application matters here; `score` is between 0 and 1, None while incomplete."""

    key: UUID
    score: Decimal | None
    is_disagreed: bool = False
    has_unmet_essentials: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An application, its side, and why a person has to look at it."""

    case: Case
    side: Side
    doubts: tuple[Doubt, ...]

    @property
    def is_clear(self) -> bool:
        """Tell whether it may be decided by its score alone."""
        return self.side is not Side.STAYS and not self.doubts


def place_by_lines(cases: Iterable[Case], lines: Lines) -> list[Placed]:
    """Return each application with its side and doubts, in the order given."""
    rows = list(cases)
    torn = _torn(rows, lines)
    return [Placed(case, side_of(case, lines), _doubts(case, lines, torn)) for case in rows]


def side_of(case: Case, lines: Lines) -> Side:
    """Return on which side of the lines an application lies; an incomplete one stays."""
    if case.score is None:
        return Side.STAYS
    points = case.score * HUNDRED
    if lines.accept_from is not None and points >= lines.accept_from:
        return Side.ACCEPT
    if lines.decline_below is not None and points < lines.decline_below:
        return Side.DECLINE
    return Side.STAYS


def _doubts(case: Case, lines: Lines, torn: set[int]) -> tuple[Doubt, ...]:
    """Return why a person has to look at it."""
    is_near = case.score is not None and any(
        abs(case.score * HUNDRED - line) <= NEAR for line in _drawn(lines)
    )
    doubts = (
        (Doubt.INCOMPLETE, case.score is None),
        (Doubt.DISAGREEMENT, case.is_disagreed),
        (Doubt.ESSENTIAL, case.has_unmet_essentials),
        (Doubt.TIE, case.score is not None and _shown(case.score) in torn),
        (Doubt.NEAR, is_near and not lines.takes_near),
    )
    return tuple(doubt for doubt, is_so in doubts if is_so)


def _torn(cases: Sequence[Case], lines: Lines) -> set[int]:
    """Return the shown scores that lie on both sides of a line: ties that a line would part."""
    torn = set()
    shown = [(_shown(case.score), case.score * HUNDRED) for case in cases if case.score is not None]
    for line in _drawn(lines):
        above = {whole for whole, points in shown if points >= line}
        below = {whole for whole, points in shown if points < line}
        torn |= above & below
    return torn


def _shown(score: Decimal) -> int:
    """Return the score as a page shows it."""
    return int((score * HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _drawn(lines: Lines) -> list[int]:
    """Return the lines that are drawn."""
    return [line for line in (lines.accept_from, lines.decline_below) if line is not None]
