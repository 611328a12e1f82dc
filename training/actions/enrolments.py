"""Booking places at sessions, waiting for them and giving them up."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from training import emails
from training.actions.sessions import lock_session
from training.enums import ENROLMENT_TRANSITIONS, NOT_COMING, EnrolmentState, SessionState
from training.models import Enrolment, Session
from training.queries.sessions import may_come


class SessionClosedError(Exception):
    """The session was held or cancelled, or has begun, so its places do not change any more."""


class NotForThemError(Exception):
    """The session is for other people than this person."""


@transaction.atomic
def enrol(session: Session, person: Person, *, by: Person | None) -> Enrolment:
    """Give a person a place, or the last place in the waiting list when the session is full.

    Recorded; who was booked by somebody else is told by e-mail. Who has a place, or waits, keeps
    what they have. People book until the session begins, coordinators for them until it was held.
    Raises SessionClosedError, NotForThemError.
    """
    locked = lock_session(session)
    books_for_oneself = by is not None and by.pk == person.pk
    if not _is_open(locked, is_own=books_for_oneself):
        raise SessionClosedError
    if not may_come(locked, person):
        raise NotForThemError
    known = locked.enrolments.of(person).first()
    if known is not None and known.state not in NOT_COMING:
        return known
    enrolment = _book(locked, person, known, _state_for_next(locked))
    _record("enrolment.made", enrolment, by=by, changes={"state": enrolment.state})
    if enrolment.state == EnrolmentState.ENROLLED and not books_for_oneself:
        emails.post_place_given(enrolment)
    return enrolment


@transaction.atomic
def cancel_enrolment(enrolment: Enrolment, *, by: Person | None) -> None:
    """Give up a place, or a place in the waiting list; recorded.

    The first in line gets what came free, unless the session has begun, and is told by e-mail.
    Raises SessionClosedError, and IllegalTransitionError when it was given up before.
    """
    session = lock_session(enrolment.session)
    if not _is_open(session, is_own=by is not None and by.pk == enrolment.person_id):
        raise SessionClosedError
    advance(enrolment, EnrolmentState.CANCELLED, ENROLMENT_TRANSITIONS)
    enrolment.session = session
    _record("enrolment.cancelled", enrolment, by=by)
    if not session.has_begun:
        _fill_places(session)


@transaction.atomic
def decline(session: Session, person: Person, *, by: Person | None) -> Enrolment:
    """Say that a person cannot come; recorded. A place of theirs goes to the first in line.

    Saying so again changes nothing. Raises SessionClosedError once it has begun, NotForThemError.
    """
    locked = lock_session(session)
    if not _is_open(locked, is_own=True):
        raise SessionClosedError
    known = locked.enrolments.of(person).first()
    if known is not None and known.state == EnrolmentState.DECLINED:
        return known
    if known is None:
        if not may_come(locked, person):
            raise NotForThemError
        known = Enrolment.objects.create(
            session=locked, person=person, state=EnrolmentState.DECLINED
        )
    else:
        advance(known, EnrolmentState.DECLINED, ENROLMENT_TRANSITIONS)
    known.session, known.person = locked, person
    _record("enrolment.declined", known, by=by)
    _fill_places(locked)
    return known


def _is_open(session: Session, *, is_own: bool) -> bool:
    """Tell whether places may still change: until it was held, one’s own until it begins."""
    return session.state == SessionState.PLANNED and not (is_own and session.has_begun)


def _state_for_next(session: Session) -> EnrolmentState:
    """Return what the next person gets: a place, unless it is full or others wait for one."""
    if _free_places(session) > 0 and not session.enrolments.waiting().exists():
        return EnrolmentState.ENROLLED
    return EnrolmentState.WAITING


def _free_places(session: Session) -> int:
    """Return how many places nobody has."""
    return session.capacity - session.enrolments.enrolled().count()


def _book(
    session: Session, person: Person, known: Enrolment | None, state: EnrolmentState
) -> Enrolment:
    """Store a first booking, or a further turn of somebody who gave up an earlier one."""
    if known is None:
        return Enrolment.objects.create(
            session=session,
            person=person,
            state=state,
            waited=state == EnrolmentState.WAITING,
        )
    advance(
        known,
        state,
        ENROLMENT_TRANSITIONS,
        enrolled_at=timezone.now(),
        turn=known.turn + 1,
        waited=state == EnrolmentState.WAITING,
    )
    known.session, known.person = session, person
    return known


def _fill_places(session: Session) -> None:
    """Give free places to those who wait, the first in line first, and tell them."""
    free = max(0, _free_places(session))
    for enrolment in session.enrolments.waiting().select_related("person")[:free]:
        enrolment.session = session
        advance(enrolment, EnrolmentState.ENROLLED, ENROLMENT_TRANSITIONS)
        _record("enrolment.promoted", enrolment, by=None)
        emails.post_place_given(enrolment)


def _record(
    kind: str, enrolment: Enrolment, *, by: Person | None, changes: dict[str, object] | None = None
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = enrolment.session.programme.organisation_id
    record(kind, enrolment, by=by, organisation_id=organisation_id, changes=changes)
