"""Planning sessions, calling them off, and saying that they took place."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from programmes.models import Cohort, Programme
from training import emails
from training.enums import SESSION_TRANSITIONS, Audience, SessionKind, SessionState
from training.models import Community, Competency, Course, Session, SessionSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """What a session is to be; with a cohort, or a community, it is for those people alone.

    `competencies` are what it works on, where that is not what its course works on. A slot is a
    short training inside a gathering, which counts as refresher hours of its own.
    """

    title: str
    kind: SessionKind | str
    starts_at: datetime
    minutes: int
    capacity: int
    place: str = ""
    course: Course | None = None
    cohort: Cohort | None = None
    community: Community | None = None
    series: SessionSeries | None = None
    audience: Audience | str = Audience.BOTH
    open_until: date | None = None
    agenda: str = ""
    slot_title: str = ""
    slot_minutes: int | None = None
    competencies: tuple[Competency, ...] = ()
    slot_competencies: tuple[Competency, ...] = ()


@transaction.atomic
def plan_session(
    programme: Programme,
    plan: SessionPlan,
    *,
    by: Person | None,
    facilitators: Iterable[Person] = (),
) -> Session:
    """Put a session into a programme's calendar; recorded.

    Raises ValueError for a course of another organisation, or a cohort or community of another
    programme.
    """
    if plan.course is not None and plan.course.organisation_id != programme.organisation_id:
        raise ValueError("The course belongs to another organisation.")
    if plan.cohort is not None and plan.cohort.programme_id != programme.pk:
        raise ValueError("The cohort belongs to another programme.")
    if plan.community is not None and plan.community.programme_id != programme.pk:
        raise ValueError("The community belongs to another programme.")
    given = {field.name: getattr(plan, field.name) for field in fields(plan)}
    competencies, in_slot = given.pop("competencies"), given.pop("slot_competencies")
    session = Session.objects.create(programme=programme, **given)
    session.facilitators.set(facilitators)
    session.competencies.set(competencies)
    session.slot_competencies.set(in_slot)
    _record("session.planned", session, by=by)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Person | None, reason: str = "") -> None:
    """Call a planned session off and tell everybody who has, or waits for, a place; recorded.

    Raises IllegalTransitionError when it was held or cancelled before.
    """
    locked = lock_session(session)
    advance(session, SessionState.CANCELLED, SESSION_TRANSITIONS, cancelled_reason=reason)
    locked.cancelled_reason = reason
    enrolments = locked.enrolments.standing().select_related("person")
    for enrolment in enrolments:
        emails.post_cancelled(locked, enrolment.person)
    _record("session.cancelled", session, by=by, changes={"told": len(enrolments)})


@transaction.atomic
def mark_held(session: Session, *, by: Person | None) -> None:
    """Say that a planned session took place; recorded. Raises IllegalTransitionError otherwise."""
    advance(session, SessionState.HELD, SESSION_TRANSITIONS)
    _record("session.held", session, by=by)


def lock_session(session: Session) -> Session:
    """Return the session as stored, kept from everybody else until the transaction ends.

    Places are given and attendance is written one at a time; called inside a transaction.
    """
    sessions = Session.objects.select_related("programme__organisation", "course", "cohort")
    return sessions.select_for_update(of=("self",)).get(pk=session.pk)


def _record(
    kind: str, session: Session, *, by: Person | None, changes: dict[str, object] | None = None
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = session.programme.organisation_id
    record(kind, session, by=by, organisation_id=organisation_id, changes=changes)
