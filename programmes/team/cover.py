"""On which days somebody leads: stretches of days, laid one after another. Knows no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days from the first one on, up to but without `until`; None has no end."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in the stretch."""
        return self.since <= day and (self.until is None or day < self.until)


def first_gap(stretches: Iterable[Stretch], *, since: date) -> date | None:
    """Return the first day from `since` on that no stretch covers; None when there is none."""
    day = since
    for stretch in sorted(stretches, key=lambda each: each.since):
        if not stretch.covers(day):
            continue
        if stretch.until is None:
            return None
        day = stretch.until
    return day


def leaves_sooner(
    before: Iterable[Stretch], after: Iterable[Stretch], *, since: date
) -> date | None:
    """Return the first day without anybody, where a change brings it nearer; else None."""
    was, becomes = first_gap(before, since=since), first_gap(after, since=since)
    if becomes is None or (was is not None and was <= becomes):
        return None
    return becomes
