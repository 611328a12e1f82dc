"""What the programme's own records say: places, results, currency, training, who came back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluation.reports.model.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortLine:
    """One cohort: its dates, its seats, and what came of it."""

    number: int
    name: str
    starts_on: date
    ends_on: date
    mentors: int
    mentees: int
    graduated: Figure
    returning: Figure


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the mentees' way through the programme."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many people have one status of currency."""

    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Currency:
    """How current a role's training is, under the programme's policy."""

    role: str
    in_date: Figure
    counts: tuple[StatusCount, ...]


@dataclass(frozen=True, slots=True)
class Learning:
    """Hours that people earned of one kind, and how many people."""

    kind: str
    role: str
    people: int
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Training:
    """What was held and learnt: sessions, hours held, places filled, hours earned."""

    sessions: int
    hours_held: Decimal
    attendances: int
    earned: tuple[Learning, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """So many mentors served in so many cohorts."""

    cohorts: int
    mentors: int


@dataclass(frozen=True, slots=True)
class Retention:
    """Who came back, and who stepped up."""

    returning: Figure
    served: tuple[Served, ...]
    conversion: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshLine:
    """One of the four questions of the whole programme: so many of so many, now and before.

    `before_on` is the day of the earlier figure; it has none where that is of a cohort earlier.
    """

    question: str
    count: int
    of: int
    before_count: int | None = None
    before_of: int | None = None
    before_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who champions the programme."""

    name: str
    position: str
