"""What was spent and what is claimed, as pure figures; every sum in one currency, as Decimal."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

CENT = Decimal("0.01")
HUNDRED = Decimal(100)

_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True)
class Span:
    """A figure as it is likely, and between which bounds: `low` ≤ `likely` ≤ `high`."""

    likely: Decimal
    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        """Raise ValueError unless the figure lies between its bounds."""
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"{self.likely} does not lie between {self.low} and {self.high}.")

    @property
    def is_sure(self) -> bool:
        """Tell whether it is one figure only."""
        return self.low == self.high

    def at(self, value: Decimal) -> "Span":
        """Return the same bounds with another likely figure; raises ValueError outside of them."""
        return Span(value, self.low, self.high)

    def moved(self, value: Decimal) -> "Span":
        """Return another likely figure: one that was sure stays so, else bounds give way to it."""
        if self.is_sure:
            return Span(value, value, value)
        return Span(value, min(self.low, value), max(self.high, value))


def exactly(value: Decimal) -> Span:
    """Return a figure that does not vary."""
    return Span(value, value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Something that cost money: a sum where `hours` is None, else hours at `each` an hour."""

    title: str
    kind: str
    hours: Decimal | None
    each: Span
    source: str

    def __post_init__(self) -> None:
        """Raise ValueError for less than nothing."""
        if self.each.low < 0 or (self.hours is not None and self.hours < 0):
            raise ValueError("Nothing costs less than nothing.")

    @property
    def amount(self) -> Decimal:
        """Return the sum, rounded half up to the cent."""
        return to_cents(self.each.likely * (1 if self.hours is None else self.hours))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A benefit: its value, the share credited to the programme, and how sure whoever says it is.

    `share` and `sureness` are per cent, 0 to 100; anything else raises ValueError.
    """

    title: str
    basis: str
    value: Span
    share: Span
    sureness: Decimal

    def __post_init__(self) -> None:
        """Raise ValueError for a value below nothing, or what is no share."""
        if self.value.low < 0:
            raise ValueError("A benefit is worth nothing at least.")
        if self.share.low < 0 or self.share.high > HUNDRED or not 0 <= self.sureness <= HUNDRED:
            raise ValueError("Shares lie between 0 and 100 per cent.")

    @property
    def claimed(self) -> Decimal:
        """Return value × share × sureness, rounded half up to the cent once, at the end."""
        return to_cents(self.value.likely * self.share.likely * self.sureness / (HUNDRED * HUNDRED))


@dataclass(frozen=True, slots=True)
class Account:
    """All that was spent and all that is claimed."""

    spent: tuple[Spent, ...]
    gains: tuple[Gain, ...]

    def with_spent(self, place: int, change: Callable[[Spent], Spent]) -> "Account":
        """Return the account with one cost changed."""
        return Account(_changed(self.spent, place, change), self.gains)

    def with_gain(self, place: int, change: Callable[[Gain], Gain]) -> "Account":
        """Return the account with one benefit changed."""
        return Account(self.spent, _changed(self.gains, place, change))


def to_cents(amount: Decimal) -> Decimal:
    """Round a sum half up to two decimals."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def _changed(
    lines: tuple[_Line, ...], place: int, change: Callable[[_Line], _Line]
) -> tuple[_Line, ...]:
    """Return the lines with the one at a place changed."""
    return (*lines[:place], change(lines[place]), *lines[place + 1 :])
