"""Booking places at sessions, waiting for them and giving them up."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.common.lifecycle import advance
from training import emails
from training.actions.places import fill_places, record_place, state_for_next
from training.actions.sessions import lock_session
from training.courses.prerequisites import refuse_before_its_turn
from training.emails import How
from training.enums import ENROLMENT_TRANSITIONS, NOT_COMING, EnrolmentState, SessionState
from training.models import Enrolment, Session
from training.queries.sessions import may_come


class SessionClosedError(Exception):
    """The session was held or cancelled, or has begun, so its places do not change any more."""


class NotForThemError(Exception):
    """The session is for other people than this person."""


@transaction.atomic
def enrol(
    session: Session, person: Person, *, by: Person | None, how: How | None = None
) -> Enrolment:
    """Give a person a place, or the last place in the waiting list when the session is full.

    Recorded; who has a place is told by e-mail, with a file for their calendar. Who has a place, or
    waits, keeps what they have. People book until the session begins, coordinators for them until
    it was held. Who books for themselves has had the courses that come first; coordinators may book
    people all the same. Raises SessionClosedError, NotForThemError, ComesFirstError.
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
    if books_for_oneself:
        refuse_before_its_turn(locked, person)
    enrolment = _book(locked, person, known, state_for_next(locked))
    record_place("enrolment.made", enrolment, by=by, changes={"state": enrolment.state})
    if enrolment.state == EnrolmentState.ENROLLED:
        usual = How.BOOKED if books_for_oneself else How.GIVEN
        emails.post_place_given(enrolment, how or usual)
    return enrolment


@transaction.atomic
def cancel_enrolment(enrolment: Enrolment, *, by: Person | None) -> None:
    """Give up a place, or a place in the waiting list; recorded.

    Who had a place is told by e-mail, and their calendar with them. The first in line gets what
    came free, unless the session has begun, and is told as well.
    Raises SessionClosedError, and IllegalTransitionError when it was given up before.
    """
    session = lock_session(enrolment.session)
    is_own = by is not None and by.pk == enrolment.person_id
    if not _is_open(session, is_own=is_own):
        raise SessionClosedError
    _give_up(session, enrolment, EnrolmentState.CANCELLED, by=by, is_own=is_own)


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
        record_place("enrolment.declined", known, by=by)
        return known
    is_own = by is not None and by.pk == person.pk
    _give_up(locked, known, EnrolmentState.DECLINED, by=by, is_own=is_own)
    return known


def _give_up(
    session: Session, enrolment: Enrolment, to: EnrolmentState, *, by: Person | None, is_own: bool
) -> None:
    """Take a place, or a place in line, from somebody and hand it on; the session is locked."""
    had_place = session.enrolments.enrolled().filter(pk=enrolment.pk).exists()
    advance(enrolment, to, ENROLMENT_TRANSITIONS)
    enrolment.session = session
    is_no = to == EnrolmentState.DECLINED
    record_place("enrolment.declined" if is_no else "enrolment.cancelled", enrolment, by=by)
    if had_place:
        emails.post_place_freed(enrolment, is_own=is_own)
    if not session.has_begun:
        fill_places(session)


def _is_open(session: Session, *, is_own: bool) -> bool:
    """Tell whether places may still change: until it was held, one’s own until it begins."""
    return session.state == SessionState.PLANNED and not (is_own and session.has_begun)


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
