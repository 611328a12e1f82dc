"""What a report says, ready for a template: sentences, tables and pictures of its figures."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from mentorship.common.charts import Chart

# So many rows stay together on one page.
LONGEST_KEPT = 12
NO_BREAK = "\u00a0"
NUMBERS = re.compile(r"\w+ \d+( \w+ \d+)?")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A large figure with what it means and what it rests on."""

    value: str
    label: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How far something came on a line from 0 to 100, with a tick at the target.

    `low` and `high` are the interval; `words` say the same to those who listen.
    """

    reached: float
    target: float
    low: float | None = None
    high: float | None = None
    words: str

    @property
    def span(self) -> float:
        """Return how long the interval is; nothing where there is none."""
        return 0 if self.low is None or self.high is None else round(self.high - self.low, 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a verdict has its shape beside its word, a bar stands instead of text.

    `verdict` is a value of `model.Verdict`.
    """

    text: str
    small: str = ""
    is_number: bool = False
    verdict: str = ""
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading, and the last row may be its total."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    has_total: bool = False

    @property
    def is_long(self) -> bool:
        """Tell whether the table may be broken over pages, because it hardly fits one."""
        return len(self.rows) > LONGEST_KEPT

    @property
    def labelled_rows(self) -> list[list[tuple[str, Cell]]]:
        """Return the cells of each row, each with the label of its column, for narrow screens."""
        labels = [column.label for column in self.columns]
        return [list(zip(labels, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the four questions of “Fresh and alive”: figure, trend, gap and next step."""

    question: str
    figure: str
    gap: str
    step: str
    trend: str = ""  # reports of the first schema knew none


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A titled paragraph."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, and who they are without their name."""

    words: str
    by: str


class Width(StrEnum):
    """How much of a line a part takes; neighbours of the same width share one."""

    WHOLE = "whole"
    HALF = "half"
    THIRD = "third"


_BESIDE = {Width.WHOLE: 1, Width.HALF: 2, Width.THIRD: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a chapter, read from top to bottom: heading, words, pictures, tables, voices."""

    title: str = ""
    chip: str = ""
    texts: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    answered: Answered | None = None
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quote, ...] = ()
    note: str = ""
    width: Width = Width.WHOLE
    is_set_apart: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of evidence: what it shows, in words, pictures and tables.

    `lead` says what the chapter is; `words` are what was drafted, or written, about its figures.
    """

    title: str
    lead: str
    parts: tuple[Part, ...] = ()
    words: tuple[str, ...] = ()
    starts_page: bool = True

    @property
    def rows(self) -> list[list[Part]]:
        """Return the parts line by line, as many beside one another as their width allows."""
        lines: list[list[Part]] = []
        for part in self.parts:
            room = _BESIDE[part.width]
            is_new = not lines or lines[-1][0].width != part.width or len(lines[-1]) == room
            if is_new:
                lines.append([])
            lines[-1].append(part)
        return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report in words."""

    title: str
    cover_line: str
    cover_facts: tuple[Fact, ...]
    cover_note: str
    foot: str
    fact: str
    summary: tuple[str, ...]
    headlines: tuple[Headline, ...]
    worked: tuple[str, ...]
    not_yet: tuple[str, ...]
    chart: Chart
    asks: tuple[str, ...]
    objectives: Chapter | None = None
    participation: Chapter
    outcomes: Chapter
    freshness: Chapter
    fresh: tuple[Answered, ...]
    costs: Chapter | None = None
    loops: Chapter | None = None
    ahead: Chapter | None = None
    method: Chapter
    proof: Table
    code: str
    sha256: str
    version: int = 1
    notes: Table | None = None
    credit: tuple[str, ...] = field(default=())

    @property
    def lead(self) -> str:
        """Return the summary as one paragraph."""
        return " ".join(self.summary)

    @property
    def cover_title(self) -> str:
        """Return the title with its numbers kept together on one line."""
        return NUMBERS.sub(lambda found: found[0].replace(" ", NO_BREAK), self.title)

    @property
    def cover_lead(self) -> str:
        """Return what came of it, or whatever else there is to say first."""
        return next(iter(self.summary[1:2] or self.summary), "")

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return the chapters of evidence that have something to say, in order."""
        every = (
            self.objectives,
            self.participation,
            self.outcomes,
            self.freshness,
            self.costs,
            self.loops,
            self.ahead,
            self.method,
        )
        return tuple(chapter for chapter in every if chapter)
