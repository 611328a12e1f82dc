"""Whether an indicator met its target: from what was read, exactly, and never from its rounding.

The rules, in the order in which they apply:

* Cannot tell. Nothing was read, or too few answered to be shown.
* Of what rests on what people said, chance has a say: met where the whole 95 % interval has reached
  the target, not met where none of it has; in between, and without an interval, we cannot tell.
* Met. The value has reached the target, whatever its day. What was counted in full needs no
  interval: it is what happened.
* Cannot tell. The value is too old to say how things are (as on the page of objectives), or the
  target's day is still to come.
* Not met.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluation.reports.model import Reason, Verdict
from programmes.indicators import SPEAKS_FOR, Better, Plan


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read of an indicator on a day, in its unit and unrounded, with its 95 % interval."""

    value: Decimal
    on: date
    low: Decimal | None = None
    high: Decimal | None = None
    is_answered: bool = False


def judged(plan: Plan, seen: Seen | None, as_at: date) -> tuple[Verdict, Reason]:
    """Return whether an indicator met its target as of a day, and why."""
    if seen is None:
        return Verdict.CANNOT_TELL, Reason.NO_VALUE
    if seen.is_answered and (doubt := _doubt(plan, seen)):
        return Verdict.CANNOT_TELL, doubt
    if _has_reached(plan, seen.value):
        return Verdict.MET, Reason.REACHED
    if min(as_at, plan.due_on) - seen.on > SPEAKS_FOR:
        return Verdict.CANNOT_TELL, Reason.TOO_OLD
    if as_at <= plan.due_on:
        return Verdict.CANNOT_TELL, Reason.NOT_DUE
    return Verdict.NOT_MET, Reason.SHORT


def _doubt(plan: Plan, seen: Seen) -> Reason | None:
    """Return why chance may be behind what was read; None where it is not."""
    if seen.low is None or seen.high is None:
        return Reason.NO_INTERVAL
    if _has_reached(plan, seen.low) != _has_reached(plan, seen.high):
        return Reason.WITHIN_CHANCE
    return None


def _has_reached(plan: Plan, value: Decimal) -> bool:
    """Tell whether a value is at the target or better."""
    return value >= plan.target if plan.better == Better.HIGHER else value <= plan.target
