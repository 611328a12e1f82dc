"""When surveys ask too much of somebody in a month: merge, postpone, or ask part; without Django.

Nothing is dropped and nothing is hidden: each step says what it does, and what stays too much after
all steps is told. No step ever takes anybody above the budget in another month.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

# Reading the mail and getting there, which nobody measures: an assumption, once for each survey.
OPENING_MINUTES = 1
# Fewer left out for each person first.
FORMS_TO_TRY = (4, 3, 2)
# A question that some leave out is still put to so many, or its figures would often be hidden.
FEWEST_ASKED = 10

# Whatever tells people apart.
Person = Any
# Minutes by the first day of the month and the person.
Loads = Counter[tuple[date, Person]]
Rank = tuple[bool, int, int, int, int, date, str, str]


class Remedy(StrEnum):
    """What can be done, the gentlest first: it costs nothing, some time, some precision."""

    MERGE = "merge"
    POSTPONE = "postpone"
    SAMPLE = "sample"


GENTLEST_FIRST = tuple(Remedy)


@dataclass(frozen=True, slots=True)
class Ask:
    """A survey that is put to people, as far as their time goes.

    `day` is the first on which somebody is asked. `people` says, by the first day of the month, how
    often each person is asked. `latest` is the last day to which it can be postponed, and
    `patience` how many days it can wait in all. Only asks of one `family` merge; without one it
    merges with none. What is `is_fixed` is counted and never touched.
    """

    key: str
    day: date
    people: Mapping[date, Mapping[Person, int]]
    minutes: int
    latest: date | None = None
    patience: int = 0
    core: int = 1
    optional: int = 0
    family: str = ""
    is_fixed: bool = False
    forms: int = 1
    host: str = ""

    @property
    def minutes_each(self) -> int:
        """Return the minutes of its longest form, rounded up; all where it has one form."""
        items = self.core + self.optional
        if self.forms <= 1 or items == 0:
            return self.minutes
        asked = items - self.optional // self.forms
        return max(1, -(-self.minutes * asked // items))


@dataclass(frozen=True, slots=True)
class Step:
    """One change: to which ask, in aid of which month, and what it does for how many people.

    `day` is on which the ask opens then; `minutes` is the most that it spares one person in the
    month; `is_enough` tells whether the month is then within the budget for everybody.
    """

    remedy: Remedy
    key: str
    month: date
    day: date
    forms: int
    host: str
    people: int
    minutes: int
    is_enough: bool

    @property
    def token(self) -> str:
        """Return what names the step: what is done to what."""
        return "|".join((self.remedy, self.key, self.host, self.day.isoformat(), str(self.forms)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """The steps in their order, and the asks as they are after all of them."""

    steps: tuple[Step, ...]
    asks: tuple[Ask, ...]


def month_of(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def loads_of(asks: Iterable[Ask]) -> Loads:
    """Return the minutes that are asked of each person in each month."""
    standing = {ask.key: ask for ask in asks}
    loads: Loads = Counter()
    for ask in standing.values():
        loads.update(_cells(ask, standing))
    return loads


def people_over(loads: Loads, budget: int) -> Counter[date]:
    """Return how many people are asked for more than the budget, by month."""
    return Counter(month for (month, _person), minutes in loads.items() if minutes > budget)


def propose(asks: Collection[Ask], budget: int, weekend: Collection[int] = ()) -> Proposal:
    """Return what to do so that nobody is asked for more minutes a month than the budget.

    Months are taken in their order. In each, the gentlest step that is enough by itself is taken;
    where none is, the one that spares most, and so on. Nothing is postponed to the days of the week
    in `weekend`, counted from Monday as 0.
    """
    standing = {ask.key: ask for ask in sorted(asks, key=lambda ask: ask.key)}
    loads = loads_of(standing.values())
    steps: list[Step] = []
    stuck: set[date] = set()
    while month := min(set(people_over(loads, budget)) - stuck, default=None):
        best = _best(month, standing, loads, budget, weekend)
        if best is None:
            stuck.add(month)
            continue
        step, changed = best
        steps.append(step)
        loads.update(_change(changed, standing))
        standing[changed.key] = changed
    return Proposal(tuple(steps), tuple(standing.values()))


def _best(
    month: date,
    standing: Mapping[str, Ask],
    loads: Loads,
    budget: int,
    weekend: Collection[int],
) -> tuple[Step, Ask] | None:
    """Return the best step for a month with the ask as it would be then; None where none helps."""
    excess = _excess(loads, month, budget)
    ranked: list[tuple[Rank, Step, Ask]] = []
    for step, changed in _options(month, standing, weekend):
        change = _change(changed, standing)
        spared = _spared(change, loads, month, budget)
        if spared > 0 and _is_harmless(change, loads, budget):
            judged = _judged(step, change, loads, budget, is_enough=spared == excess)
            ranked.append((_rank(judged, changed, spared), judged, changed))
    if not ranked:
        return None
    _first, step, changed = min(ranked, key=lambda one: one[0])
    return step, changed


def _options(
    month: date, standing: Mapping[str, Ask], weekend: Collection[int]
) -> Iterator[tuple[Step, Ask]]:
    """Yield everything that could be done in a month, with the ask as it would be then."""
    hosts = {ask.host for ask in standing.values()}
    movable = [ask for ask in standing.values() if not ask.is_fixed and month in ask.people]
    for ask in movable:
        is_alone = not ask.host and ask.key not in hosts and len(ask.people) == 1
        if is_alone:
            yield from _merges(ask, month, movable)
            yield from _postponements(ask, month, weekend)
        for forms in FORMS_TO_TRY if ask.forms == 1 else ():
            if ask.optional >= forms and _asked_each(ask, forms) >= FEWEST_ASKED:
                yield _step(Remedy.SAMPLE, month, replace(ask, forms=forms))


def _merges(guest: Ask, month: date, others: Iterable[Ask]) -> Iterator[tuple[Step, Ask]]:
    """Yield the asks of the same people in whose go a guest could be answered; never earlier."""
    latest = guest.latest or guest.day
    for host in others:
        if (
            guest.family
            and host.family == guest.family
            and not host.host
            and host.key != guest.key
            and host.people.keys() == guest.people.keys()
            and host.people[month].keys() == guest.people[month].keys()
            and guest.day <= host.day <= latest
        ):
            yield _step(Remedy.MERGE, month, replace(guest, host=host.key, day=host.day))


def _postponements(ask: Ask, month: date, weekend: Collection[int]) -> Iterator[tuple[Step, Ask]]:
    """Yield the first working days of later months until which an ask can wait."""
    later = next_month(month)
    while ask.latest and (day := _working_day(later, weekend)) <= ask.latest:
        yield _step(
            Remedy.POSTPONE, month, replace(ask, day=day, people={later: ask.people[month]})
        )
        later = next_month(later)


def _working_day(day: date, weekend: Collection[int]) -> date:
    """Return the day, or the next one that is not at a weekend."""
    while day.weekday() in weekend:
        day += timedelta(days=1)
    return day


def _step(remedy: Remedy, month: date, changed: Ask) -> tuple[Step, Ask]:
    """Return a step that is not judged yet, and the ask as it would be then."""
    step = Step(
        remedy,
        changed.key,
        month,
        changed.day,
        changed.forms,
        changed.host,
        people=0,
        minutes=0,
        is_enough=False,
    )
    return step, changed


def _asked_each(ask: Ask, forms: int) -> int:
    """Return how many people at least are asked a question that some leave out."""
    people = len({person for asked in ask.people.values() for person in asked})
    return people - -(-people // forms)


def _judged(step: Step, change: Loads, loads: Loads, budget: int, *, is_enough: bool) -> Step:
    """Return the step with what it does for how many people."""
    spared = [
        -minutes
        for cell, minutes in change.items()
        if cell[0] == step.month and minutes < 0 and loads[cell] > budget
    ]
    return replace(step, people=len(spared), minutes=max(spared), is_enough=is_enough)


def _rank(step: Step, ask: Ask, spared: int) -> Rank:
    """Return what the best step has least of.

    Enough before not enough; of those that are not, the one that spares most. Then the gentlest,
    the least urgent, the fewest questions left out, the soonest.
    """
    return (
        not step.is_enough,
        0 if step.is_enough else -spared,
        GENTLEST_FIRST.index(step.remedy),
        -ask.patience,
        -step.forms,
        step.day,
        step.key,
        step.host,
    )


def _cells(ask: Ask, standing: Mapping[str, Ask]) -> Loads:
    """Return the minutes that an ask takes; a guest is opened together with its host."""
    host = standing.get(ask.host)
    each = ask.minutes_each
    cells: Loads = Counter()
    for month, people in ask.people.items():
        opened = host.people.get(month, {}) if host else {}
        for person, times in people.items():
            opening = 0 if person in opened else OPENING_MINUTES
            cells[month, person] = each * times + opening
    return cells


def _change(changed: Ask, standing: Mapping[str, Ask]) -> Loads:
    """Return by how many minutes each person's months change."""
    change = _cells(changed, standing)
    change.subtract(_cells(standing[changed.key], standing))
    return change


def _is_harmless(change: Loads, loads: Loads, budget: int) -> bool:
    """Tell whether nobody comes above the budget, or further above it."""
    return all(minutes <= 0 or loads[cell] + minutes <= budget for cell, minutes in change.items())


def _spared(change: Loads, loads: Loads, month: date, budget: int) -> int:
    """Return by how many minutes above the budget a change brings a month down, over all people."""
    return sum(
        max(loads[cell] - budget, 0) - max(loads[cell] + minutes - budget, 0)
        for cell, minutes in change.items()
        if cell[0] == month
    )


def _excess(loads: Loads, month: date, budget: int) -> int:
    """Return how many minutes above the budget a month asks, over all people."""
    return sum(
        max(minutes - budget, 0) for (when, _person), minutes in loads.items() if when == month
    )
