"""What one programme brings to the side-by-side: its figures of one day, small groups left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

SCHEMA = 1


class Kind(StrEnum):
    """What a figure is, and so what may be done with it."""

    SHARE = "share"  # so many of so many, in per cent: compared, and added up
    MEAN = "mean"  # of what people said, each once: compared, and added up by their number
    TIED = "tied"  # a share of rows that hang together: compared by its interval, never added up
    INDEX = "index"  # a mean of means with its interval: compared, never added up
    NUMBER = "number"  # a count, a median, an average: side by side, never ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure of a programme, or that too few are behind it; then it carries no number at all.

    `n` is how many are behind it: the answers, or what a share is of, of which `count` are those
    it tells. `asked` were asked, where known. Value and bounds are in the measure's unit.
    """

    kind: Kind
    value: Decimal | None = None
    n: int | None = None
    count: int | None = None
    asked: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether the figure carries its number."""
        return self.value is not None

    @property
    def has_interval(self) -> bool:
        """Tell whether it is known how far chance reaches."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class CohortSheet:
    """The figures of one cohort, by the key of the measure."""

    number: int
    name: str
    starts_on: date
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many mentees came so far."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is told of a programme: figures, cohorts, steps of mentees, the four questions."""

    as_of: date
    told: Mapping[str, Told]
    cohorts: tuple[CohortSheet, ...] = ()
    steps: tuple[StepCount, ...] = ()
    fresh: Mapping[str, Told] | None = None
    open_lessons: int = 0


def to_plain(sheet: Sheet) -> dict[str, Any]:
    """Write a sheet as JSON holds it."""
    return {
        "schema": SCHEMA,
        "as_of": sheet.as_of.isoformat(),
        "told": _plain_figures(sheet.told),
        "cohorts": [
            {
                "number": cohort.number,
                "name": cohort.name,
                "starts_on": cohort.starts_on.isoformat(),
                "told": _plain_figures(cohort.told),
            }
            for cohort in sheet.cohorts
        ],
        "steps": [[step.key, step.count] for step in sheet.steps],
        "fresh": _plain_figures(sheet.fresh or {}),
        "open_lessons": sheet.open_lessons,
    }


def from_plain(plain: Mapping[str, Any]) -> Sheet | None:
    """Read a sheet that `to_plain` wrote; None of another schema, which the next reading mends."""
    if plain.get("schema") != SCHEMA:
        return None
    return Sheet(
        as_of=date.fromisoformat(plain["as_of"]),
        told=_figures(plain["told"]),
        cohorts=tuple(
            CohortSheet(
                each["number"],
                each["name"],
                date.fromisoformat(each["starts_on"]),
                _figures(each["told"]),
            )
            for each in plain["cohorts"]
        ),
        steps=tuple(StepCount(key, count) for key, count in plain["steps"]),
        fresh=_figures(plain["fresh"]),
        open_lessons=plain["open_lessons"],
    )


def _plain_figures(told: Mapping[str, Told]) -> dict[str, list[Any]]:
    """Write figures by their key."""
    return {
        key: [
            each.kind.value,
            _text(each.value),
            each.n,
            each.count,
            each.asked,
            _text(each.low),
            _text(each.high),
        ]
        for key, each in told.items()
    }


def _figures(plain: Mapping[str, Any]) -> dict[str, Told]:
    """Read figures by their key."""
    return {
        key: Told(
            kind=Kind(kind),
            value=_number(value),
            n=n,
            count=count,
            asked=asked,
            low=_number(low),
            high=_number(high),
        )
        for key, (kind, value, n, count, asked, low, high) in plain.items()
    }


def _text(value: Decimal | None) -> str | None:
    """Write a number without losing a digit."""
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    """Read a number."""
    return None if text is None else Decimal(text)
