"""What the Survey plan page shows: month by month what people are asked for, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils import timezone

from evaluation.burden.asks import Survey, read_surveys
from evaluation.burden.budgets import budget_of
from evaluation.burden.planning import (
    Ask,
    Loads,
    Step,
    loads_of,
    month_of,
    next_month,
    propose,
)
from programmes.models import Programme

MONTHS_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Burden:
    """What one month asks of people, in minutes each; never whose."""

    people: int
    typical: float
    least: int
    most: int
    over: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what it asks as planned and after all steps, and its surveys by day."""

    starts_on: date
    now: Burden
    then: Burden
    surveys: tuple[Survey, ...]
    of_others: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """The months ahead, the steps proposed, and the surveys behind them by their key."""

    budget: int
    months: tuple[Month, ...]
    steps: tuple[Step, ...]
    surveys: Mapping[str, Survey]
    after: Mapping[str, Ask]

    @property
    def over_months(self) -> list[Month]:
        """Return the months that ask somebody for too much as planned."""
        return [month for month in self.months if month.now.over]


def outlook_of(programme: Programme, today: date | None = None) -> Outlook:
    """Return the next six months of a programme's people, across all programmes they are in."""
    organisation = programme.organisation
    day = today or timezone.localdate(timezone=organisation.time_zone)
    months = _months(day)
    surveys = read_surveys(organisation, programme, today=day, until=next_month(months[-1]))
    budget = budget_of(organisation)
    asks = [survey.ask for survey in surveys]
    proposal = propose(asks, budget, organisation.weekend_days)
    now, then = loads_of(asks), loads_of(proposal.asks)
    return Outlook(
        budget,
        tuple(
            Month(
                starts_on,
                _burden(now, starts_on, budget),
                _burden(then, starts_on, budget),
                tuple(_of_month(surveys, starts_on)),
                sum(starts_on in one.ask.people and not one.is_ours for one in surveys),
            )
            for starts_on in months
        ),
        proposal.steps,
        {survey.ask.key: survey for survey in surveys},
        {ask.key: ask for ask in proposal.asks},
    )


def still_over(outlook: Outlook) -> list[Month]:
    """Return the months that ask somebody for too much even after all steps."""
    return [month for month in outlook.months if month.then.over]


def _months(today: date) -> list[date]:
    """Return the first days of this month and those after."""
    months = [month_of(today)]
    while len(months) < MONTHS_AHEAD:
        months.append(next_month(months[-1]))
    return months


def _burden(loads: Loads, month: date, budget: int) -> Burden:
    """Return what a month asks of those whom it asks anything."""
    minutes = [asked for (when, _person), asked in loads.items() if when == month and asked > 0]
    return Burden(
        people=len(minutes),
        typical=median(minutes) if minutes else 0,
        least=min(minutes, default=0),
        most=max(minutes, default=0),
        over=sum(asked > budget for asked in minutes),
    )


def _of_month(surveys: Iterable[Survey], month: date) -> list[Survey]:
    """Return the programme's own surveys of a month, in the order of their days."""
    own = [one for one in surveys if one.is_ours and month in one.ask.people]
    return sorted(own, key=lambda one: (one.ask.day, one.instrument.title, one.ask.key))
