"""From a plan and the latest value to how an indicator stands on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from programmes.indicators.model import Better, Plan, Reason, Standing, Status, Value

# The share of the way expected by today that still counts as on course.
TOLERANCE = Fraction(9, 10)
# So long a value says how things are; a figure is looked at once a quarter at least.
SPEAKS_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Line:
    """The straight line from baseline to target, as far as it has come."""

    baseline: Fraction
    target: Fraction
    share: Fraction

    @property
    def expected(self) -> Fraction:
        """Return the value on the line."""
        return self.after(self.share)

    @property
    def needed(self) -> Fraction:
        """Return the least value that is on course."""
        return self.after(self.share * TOLERANCE)

    def after(self, share: Fraction) -> Fraction:
        """Return the value after a share of the way."""
        return self.baseline + share * (self.target - self.baseline)

    def covered_by(self, value: Fraction) -> Fraction | None:
        """Return which share of the way a value has covered; None where there is none to cover."""
        way = self.target - self.baseline
        return (value - self.baseline) / way if way else None


def standing_on(day: date, plan: Plan, latest: Value | None) -> Standing:
    """Return how an indicator stands on a day.

    `latest` is the value with the latest day, no later than `day`; None where there is none.
    """
    line = _line(day, plan)
    status, reason = _judge(day, plan, latest, line)
    if line is None:
        return Standing(status, reason, day)
    return Standing(
        status,
        reason,
        day,
        expected=line.expected,
        needed=line.needed,
        way_expected=line.share,
        way_covered=line.covered_by(Fraction(latest.value)) if latest else None,
    )


def _judge(
    day: date, plan: Plan, latest: Value | None, line: _Line | None
) -> tuple[Status, Reason]:
    """Return the status and the rule that decided, in the order of the rules."""
    if latest is None:
        return Status.CANNOT_TELL, Reason.NO_VALUE
    value = Fraction(latest.value)
    if _reaches(value, Fraction(plan.target), plan.better):
        is_late = latest.as_of > plan.due_on
        return Status.MET, Reason.REACHED_LATE if is_late else Reason.REACHED
    if min(day, plan.due_on) - latest.as_of > SPEAKS_FOR:
        return Status.CANNOT_TELL, Reason.VALUE_TOO_OLD
    if day > plan.due_on:
        return Status.MISSED, Reason.PAST_DUE
    return _against(line, value, plan.better)


def _against(line: _Line | None, value: Fraction, better: Better) -> tuple[Status, Reason]:
    """Return how a value compares with the line."""
    if line is None:
        return Status.CANNOT_TELL, Reason.NO_BASELINE
    if _reaches(value, line.needed, better):
        return Status.ON_COURSE, Reason.NEAR_THE_LINE
    return Status.BEHIND, Reason.OFF_THE_LINE


def _line(day: date, plan: Plan) -> _Line | None:
    """Return the line as far as it has come by a day; None where it has no beginning."""
    if plan.baseline is None or plan.baseline_on is None or plan.baseline_on >= plan.due_on:
        return None
    gone = Fraction((day - plan.baseline_on).days, (plan.due_on - plan.baseline_on).days)
    share = min(max(gone, Fraction(0)), Fraction(1))
    return _Line(Fraction(plan.baseline), Fraction(plan.target), share)


def _reaches(value: Fraction, wanted: Fraction, better: Better) -> bool:
    """Tell whether a value is as good as wanted."""
    return value >= wanted if better == Better.HIGHER else value <= wanted
