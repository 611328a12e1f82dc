"""The refresher clock: rolling, anchored or once."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from training.currency.days import add_months
from training.currency.model import Entry, Kind, Option, Renewal, Rule, check_hours
from training.currency.running import Case, Reach, Running, furthest

Amounts = Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to have refreshed: so much of something, by day, in the order of time.

    Hours are counted in hundredths.
    """

    kind: Kind
    needed: int
    is_hours: bool
    amounts: Amounts

    def option(self, missing: int) -> Option:
        """Say what is missing as a person would."""
        if self.is_hours:
            return Option(self.kind, hours=Decimal(missing) / 100)
        return Option(self.kind, count=missing)


def run_refresher(case: Case) -> Running:
    """Return the refresher clock by the policy's kind of renewal."""
    measures = tuple(_measures(case))
    if not case.policy.is_repeated:
        return _once(case, measures)
    if case.policy.renewal == Renewal.ANCHORED:
        return _anchored(case, measures)
    return _rolling(case, measures)


def _measures(case: Case) -> Iterator[Measure]:
    policy = case.policy
    refreshers = [e for e in case.ledger.of(Kind.REFRESHER) if e.earned_on > case.since]
    gatherings = [e for e in case.ledger.of(Kind.GATHERING) if e.earned_on > case.since]
    if policy.refresher_hours is not None:
        hours = [(entry.earned_on, check_hours(entry.hours)) for entry in refreshers]
        yield Measure(Kind.REFRESHER, check_hours(policy.refresher_hours), True, hours)
    if policy.counted_refreshers is not None:
        counts = _occasions([entry for entry in refreshers if not entry.is_slot])
        yield Measure(Kind.REFRESHER, policy.counted_refreshers, False, counts)
    if policy.counted_gatherings is not None:
        counts = _occasions(gatherings)
        yield Measure(Kind.GATHERING, policy.counted_gatherings, False, counts)


def _occasions(entries: Sequence[Entry]) -> Amounts:
    """Count each occasion once on each of its days."""
    seen: set[tuple[date, Hashable]] = set()
    for entry in entries:
        seen.add((entry.earned_on, entry.id if entry.occasion is None else entry.occasion))
    return sorted((day, 1) for day, _ in seen)


def _rolling(case: Case, measures: Sequence[Measure]) -> Running:
    months = case.policy.period_months

    def still_in_date(day: date) -> bool:
        return case.is_in_date(case.days.months_from(day, months))

    stretches = [stretch for measure in measures for stretch in _stretches(measure)]
    best, period = furthest(case.days, case.accredited, stretches, months)
    return Running(
        Rule.REFRESHER,
        best.target,
        best.turn,
        period,
        best.completed_on,
        options=lambda: tuple(
            measure.option(
                measure.needed - sum(n for day, n in measure.amounts if still_in_date(day))
            )
            for measure in measures
        ),
        holds=lambda day: case.days.months_from(day, months) >= case.today,
    )


def _stretches(measure: Measure) -> Iterator[tuple[date, date]]:
    """Yield from each day on the shortest stretch of days that holds what is needed."""
    amounts = measure.amounts
    end = total = 0
    for first, amount in amounts:
        while total < measure.needed and end < len(amounts):
            total += amounts[end][1]
            end += 1
        if total < measure.needed:
            return
        yield first, amounts[end - 1][0]
        total -= amount


def _once(case: Case, measures: Sequence[Measure]) -> Running:
    def missing(measure: Measure) -> int:
        return measure.needed - sum(amount for _, amount in measure.amounts)

    done_on = [day for measure in measures if (day := _day_met(measure, measure.amounts))]
    if done_on:
        return Running(
            Rule.REFRESHER, None, None, 2, min(done_on), options=tuple, holds=lambda _: True
        )
    months = case.policy.period_months
    best, _ = furthest(case.days, case.accredited, (), months)
    return Running(
        Rule.REFRESHER,
        best.target,
        best.turn,
        1,
        best.completed_on,
        options=lambda: tuple(measure.option(missing(measure)) for measure in measures),
        holds=lambda _: True,
    )


def _day_met(measure: Measure, amounts: Amounts) -> date | None:
    """Return the day on which the amounts first reach what is needed."""
    total = 0
    for day, amount in amounts:
        total += amount
        if total >= measure.needed:
            return day
    return None


class _Periods:
    """One person's fixed periods; period k ends on the day with number ``ends[k]``.

    Period 0 ends with the accreditation, or on the day before the anchor last came round before
    it. What is met in period k carries to the end of period k + 1.
    """

    def __init__(self, case: Case, accredited_on: date) -> None:
        first, eve = _first_day(accredited_on, case.policy.anchor)
        start = case.days.number(eve)
        self.ends: list[int] = []
        self.turns: list[date] = []
        while len(self.ends) < 2 or self.ends[-2] < case.today:  # noqa: PLR2004  # one to spare
            begins = add_months(first, len(self.ends) * case.policy.period_months)
            self.ends.append(start + (begins - first).days)
            self.turns.append(begins - (first - eve))
        self._days = case.days

    def of(self, day: date) -> int:
        """Return the period that a day up to the one asked about belongs to."""
        return bisect_left(self.ends, self._days.number(day))


def _first_day(accredited_on: date, anchor: tuple[int, int] | None) -> tuple[date, date]:
    """Return the day from which periods are counted in months, and the last day of period 0."""
    if anchor is None:
        return accredited_on, accredited_on
    first = accredited_on.replace(month=anchor[0], day=anchor[1])
    if first > accredited_on:
        first = first.replace(year=first.year - 1)
    return first, first - timedelta(days=1)


def _anchored(case: Case, measures: Sequence[Measure]) -> Running:
    def reach(periods: _Periods, accredited_on: date) -> tuple[Reach, int]:
        latest, completed_on = periods.of(accredited_on), accredited_on
        begun_with = latest
        for measure in measures:
            met, day = _latest_met(measure, periods)
            if met > latest:
                latest, completed_on = met, day
        target, turn = periods.ends[latest + 1], periods.turns[latest + 1]
        return Reach(completed_on, target, turn), latest - begun_with + 1

    courses = [(_Periods(case, day), day) for day in case.accredited]
    (best, period), periods = max(
        ((reach(periods, day), periods) for periods, day in courses),
        key=lambda course: course[0][0].target,
    )
    present = periods.of(case.day)
    return Running(
        Rule.REFRESHER,
        best.target,
        best.turn,
        period,
        best.completed_on,
        options=lambda: tuple(
            measure.option(
                measure.needed - sum(n for day, n in measure.amounts if periods.of(day) == present)
            )
            for measure in measures
        ),
        holds=lambda day: periods.of(day) >= present - 1,
    )


def _latest_met(measure: Measure, periods: _Periods) -> tuple[int, date]:
    """Return the latest period in which what is needed was reached, and the day; or period -1."""
    by_period: dict[int, list[tuple[date, int]]] = {}
    for day, amount in measure.amounts:
        by_period.setdefault(periods.of(day), []).append((day, amount))
    for period in sorted(by_period, reverse=True):
        day_met = _day_met(measure, by_period[period])
        if day_met:
            return period, day_met
    return -1, date.min
