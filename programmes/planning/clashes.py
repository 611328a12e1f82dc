"""Which dates of a timetable cannot both be meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from programmes.planning.rules import MANY, RULES, Rule
from programmes.planning.timetable import Item, Timetable


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule that two items break, as they stand."""

    rule: Rule
    earlier: Item
    later: Item

    @property
    def ident(self) -> tuple[str, str, str]:
        """Return what stays the same while the dates change."""
        return self.rule.key, self.earlier.key, self.later.key

    @property
    def days(self) -> int:
        """Return how many days what should come first lies after the other; 0 is the same day."""
        earlier = self.earlier.day(self.rule.earlier.side)
        return (earlier - self.later.day(self.rule.later.side)).days


def clashes(timetable: Timetable, rules: Sequence[Rule] = RULES) -> tuple[Clash, ...]:
    """Return every clash, in the order of the rules; what is lacking clashes with nothing."""
    return tuple(
        Clash(rule, earlier, later)
        for rule in rules
        for earlier, later in _pairs(timetable, rule)
        if _is_broken(rule, earlier, later)
    )


def _pairs(timetable: Timetable, rule: Rule) -> Iterator[tuple[Item, Item]]:
    """Yield the items a rule compares."""
    for earlier in _asked(timetable, rule.earlier.kind):
        for later in _asked(timetable, rule.later.kind):
            yield earlier, later


def _asked(timetable: Timetable, kind: str) -> tuple[Item, ...]:
    """Return the items of a kind that rules speak of."""
    items = timetable.of_kind(kind)
    return items if kind in MANY else items[:1]


def _is_broken(rule: Rule, earlier: Item, later: Item) -> bool:
    """Tell whether the later day comes too soon."""
    least = timedelta(days=rule.least)
    return later.day(rule.later.side) < earlier.day(rule.earlier.side) + least
