"""What is asked of a mentee, drawn as a year: hours month by month, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

MONTHS = 12
WEEKS_OF_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """One month of the strip: its first day, and the hours that it takes."""

    first_day: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months from the one in which a cohort begins."""

    months: tuple[MonthOfYear, ...]
    total: Decimal
    meetings: int

    @property
    def busy(self) -> Sequence[MonthOfYear]:
        """Return the months in which something is asked."""
        return [month for month in self.months if month.hours]


def year_of(*, starts_on: date, months: int, hours_a_month: Decimal, every_weeks: int) -> Year:
    """Return the first twelve months of a cohort of so many months, and what it asks in them."""
    shown = tuple(
        MonthOfYear(
            _month_after(starts_on, number), hours_a_month if number < months else Decimal()
        )
        for number in range(MONTHS)
    )
    busy = min(months, MONTHS)
    meetings = Fraction(busy * WEEKS_OF_A_YEAR, MONTHS * every_weeks)
    return Year(shown, hours_a_month * busy, max(round(meetings), 1))


def _month_after(day: date, number: int) -> date:
    """Return the first day of a later month."""
    years, month = divmod(day.month - 1 + number, MONTHS)
    return date(day.year + years, month + 1, 1)
