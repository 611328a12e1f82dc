"""What a report reads of the programme's records, beside its surveys."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from evaluation.reports.model import (
    CohortLine,
    Currency,
    Figure,
    FreshLine,
    Learning,
    Retention,
    Served,
    Source,
    State,
    StatusCount,
    Training,
    Unit,
)
from evaluation.results import share
from matching.enums import ENDED_STATES, MatchOutcome
from matching.models import Match
from programmes import retention
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Cohort, Participant, Programme
from training.enums import CurrencyStatus, SessionState
from training.fresh.figures import figures_of
from training.models import Attendance, LedgerEntry, Session, Standing

MINUTES = Decimal(60)
IN_DATE = (CurrencyStatus.IN_DATE, CurrencyStatus.DUE)


def cohort_lines(programme: Programme, cohorts: Collection[Cohort]) -> tuple[CohortLine, ...]:
    """Return each cohort with its seats, its outcome and the mentors who came back."""
    mentors = retention.seats_by_cohort(programme, ParticipantRole.MENTOR)
    mentees = retention.seats_by_cohort(programme, ParticipantRole.MENTEE)
    returning = _returning(programme, mentors)
    ended = _ended(cohorts)
    return tuple(
        CohortLine(
            number=cohort.number,
            name=cohort.name,
            starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
            mentors=mentors.get(cohort.number, 0),
            mentees=mentees.get(cohort.number, 0),
            graduated=_graduated(*ended.get(cohort.pk, (0, 0))),
            returning=returning.get(cohort.number, _came_back(0, 0)),
        )
        for cohort in cohorts
    )


def graduated(lines: Collection[CohortLine]) -> Figure:
    """Return how many relationships with a known outcome graduated, over all cohorts."""
    return _graduated(
        sum(line.graduated.count or 0 for line in lines),
        sum(line.graduated.n or 0 for line in lines),
    )


def retention_of(programme: Programme, lines: Collection[CohortLine]) -> Retention:
    """Return who came back and who stepped up, up to the last of several cohorts.

    Of one cohort alone only its returning mentors are told. Somebody may come back more than once,
    so the sum over cohorts carries no interval.
    """
    known = [line.returning for line in lines if line.returning.is_shown]
    if len(lines) == 1:
        line = next(iter(lines))
        nobody = Figure(source=Source.PLACES, unit=Unit.PEOPLE, state=State.NO_DATA)
        return Retention(line.returning, (), nobody)
    last = max(line.number for line in lines)
    served = retention.cohorts_served(programme, through=last)
    stepped = retention.conversion(programme, through=last)
    return Retention(
        returning=share(
            sum(figure.count or 0 for figure in known),
            sum(figure.n or 0 for figure in known),
            source=Source.PLACES,
            unit=Unit.PEOPLE,
            has_interval=False,
        ),
        served=tuple(Served(cohorts, mentors) for cohorts, mentors in served.items()),
        conversion=share(stepped.stepped_up, stepped.of, source=Source.PLACES, unit=Unit.PEOPLE),
    )


def training_of(cohorts: Collection[Cohort]) -> Training:
    """Return what was held for these cohorts, and what their people earned in their time."""
    sessions = Session.objects.filter(cohort__in=cohorts, state=SessionState.HELD)
    held = sessions.aggregate(count=Count("pk"), minutes=Sum("minutes"))
    present = Attendance.objects.filter(session__in=sessions, is_present=True).count()
    return Training(
        sessions=held["count"],
        hours_held=_tenths(Decimal(held["minutes"] or 0) / MINUTES),
        attendances=present,
        earned=_earned(cohorts),
    )


def currency_of(programme: Programme, cohorts: Collection[Cohort]) -> tuple[Currency, ...]:
    """Return how current the people of these cohorts are, by role, where a policy is set.

    Mentors stay mentors; mentees count while their cohort lasts.
    """
    here = Participant.objects.filter(
        ~Q(cohort__state=CohortState.CLOSED) | Q(role=ParticipantRole.MENTOR),
        cohort__in=cohorts,
        person=OuterRef("person"),
        role=OuterRef("policy__role"),
    )
    rows = (
        Standing.objects.filter(Exists(here), policy__programme=programme)
        .values_list("policy__role", "status")
        .annotate(people=Count("pk"))
        .order_by()
    )
    by_role: dict[str, Counter[str]] = {}
    for role, status, people in rows:
        by_role.setdefault(role, Counter())[status] = people
    return tuple(_currency(role, counted) for role, counted in sorted(by_role.items()))


def fresh_of(programme: Programme, as_at: date) -> tuple[FreshLine, ...]:
    """Return the four questions of “Fresh and alive” of the whole programme, as its page does."""
    return tuple(
        FreshLine(
            question=question.value,
            count=figure.now.count,
            of=figure.now.of,
            before_count=figure.before.count if figure.before else None,
            before_of=figure.before.of if figure.before else None,
            before_on=figure.before_on,
        )
        for question, figure in figures_of(programme, as_at).items()
    )


def _currency(role: str, counted: Counter[str]) -> Currency:
    """Return one role's register in figures."""
    return Currency(
        role=role,
        in_date=share(
            sum(counted[status] for status in IN_DATE),
            counted.total(),
            source=Source.STANDINGS,
            unit=Unit.PEOPLE,
        ),
        counts=tuple(StatusCount(status.value, counted[status.value]) for status in CurrencyStatus),
    )


def _returning(programme: Programme, numbers: Iterable[int]) -> dict[int, Figure]:
    """Return who came back, of each cohort that another closed one has followed."""
    closed = set(
        programme.cohorts.filter(state=CohortState.CLOSED).values_list("number", flat=True)
    )
    shares = retention.returning_mentors(programme)
    return {
        number: _came_back(shares[number].count, shares[number].of)
        for number, following in pairwise(numbers)
        if number in shares and {number, following} <= closed
    }


def _ended(cohorts: Collection[Cohort]) -> dict[UUID, tuple[int, int]]:
    """Return how many relationships of each cohort graduated, of how many with a known outcome."""
    rows = (
        Match.objects.filter(cohort__in=cohorts, state__in=ENDED_STATES)
        .exclude(outcome="")
        .values_list("cohort")
        .annotate(graduated=Count("pk", filter=Q(outcome=MatchOutcome.GRADUATED)), of=Count("pk"))
        .order_by()
    )
    return {cohort: (count, of) for cohort, count, of in rows}


def _graduated(count: int, of: int) -> Figure:
    """Return how many relationships graduated."""
    return share(count, of, source=Source.RELATIONSHIPS, unit=Unit.RELATIONSHIPS)


def _came_back(count: int, of: int) -> Figure:
    """Return how many of one cohort's mentors came back."""
    return share(count, of, source=Source.PLACES, unit=Unit.PEOPLE)


def _earned(cohorts: Collection[Cohort]) -> tuple[Learning, ...]:
    """Return the hours that the people of these cohorts earned while their cohort lasted."""
    here = Participant.objects.filter(
        cohort__in=cohorts,
        person=OuterRef("person"),
        role=OuterRef("role"),
        cohort__programme=OuterRef("programme"),
        cohort__starts_on__lte=OuterRef("earned_on"),
        cohort__ends_on__gte=OuterRef("earned_on"),
    )
    rows = (
        LedgerEntry.objects.standing()
        .learnt()
        .filter(Exists(here), is_assured=True)
        .values_list("kind", "role")
        .annotate(people=Count(F("person"), distinct=True), hours=Sum("hours"))
        .order_by("kind", "role")
    )
    return tuple(Learning(kind, role, people, _tenths(hours)) for kind, role, people, hours in rows)


def _tenths(hours: Decimal) -> Decimal:
    """Return hours with one decimal."""
    return hours.quantize(Decimal("0.1"))
