"""The activity clock and the review clock."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from training.currency.model import Activity, Kind, Option, Rule
from training.currency.running import Case, Running, furthest


def run_activity(case: Case, activity: Sequence[Activity], mentees: int, months: int) -> Running:
    """Return the activity clock: so many different mentees in so many months.

    Like the refresher clock it carries from the oldest day of work that is still needed.
    """
    known = sorted(
        {(at_work.on, at_work.mentee) for at_work in activity if at_work.on <= case.day},
        key=lambda at_work: at_work[0],
    )
    stretches = _stretches(known, mentees)
    best, period = furthest(case.days, case.accredited, stretches, months)

    def options() -> tuple[Option, ...]:
        latest = {mentee: day for day, mentee in known}
        recent = sum(case.is_in_date(case.days.months_from(day, months)) for day in latest.values())
        return (Option("mentee", count=mentees - recent),)

    return Running(
        Rule.ACTIVITY, best.target, best.turn, period, best.completed_on, options, lambda _: False
    )


def _stretches(known: Sequence[tuple[date, Hashable]], mentees: int) -> Iterator[tuple[date, date]]:
    """Yield from each day of work on the shortest stretch with so many different mentees."""
    seen: Counter[Hashable] = Counter()
    end = 0
    for first, mentee in known:
        while len(seen) < mentees and end < len(known):
            seen[known[end][1]] += 1
            end += 1
        if len(seen) < mentees:
            return
        yield first, known[end - 1][0]
        seen[mentee] -= 1
        if not seen[mentee]:
            del seen[mentee]


def run_review(case: Case, months: int) -> Running:
    """Return the review clock: the last review, or the accreditation, carries so many months."""
    reviews = [(entry.earned_on, entry.earned_on) for entry in case.ledger.of(Kind.REVIEW)]
    best, period = furthest(case.days, case.accredited, reviews, months)
    return Running(
        Rule.REVIEW,
        best.target,
        best.turn,
        period,
        best.completed_on,
        options=lambda: (Option(Kind.REVIEW, count=1),),
        holds=lambda day: case.days.months_from(day, months) >= case.today,
    )
