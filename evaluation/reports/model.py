"""The frozen structure of an impact report: figures and facts, no sentences.

Everything a reader is shown is rendered from this. A figure that may not be shown carries no
number, so that none can be read out of the stored snapshot either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

SCHEMA_VERSION = 2


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


class Source(StrEnum):
    """Which record of the programme a figure comes from."""

    PLACES = "places"
    RELATIONSHIPS = "relationships"
    SURVEYS = "surveys"
    SESSIONS = "sessions"
    LEDGER = "ledger"
    STANDINGS = "standings"
    PATHWAY = "pathway"


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
class Survey:
    """A closed wave: who was asked in which cohort, and how many answered."""

    title: str
    audience: str
    candour: str
    cohort: int
    closed_on: date
    answered: int
    invited: int | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """An impact report on one cohort, or on several together."""

    schema: int
    title: str
    programme: str
    organisation: str
    credit: str
    as_at: date
    is_pooled: bool
    sponsors: tuple[Sponsor, ...]
    prepared_by: tuple[str, ...]
    cohorts: tuple[CohortLine, ...]
    steps: tuple[Step, ...]
    graduated: Figure
    retention: Retention
    currency: tuple[Currency, ...]
    training: Training
    surveys: tuple[Survey, ...]
    questions: tuple[Question, ...]
    breakdowns: tuple[Breakdown, ...]
    fresh: tuple[FreshLine, ...]  # since schema 2

    @property
    def starts_on(self) -> date:
        """Return the first day of the first cohort."""
        return min(cohort.starts_on for cohort in self.cohorts)

    @property
    def ends_on(self) -> date:
        """Return the last day of the last cohort."""
        return max(cohort.ends_on for cohort in self.cohorts)

    @property
    def mentors(self) -> int:
        """Return the mentors' seats; who served twice has two."""
        return sum(cohort.mentors for cohort in self.cohorts)

    @property
    def mentees(self) -> int:
        """Return the mentees' seats; who came twice has two."""
        return sum(cohort.mentees for cohort in self.cohorts)

    @property
    def answers(self) -> int:
        """Return how many survey answers the report rests on."""
        return sum(survey.answered for survey in self.surveys)

    @property
    def figures(self) -> Iterable[Figure]:
        """Yield every figure that could have been hidden."""
        for question in self.questions:
            yield question.figure
        for breakdown in self.breakdowns:
            for line in breakdown.lines:
                yield line.figure

    @property
    def hidden(self) -> int:
        """Return how many figures are hidden because a group was small."""
        return sum(f.state in {State.TOO_FEW, State.WITHHELD} for f in self.figures)

    def question(self, key: str, audience: str) -> Question | None:
        """Return the question of that key to that audience, if it was asked."""
        found = (q for q in self.questions if (q.key, q.audience) == (key, audience))
        return next(found, None)

    def currency_of(self, role: str) -> Currency | None:
        """Return how current a role's training is, if a policy asks for it."""
        return next((found for found in self.currency if found.role == role), None)

    def breakdown(self, of: str, by: str) -> Breakdown | None:
        """Return the breakdown of one question by another, if there is one."""
        found = (b for b in self.breakdowns if (b.of, b.by) == (of, by))
        return next(found, None)
