"""What a report says, ready for a template: sentences, tables and pictures of its figures."""

import re
from dataclasses import dataclass, field

from mentorship.common.charts import Chart

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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    small: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

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
class Chapter:
    """A chapter of evidence: what it shows, in words, pictures and tables."""

    title: str
    lead: str
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    starts_page: bool = True


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
    participation: Chapter
    outcomes: Chapter
    freshness: Chapter
    fresh: tuple[Answered, ...]
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
        """Return the chapters of evidence, in order."""
        return (self.participation, self.outcomes, self.freshness, self.method)
