"""Planning sessions, calling them off, and saying that they took place."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Cohort, Programme
from training import emails
from training.actions.places import fill_places
from training.enums import SESSION_TRANSITIONS, Audience, SessionKind, SessionState
from training.models import Community, Competency, Course, Enrolment, Session, SessionSeries

# What a plan holds that is stored in rows of its own.
SUBJECTS = frozenset({"competencies", "slot_competencies"})
# What people who booked have to know when it changes.
NEWS = ("starts_at", "minutes", "place")


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

    @classmethod
    def of(cls, session: Session) -> "SessionPlan":
        """Return what a session is now."""
        given = {
            field.name: getattr(session, field.name)
            for field in fields(cls)
            if field.name not in SUBJECTS
        }
        return cls(
            **given,
            competencies=tuple(session.competencies.all()),
            slot_competencies=tuple(session.slot_competencies.all()),
        )


class ChangedMeanwhileError(Exception):
    """Somebody changed the session after its page was opened; nothing was stored."""


class TooFewPlacesError(Exception):
    """More people have a place than the session is to have; nothing was stored."""

    def __init__(self, session: Session, taken: int) -> None:
        """Say which session, and how many have a place there."""
        self.session = session
        self.taken = taken
        super().__init__(f"{taken} places are taken.")


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
    _check(programme, plan)
    session = Session(programme=programme)
    apply_plan(session, plan)
    session.save(force_insert=True)
    _set_people_and_subjects(session, plan, facilitators)
    _record("session.planned", session, by=by)
    return session


@transaction.atomic
def change_session(
    session: Session,
    plan: SessionPlan,
    *,
    by: Person | None,
    facilitators: Iterable[Person] | None = None,
    version: int | None = None,
) -> Session:
    """Change a planned session and return it as it now is; recorded.

    Whoever has, or waits for, a place is told by e-mail when time, place or length changed; more
    places go to those who wait, who are told of that alone. `version` is the session's sequence as
    its editor saw it. Raises ChangedMeanwhileError, TooFewPlacesError, ValueError as planning does,
    and IllegalTransitionError when it was held or cancelled.
    """
    locked = lock_session(session)
    if locked.state != SessionState.PLANNED:
        raise IllegalTransitionError(session, SessionState.PLANNED)
    if version is not None and version != locked.sequence:
        raise ChangedMeanwhileError
    _check(locked.programme, plan)
    taken = locked.enrolments.enrolled().count()
    if plan.capacity < taken:
        raise TooFewPlacesError(locked, taken)
    was = copy(locked)
    apply_plan(locked, plan)
    locked.sequence = was.sequence + 1
    locked.save()
    _set_people_and_subjects(locked, plan, facilitators)
    promoted = fill_places(locked) if not locked.has_begun else []
    told = _tell_of_change(locked, was, but=promoted) if is_news(was, locked) else 0
    _record(
        "session.changed",
        locked,
        by=by,
        changes={"told": told, "promoted": len(promoted), "version": locked.sequence},
    )
    return locked


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
        enrolment.session = locked
        emails.post_cancelled(enrolment)
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


def apply_plan(session: Session, plan: SessionPlan) -> None:
    """Let a session be as a plan says, without storing it."""
    for field in fields(plan):
        if field.name not in SUBJECTS:
            setattr(session, field.name, getattr(plan, field.name))


def is_news(was: Session, now: Session) -> bool:
    """Tell whether people who booked have to know: another time, place or length."""
    return any(getattr(was, name) != getattr(now, name) for name in NEWS)


def _tell_of_change(session: Session, was: Session, *, but: Iterable[Enrolment]) -> int:
    """Tell those who have, or wait for, a place, but for some; return how many."""
    left_out = {enrolment.pk for enrolment in but}
    standing = session.enrolments.standing().exclude(pk__in=left_out)
    enrolments = list(standing.select_related("person"))
    for enrolment in enrolments:
        enrolment.session = session
        emails.post_changed(enrolment, was)
    return len(enrolments)


def _check(programme: Programme, plan: SessionPlan) -> None:
    """Refuse what belongs to others."""
    if plan.course is not None and plan.course.organisation_id != programme.organisation_id:
        raise ValueError("The course belongs to another organisation.")
    if plan.cohort is not None and plan.cohort.programme_id != programme.pk:
        raise ValueError("The cohort belongs to another programme.")
    if plan.community is not None and plan.community.programme_id != programme.pk:
        raise ValueError("The community belongs to another programme.")


def _set_people_and_subjects(
    session: Session, plan: SessionPlan, facilitators: Iterable[Person] | None
) -> None:
    """Store who leads a session, unless that stays as it was, and what it works on."""
    if facilitators is not None:
        session.facilitators.set(facilitators)
    session.competencies.set(plan.competencies)
    session.slot_competencies.set(plan.slot_competencies)


def _record(
    kind: str, session: Session, *, by: Person | None, changes: dict[str, object] | None = None
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = session.programme.organisation_id
    record(kind, session, by=by, organisation_id=organisation_id, changes=changes)
