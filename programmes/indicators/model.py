"""What an indicator's standing is worked out from, and what comes out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Better(StrEnum):
    """Which way an indicator should move."""

    HIGHER = "higher"
    LOWER = "lower"


class Status(StrEnum):
    """How an indicator stands."""

    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    MISSED = "missed"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """The rule that decided."""

    REACHED = "reached"
    REACHED_LATE = "reached_late"
    NO_VALUE = "no_value"
    VALUE_TOO_OLD = "value_too_old"
    PAST_DUE = "past_due"
    NO_BASELINE = "no_baseline"
    NEAR_THE_LINE = "near_the_line"
    OFF_THE_LINE = "off_the_line"


@dataclass(frozen=True, slots=True)
class Plan:
    """From where, to where, by when; `better` says which side of the target counts as reached."""

    target: Decimal
    due_on: date
    better: Better = Better.HIGHER
    baseline: Decimal | None = None
    baseline_on: date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What was read, and of which day."""

    value: Decimal
    as_of: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands on a day, and the figures of the rule that says so.

    `expected` is the value on the line today, `needed` the least that is on course; `way_expected`
    and `way_covered` are shares of the way from baseline to target, from 0 (below it where the
    value stepped back) to 1. None where there is no line, or no way to cover.
    """

    status: Status
    reason: Reason
    on: date
    expected: Fraction | None = None
    needed: Fraction | None = None
    way_expected: Fraction | None = None
    way_covered: Fraction | None = None
