"""What surveys found: questions, breakdowns and who was asked."""

from dataclasses import dataclass
from datetime import date

from evaluation.reports.model.figures import Figure, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, and what came back: a mean on a scale, or the share of one answer."""

    key: str
    text: str
    audience: str
    survey: str
    kind: str
    share_of: str = ""  # the answer whose share the figure is
    low: int | None = None
    high: int | None = None
    low_anchor: str = ""
    high_anchor: str = ""
    is_reversed: bool = False
    figure: Figure
    tally: Tally
    left_out: tuple[int, ...] = ()  # cohorts too small to take part in a pooled figure


@dataclass(frozen=True, slots=True)
class BreakdownLine:
    """The mean of one question among those who gave one answer to another."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The mean of the question `of`, by the answers to the question `by`."""

    of: str
    by: str
    audience: str
    cohorts: tuple[int, ...]
    lines: tuple[BreakdownLine, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A closed wave: who was asked in which cohort, and how many answered."""

    title: str
    audience: str
    candour: str
    cohort: int
    closed_on: date
    answered: int
    invited: int | None
