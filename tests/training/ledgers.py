"""Short hands for ledgers and cases, so that a case reads in one line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from training.currency import (
    MENTOR_DEFAULT,
    Activity,
    Entry,
    Kind,
    Pause,
    Policy,
    Status,
    currency_on,
)

# The mentors' default with its refresher clock alone.
REFRESHER_ONLY = replace(
    MENTOR_DEFAULT, activity_mentees=None, activity_months=None, review_months=None
)


def on(day: str) -> date:
    """Read a day."""
    return date.fromisoformat(day)


def initial(hours: str, day: str, **also: object) -> Entry:
    """Make an entry of initial training; its id says when and how much."""
    return _entry(Kind.INITIAL, hours, day, also)


def refresher(hours: str, day: str, **also: object) -> Entry:
    """Make a refresher."""
    return _entry(Kind.REFRESHER, hours, day, also)


def gathering(day: str, **also: object) -> Entry:
    """Make a gathering."""
    return _entry(Kind.GATHERING, "1", day, also)


def review(day: str, **also: object) -> Entry:
    """Make a review."""
    return _entry(Kind.REVIEW, "0.5", day, also)


def undo(target: Entry, day: str, **also: object) -> Entry:
    """Make the entry that undoes another one."""
    return _entry(Kind(target.kind), "0", day, {"reverses": target.id, **also})


def away(first: str, last: str | None = None) -> Pause:
    """Make a pause."""
    return Pause(on(first), on(last) if last else None)


def with_mentees(*days: str) -> list[Activity]:
    """Make a day of work with another mentee for each of the days."""
    return [Activity(on(day), f"mentee {number}") for number, day in enumerate(days)]


def _entry(kind: Kind, hours: str, day: str, also: dict[str, object]) -> Entry:
    values: dict[str, object] = {"id": f"{kind} {hours} {day}", **also}
    return Entry(kind=kind, hours=Decimal(hours), earned_on=on(day), **values)  # type: ignore[arg-type]


TRAINED = initial("6", "2025-01-15")


@dataclass(frozen=True)
class Case:
    """On a day, a status, and when it ends."""

    name: str
    day: str
    status: str
    expires: str | None = None
    entries: Sequence[Entry] = (TRAINED,)
    policy: Policy = REFRESHER_ONLY
    changes: tuple[str, str] | None = None
    activity: Sequence[Activity] = field(default=())
    pauses: Sequence[Pause] = field(default=())


def assert_holds(case: Case) -> None:
    """Compute the case's currency, and compare what the case says."""
    currency = currency_on(
        on(case.day),
        policy=case.policy,
        entries=case.entries,
        activity=case.activity,
        pauses=case.pauses,
    )

    assert currency.status == case.status
    assert currency.expires_on == (on(case.expires) if case.expires else None)
    if case.changes:
        day, status = case.changes
        assert (currency.next_change_on, currency.next_status) == (on(day), Status(status))
