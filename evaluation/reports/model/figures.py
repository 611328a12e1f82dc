"""A figure of a report, and why it may have no number."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """Whether a figure may be shown, and if not, why."""

    SHOWN = "shown"
    TOO_FEW = "too_few"  # fewer answers than may be published
    WITHHELD = "withheld"  # large enough, but it would give a smaller group away
    NO_DATA = "no_data"  # nobody was asked, or nothing is on record


class Unit(StrEnum):
    """What a figure counts."""

    ANSWERS = "answers"
    PEOPLE = "people"
    RELATIONSHIPS = "relationships"
    GOALS = "goals"


class Source(StrEnum):
    """Which record of the programme a figure comes from."""

    PLACES = "places"
    RELATIONSHIPS = "relationships"
    SURVEYS = "surveys"
    SESSIONS = "sessions"
    LEDGER = "ledger"
    STANDINGS = "standings"
    PATHWAY = "pathway"
    GOALS = "goals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share or a mean over a group of `n`, with its 95 % interval.

    A share is `count` of `n`, its value between 0 and 1; a mean has no count. Values have four
    decimals.
    """

    source: Source
    unit: Unit
    state: State = State.SHOWN
    n: int | None = None
    count: int | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether the figure carries its number."""
        return self.state == State.SHOWN


@dataclass(frozen=True, slots=True)
class Group:
    """How many gave one answer, by its stored value."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose each answer."""

    state: State
    groups: tuple[Group, ...] = ()
