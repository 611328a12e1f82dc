"""What a sponsor acts on: objectives, outcomes, voices, risks, what became of lessons, and return.

Words in here are those that people wrote and chose; sentences about figures are written elsewhere.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from evaluation.reports.model.figures import Figure


class Verdict(StrEnum):
    """Whether an objective, or a promise, was reached."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """Why a verdict is the one it is."""

    REACHED = "reached"  # the target was reached, beyond chance where people were asked
    SHORT = "short"  # its day is over, and it was not reached
    NO_VALUE = "no_value"  # nothing was read, or too few answered to be shown
    TOO_OLD = "too_old"  # the last value no longer says how things are
    NOT_DUE = "not_due"  # not reached yet, and its day is still to come
    WITHIN_CHANCE = "within_chance"  # the interval of what people said holds the target
    NO_INTERVAL = "no_interval"  # people were asked, and nothing says how far chance reaches


class Basis(StrEnum):
    """How far a result may be relied on."""

    COUNTED = "counted"  # every row of a record
    ANSWERED = "answered"  # what people said, n of N
    TYPED = "typed"  # read off by somebody, with its source


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """An indicator against its target: `value` of `n` rows (of `of`), 95 % interval low to high.

    Values are in the indicator's unit, with two decimals; `n` and `of` are None where nobody can
    tell how many are behind a value. The verdict was reached before anything was rounded, and no
    rounding carries a value across its target.
    """

    key: str
    name: str
    unit: str
    is_higher_better: bool
    baseline: Decimal | None
    target: Decimal
    due_on: date
    value: Decimal | None
    value_on: date | None
    n: int | None
    of: int | None
    low: Decimal | None
    high: Decimal | None
    basis: Basis
    source: str
    verdict: Verdict
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective with the strategic goal it serves, and its indicators."""

    goal: str
    objective: str
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """How the same people's marks changed; `effect` is d_z, the mean change over its spread.

    `level` is Kirkpatrick's: 1 reaction, 2 learning, 3 behaviour, 4 results. `figure.value` is the
    mean change of `figure.n` people, on the question's own scale from `low` to `high`; `of` people
    could be linked, and some are set aside where the rest would give them away. `is_told` says that
    more than chance is behind it, over all changes of the report together (Holm). With
    `is_reversed` a low mark is good.
    """

    level: int
    key: str
    text: str
    audience: str
    first: Decimal | None
    last: Decimal | None
    rose: int | None
    effect: Decimal | None
    figure: Figure
    low: int
    high: int
    of: int | None = None
    is_told: bool = False
    is_reversed: bool = False
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome by Kirkpatrick's level that is no question of a survey: a share or a mean.

    Keys: `nps_mentee`, `nps_mentor` (points from −100 to 100), `competency_…` (mentees' ratings of
    mentors, 1 to 7), `goals_reached` (a share) and `goal_gain` (points of 7).
    """

    level: int
    key: str
    text: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Community:
    """A community of practice: gatherings held of those wanted, and how many came on average."""

    name: str
    held: int
    wanted: int
    members: int
    present: Decimal | None


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody said who let it be quoted; never a name: where one stood, there is “[…]”.

    `note` is the chance number of the note, by which one can see whether consent is still in force.
    """

    words: str
    role: str
    cohort: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that could hurt the next cohort: so many (of so many), by its kind.

    Of `no_sponsor`, `charter_unsigned` and `no_coordinator` there is none; of `one_coordinator`,
    `sponsor_silent` and `charter_review` (both silent since `until`) there is one. Counted are
    `seats_without_mentor`, `mentors_lapse` (before `until`) and `response_falls` (answers to the
    survey `about`, which before had `before` of `before_of`).
    """

    key: str
    count: int
    of: int | None = None
    until: date | None = None
    about: str = ""
    before: int | None = None
    before_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopLine:
    """What became of a recommendation, and whether the figure moved that it was meant to move."""

    text: str
    state: str
    taken_into: str
    decision: str
    owner: str
    done_on: date | None
    measure: str
    unit: str
    is_higher_better: bool
    before: Decimal | None
    before_n: int | None
    before_on: date | None
    after: Decimal | None
    after_n: int | None
    after_on: date | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplicationLine:
    """A recommendation that is open or newly decided: what, why with its figure, who, how much."""

    key: str
    text: str
    reason: str
    figure: str
    owner: str
    effort: str
    applies: str
    state: str


@dataclass(frozen=True, slots=True)
class CostLine:
    """What something cost: money, or hours of people at a rate, and where that is known from."""

    title: str
    kind: str
    hours: Decimal | None
    amount: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLine:
    """A benefit: its value, the share credited to the programme and how sure whoever gave it is.

    `share` and `sureness` lie between 0 and 1; `claimed` is value times share times sureness.
    """

    title: str
    basis: str
    value: Decimal
    share: Decimal
    sureness: Decimal
    claimed: Decimal


@dataclass(frozen=True, slots=True)
class Swing:
    """The return for each unit spent, as one assumption goes from cautious to hopeful."""

    title: str
    cautious: str
    hopeful: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group that was compared with those who took part, and how either came to be.

    `found` says how far the two can be told apart; neither group was drawn by lot.
    """

    title: str
    ours: str
    theirs: str
    how: str
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostReport:
    """Cost and return: sums in one currency; ratios are None where nothing was spent or claimed.

    `cohorts` are the numbers of the cohorts that have costs; a report may be about more of them.
    """

    currency: str
    costs: tuple[CostLine, ...]
    benefits: tuple[BenefitLine, ...]
    cost: Decimal
    benefit: Decimal
    return_percent: Decimal | None
    ratio: Decimal | None
    ratio_low: Decimal | None
    ratio_high: Decimal | None
    swings: tuple[Swing, ...]
    uncounted: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    cohorts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastLine:
    """How many mentors of the last cohort may come back, and how the last forecast fared."""

    of: int
    likely: int
    low: int
    high: int
    covers: int  # per cent of outcomes that the interval is meant to hold
    backtests: int
    held: int
    last_low: int | None
    last_high: int | None
    last_actual: int | None
