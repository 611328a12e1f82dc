"""What one clock needs to know of a person, and what it answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from training.currency.days import ActiveDays, add_months
from training.currency.ledger import Ledger
from training.currency.model import Option, Policy, Rule, Status


@dataclass(frozen=True, slots=True)
class Case:
    """An accredited person on the day asked about; ``today`` is the number of that day."""

    policy: Policy
    day: date
    today: int
    days: ActiveDays
    ledger: Ledger
    accredited: tuple[date, ...]

    @property
    def since(self) -> date:
        """Return the day of the first accreditation."""
        return self.accredited[0]

    def is_in_date(self, target: int) -> bool:
        """Say whether a clock with this last day is in date today, and not yet due."""
        return status_at(self.today, target, self.policy) is Status.IN_DATE


@dataclass(frozen=True, slots=True)
class Running:
    """A clock as it stands: ``target`` is the number of its last day in date (None: it never ends).

    ``options`` says what would set it right today, ``holds`` whether something earned on a day is
    still recent enough to matter to it.
    """

    rule: Rule
    target: int | None
    turn: date | None
    period: int
    renewed_on: date
    options: Callable[[], tuple[Option, ...]]
    holds: Callable[[date], bool]


def status_at(number: int, target: int | None, policy: Policy) -> Status:
    """Return the status on the day with a number.

    Due from ``due_window_days`` before the last day in date to that day itself; in grace for
    ``grace_days`` after it.
    """
    if target is None or number < target - policy.due_window_days:
        return Status.IN_DATE
    if number <= target:
        return Status.DUE
    return Status.IN_GRACE if number <= target + policy.grace_days else Status.LAPSED


@dataclass(frozen=True, slots=True)
class Reach:
    """Something done, complete on a day, that carries to the day with number ``target``."""

    completed_on: date
    target: int
    turn: date


def reach(days: ActiveDays, base: date, completed_on: date, months: int) -> Reach:
    """Return what carries so many months from its first day, the base."""
    return Reach(completed_on, days.months_from(base, months), add_months(base, months))


def furthest(
    days: ActiveDays,
    accredited: Iterable[date],
    stretches: Iterable[tuple[date, date]],
    months: int,
) -> tuple[Reach, int]:
    """Return what carries furthest, and how many times something carried further than before.

    A stretch has a first and a last day and holds what is asked for; one longer than the months
    holds it on no day. Not simply the latest carries furthest: in a pause a later day can have the
    shorter period, by a leap day or the end of a short month.
    """
    reaches = [reach(days, day, day, months) for day in accredited]
    for first, last in stretches:
        held = reach(days, first, last, months)
        if days.number(last) <= held.target:
            reaches.append(held)
    ordered = sorted(reaches, key=lambda held: (held.completed_on, held.target))
    best = ordered[0]
    advances = 1
    for other in ordered[1:]:
        if other.target > best.target:
            best = other
            advances += 1
    return best, advances
