"""Who still has to prepare before the match, until when, and at which session."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from programmes.enums import MilestoneKind, ParticipantRole, ParticipantState, PhaseKind
from programmes.models import Cohort, Participant, Pause, Programme
from training.enums import CourseKind, CurrencyStatus, SessionState
from training.models import Enrolment, Session, Standing
from training.models.session import SessionQuerySet
from training.queries.register import UNTIL_TICKED


def match_day(cohort: Cohort) -> date:
    """Return the day by which a cohort's people are prepared; its phases are prefetched.

    That is when its match phase begins, else its kick-off, else its own first day.
    """
    phases = [row.starts_on for row in cohort.phases.all() if row.kind == PhaseKind.MATCH]
    kick_offs = [row.on for row in cohort.milestones.all() if row.kind == MilestoneKind.KICK_OFF]
    return min(phases or kick_offs or [cohort.starts_on])


def cohorts_before_their_match(
    first: date, last: date, programme: Programme | None = None
) -> dict[UUID, tuple[Cohort, date]]:
    """Return the open cohorts matched between two days, each with that day; three queries."""
    cohorts = Cohort.objects.open().select_related("programme__organisation")
    if programme is not None:
        cohorts = cohorts.filter(programme=programme)
    days = {
        cohort.pk: (cohort, match_day(cohort))
        for cohort in cohorts.prefetch_related("phases", "milestones")
    }
    return {pk: (cohort, day) for pk, (cohort, day) in days.items() if first <= day <= last}


def still_to_prepare(
    cohorts: Collection[UUID], role: ParticipantRole, now: datetime, today: date
) -> list[Participant]:
    """Return who is accepted, here, reachable, still in training and has no place; one query."""
    standing = Standing.objects.filter(
        policy__programme=OuterRef("cohort__programme"),
        policy__role=OuterRef("role"),
        person=OuterRef("person"),
        status=CurrencyStatus.IN_TRAINING,
    )
    booked = Enrolment.objects.enrolled().filter(
        person=OuterRef("person"),
        session__in=_preparing(role),
        session__programme__organisation=OuterRef("cohort__programme__organisation"),
        session__starts_at__gte=now - UNTIL_TICKED,
    )
    return list(
        Participant.objects.filter(cohort__in=cohorts, role=role, state=ParticipantState.ACCEPTED)
        .filter(Exists(standing), person__is_active=True, person__email__isnull=False)
        .exclude(Exists(booked))
        .exclude(Exists(Pause.objects.on(today).filter(participant=OuterRef("pk"))))
        .select_related("person")
        .order_by("person__name", "pk")
    )


def sessions_that_prepare(programme: Programme, role: ParticipantRole) -> list[Session]:
    """Return the sessions to come that prepare for a match and have free places; one query."""
    sessions = (
        _preparing(role)
        .filter(programme=programme)
        .upcoming()
        .with_seats()
        .select_related("course", "programme__organisation")
    )
    return [session for session in sessions if session.free_places]


def offer_before(day: date, cohort: UUID, sessions: Sequence[Session]) -> Session | None:
    """Return the session to offer somebody of a cohort: one in time if there is any."""
    fitting = [row for row in sessions if row.cohort_id in {None, cohort}]
    in_time = [row for row in fitting if row.starts_at.date() <= day]
    return next(iter([*in_time, *fitting]), None)


def _preparing(role: ParticipantRole) -> SessionQuerySet:
    """Return the sessions of initial training that people in a role may come to."""
    return (
        Session.objects.filter(course__kind=CourseKind.INITIAL)
        .for_role(role)
        .exclude(state=SessionState.CANCELLED)
    )
