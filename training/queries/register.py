"""The register: who is how current, who has booked, and whom to invite or remind."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Subquery, Value, When
from django.db.models.functions import Lower, TruncMonth
from django.utils import timezone

from mentorship.accounts.models import Organisation
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Participant, Programme
from programmes.models.participant import ParticipantQuerySet
from training.currency.days import add_months
from training.enums import CurrencyRule, CurrencyStatus, RegisterStatus, SessionState
from training.models import Enrolment, Session, Standing
from training.models.currency import StandingQuerySet
from training.models.enrolment import EnrolmentQuerySet
from training.queries.sessions import is_refresher, local_day, open_refreshers

# Who takes part now: accepted, and neither finished nor withdrawn.
TAKES_PART = (ParticipantState.ACCEPTED, ParticipantState.TRAINED, ParticipantState.MATCHED)

# Whose refresher is due, or past due.
TO_INVITE = (CurrencyStatus.DUE, CurrencyStatus.IN_GRACE, CurrencyStatus.LAPSED)

# For so long after a session nobody is reminded who had booked it: the ticks may still be missing.
UNTIL_TICKED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Bookings:
    """Places that people have at sessions to come that keep training current."""

    of_people: defaultdict[UUID, list[Enrolment]]

    def keeps_current(self, standing: Standing) -> bool:
        """Tell whether the person has a place that comes in time and counts."""
        return any(_counts(booking, standing) for booking in self.of_people[standing.person_id])

    def next_for(self, standing: Standing) -> Session | None:
        """Return the first session to come, for the role, at which the person has a place."""
        role = standing.policy.role
        booked = (booking.session for booking in self.of_people[standing.person_id])
        return next((row for row in booked if role in row.roles and not row.has_begun), None)


def bookings_of(people: Collection[UUID], now: datetime) -> Bookings:
    """Return the places these people have at refreshers and gatherings; one query."""
    of_people: defaultdict[UUID, list[Enrolment]] = defaultdict(list)
    for booking in counted_bookings(now).filter(person__in=people):
        of_people[booking.person_id].append(booking)
    return Bookings(of_people)


def counted_bookings(now: datetime | Value) -> EnrolmentQuerySet:
    """Return places at refreshers and gatherings to come, or just over and not yet ticked."""
    sessions = Session.objects.counted().filter(
        state=SessionState.PLANNED, starts_at__gte=now - UNTIL_TICKED
    )
    return (
        Enrolment.objects.enrolled()
        .filter(session__in=sessions)
        .select_related("session__course", "session__programme__organisation")
        .order_by("session__starts_at", "pk")
    )


def open_places() -> ParticipantQuerySet:
    """Return the places of those who take part now in a cohort that is not closed."""
    return Participant.objects.in_states(TAKES_PART).exclude(cohort__state=CohortState.CLOSED)


def taking_part(standings: StandingQuerySet) -> StandingQuerySet:
    """Keep those whose people take part now in the role and programme of the policy."""
    places = open_places().filter(
        person=OuterRef("person"),
        role=OuterRef("policy__role"),
        cohort__programme=OuterRef("policy__programme"),
    )
    return standings.filter(Exists(places))


def remindable(
    now: datetime, *, within_days: int, organisation: Organisation | None = None
) -> list[Standing]:
    """Return the standings whose refresher is due within so many days, or past it and in grace.

    Of people who take part now, are not away and can be written to; the first to run out first.
    `person.open_places` holds their places. Two queries.
    """
    # A day more, since somewhere it is tomorrow already.
    last = timezone.localdate(now) + timedelta(days=within_days + 1)
    due = Standing.objects.filter(
        status__in=(CurrencyStatus.IN_DATE, CurrencyStatus.DUE, CurrencyStatus.IN_GRACE),
        rule=CurrencyRule.REFRESHER,
        is_paused=False,
        expires_on__lte=last,
        person__is_active=True,
        person__email__isnull=False,
    )
    if organisation is not None:
        due = due.filter(policy__programme__organisation=organisation)
    return list(
        taking_part(due)
        .select_related("person", "policy__programme__organisation")
        .prefetch_related(Prefetch("person__places", open_places(), to_attr="open_places"))
        .order_by("expires_on", "pk")
    )


def register_rows(standings: StandingQuerySet) -> StandingQuerySet:
    """Return standings as the register lists them: who runs out first comes first.

    Each with `place_id`, the person's latest place in the programme as what the policy is for.
    """
    places = Participant.objects.filter(
        person=OuterRef("person"),
        role=OuterRef("policy__role"),
        cohort__programme=OuterRef("policy__programme"),
    ).order_by("-cohort__number")
    return (
        standings.annotate(  # type: ignore[no-redef]  # the model declares what is added here
            place_id=Subquery(places.values("pk")[:1])
        )
        .select_related("person", "policy__programme")
        .order_by(F("expires_on").asc(nulls_last=True), Lower("person__name"), "pk")
    )


def counts_by_status(standings: StandingQuerySet) -> dict[RegisterStatus, int]:
    """Return how many of those who take part now have each status, 0 included; one query."""
    shown = Case(When(is_paused=True, then=Value(RegisterStatus.AWAY.value)), default=F("status"))
    counted = taking_part(standings).order_by().values_list(shown).annotate(n=Count("pk"))
    found = dict(counted)
    return {status: found.get(status.value, 0) for status in RegisterStatus}


def lapses_by_month(
    standings: StandingQuerySet, first: date, months: int
) -> dict[date, dict[str, int]]:
    """Return in how many cases training of people who take part runs out in each month, by rule.

    `first` is the first of a month; what ran out before it is not counted. One query.
    """
    starts = [add_months(first, number) for number in range(months + 1)]
    counted = (
        taking_part(standings)
        .filter(expires_on__gte=first, expires_on__lt=starts[-1])
        .order_by()
        .values_list(TruncMonth("expires_on"), "rule")
        .annotate(n=Count("pk"))
    )
    found: dict[date, dict[str, int]] = {start: {} for start in starts[:-1]}
    for month, rule, number in counted:
        found[month][rule] = number
    return found


def seats_by_month(
    programme: Programme, role: ParticipantRole, first: date, months: int
) -> dict[date, int]:
    """Return how many places are free at refreshers and gatherings in each month; one query."""
    found: defaultdict[date, int] = defaultdict(int)
    for session in open_refreshers(programme, role):
        found[local_day(session).replace(day=1)] += session.free_places
    return {start: found[start] for start in (add_months(first, n) for n in range(months))}


def to_invite(programme: Programme, role: ParticipantRole, now: datetime) -> list[Standing]:
    """Return the standings of people who take part now and whose refresher is due or past due.

    Without those who are away, or have a place at a session that counts; one query.
    """
    booked = counted_bookings(now).filter(
        person=OuterRef("person"), session__programme__organisation=programme.organisation_id
    )
    due = Standing.objects.filter(
        policy__programme=programme,
        policy__role=role,
        status__in=TO_INVITE,
        is_paused=False,
    )
    return list(
        taking_part(due)
        .exclude(Exists(booked))
        .select_related("person", "policy")
        .order_by("expires_on", "pk")
    )


def _counts(booking: Enrolment, standing: Standing) -> bool:
    """Tell whether a booked session counts under the policy, and comes in time."""
    session, policy = booking.session, standing.policy
    if session.programme.organisation_id != policy.programme.organisation_id:
        return False
    if policy.role not in session.roles:
        return False
    if policy.counted_gatherings is None and not is_refresher(session):
        return False
    last = standing.last_chance_on
    return last is None or local_day(session) <= last
