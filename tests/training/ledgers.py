"""Short hands for ledgers, so that a case reads in one line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from training.currency import MENTOR_DEFAULT, Activity, Entry, Kind, Pause

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
