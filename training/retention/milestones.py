"""Milestones of mentors: years of service, cohorts served, people mentored, hours given."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import ngettext

from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme
from programmes.retention import BEGUN, SEATED
from training.currency.days import add_months
from training.enums import EntryKind
from training.models import LedgerEntry, Recognition
from training.retention.enums import MilestoneOf

STEPS: dict[MilestoneOf, tuple[int, ...]] = {
    MilestoneOf.YEARS: (1, 2, 3, 5, 10, 15, 20),
    MilestoneOf.COHORTS: (2, 3, 5, 10),
    MilestoneOf.MENTEES: (3, 5, 10, 20),
    MilestoneOf.HOURS: (25, 50, 100, 250),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """On a day a person reached a milestone."""

    person: UUID
    of: MilestoneOf
    number: int
    on: date


def milestones_of(programme: Programme, day: date) -> Iterator[Reached]:
    """Yield every milestone that mentors who take part, or did, have reached; two queries.

    A year of service runs from the start of the first cohort in which they mentored, as long as
    they still mentor in a cohort that goes on, else to the end of their last one.
    """
    served = _served(programme)
    for person, cohorts in served.items():
        yield from _years(person, cohorts, day)
        yield from _steps(person, MilestoneOf.COHORTS, [starts for starts, _ends in cohorts])
    met, hours = _practice(programme)
    for person, days in met.items():
        yield from _steps(person, MilestoneOf.MENTEES, days)
    for person, given in hours.items():
        yield from _hours(person, given)


def title_of(recognition: Recognition) -> str:
    """Say what was reached: “3 years as a mentor”."""
    number = recognition.number
    sentences = {
        MilestoneOf.YEARS: ngettext("%(n)s year as a mentor", "%(n)s years as a mentor", number),
        MilestoneOf.COHORTS: ngettext("Mentor in %(n)s cohort", "Mentor in %(n)s cohorts", number),
        MilestoneOf.MENTEES: ngettext("%(n)s person mentored", "%(n)s people mentored", number),
        MilestoneOf.HOURS: ngettext(
            "%(n)s hour given to mentees", "%(n)s hours given to mentees", number
        ),
    }
    return sentences[MilestoneOf(recognition.of)] % {"n": number_format(number)}


def _served(programme: Programme) -> dict[UUID, list[tuple[date, date]]]:
    """Return the first and last days of the cohorts in which each person mentored, in order."""
    places = Participant.objects.mentors().filter(
        cohort__programme=programme, cohort__state__in=BEGUN, state__in=SEATED
    )
    found: defaultdict[UUID, list[tuple[date, date]]] = defaultdict(list)
    rows = places.order_by("cohort__starts_on").values_list(
        "person_id", "cohort__starts_on", "cohort__ends_on"
    )
    for person, starts_on, ends_on in rows:
        found[person].append((starts_on, ends_on))
    return found


def _practice(
    programme: Programme,
) -> tuple[dict[UUID, list[date]], dict[UUID, list[tuple[date, Decimal]]]]:
    """Return when each mentor first met each mentee, and the hours they gave, in order."""
    rows = (
        LedgerEntry.objects.standing()
        .filter(programme=programme, role=ParticipantRole.MENTOR, kind=EntryKind.PRACTICE)
        .order_by("earned_on")
        .values_list("person_id", "counterpart_id", "earned_on", "hours")
    )
    seen: set[tuple[UUID, UUID | None]] = set()
    met: defaultdict[UUID, list[date]] = defaultdict(list)
    hours: defaultdict[UUID, list[tuple[date, Decimal]]] = defaultdict(list)
    for person, mentee, earned_on, given in rows:
        hours[person].append((earned_on, given))
        if (person, mentee) not in seen:
            seen.add((person, mentee))
            met[person].append(earned_on)
    return met, hours


def _years(person: UUID, cohorts: list[tuple[date, date]], day: date) -> Iterator[Reached]:
    """Yield the years of service that were full by a day."""
    first = cohorts[0][0]
    last = min(day, max(ends for _starts, ends in cohorts))
    for number in STEPS[MilestoneOf.YEARS]:
        full_on = add_months(first, 12 * number)
        if full_on > last:
            return
        yield Reached(person, MilestoneOf.YEARS, number, full_on)


def _steps(person: UUID, of: MilestoneOf, days: list[date]) -> Iterator[Reached]:
    """Yield the numbers that were reached, on the day of the one that made them full."""
    for number in STEPS[of]:
        if len(days) < number:
            return
        yield Reached(person, of, number, days[number - 1])


def _hours(person: UUID, given: list[tuple[date, Decimal]]) -> Iterator[Reached]:
    """Yield the sums of hours that were reached, on the day that made them full."""
    total = Decimal(0)
    steps = iter(STEPS[MilestoneOf.HOURS])
    goal = next(steps, None)
    for on, hours in given:
        total += hours
        while goal is not None and total >= goal:
            yield Reached(person, MilestoneOf.HOURS, goal, on)
            goal = next(steps, None)
