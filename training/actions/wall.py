"""The code on the wall: putting it up, taking it down, and coming in by it."""

import secrets
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.common.rates import Rate
from training.actions.attendance import record_attendance
from training.actions.sessions import lock_session
from training.attending.wall import is_shown
from training.enums import AttendanceSource, EnrolmentState, SessionState
from training.models import Session
from training.queries.attending import sessions_with_wall

# Nobody types wrong ten times in ten minutes who sees the wall.
TRIES = Rate("training.wall", most=10, seconds=600)


class WrongCodeError(Exception):
    """No wall that the person may stand before shows what they typed."""


class TooManyTriesError(Exception):
    """They typed wrong too often, and wait a while."""


class NoRoomError(Exception):
    """They have no place, and all places are taken."""


class SaidOtherwiseError(Exception):
    """Somebody said already that they were not there, and a code does not overrule that."""


@transaction.atomic
def put_wall_up(session: Session, *, by: Person | None) -> None:
    """Draw codes from a new secret, so that those of an earlier wall are worth nothing; recorded.

    A wall that is up stays as it is. Raises IllegalTransitionError for a session that is cancelled.
    """
    locked = lock_session(session)
    if locked.state == SessionState.CANCELLED:
        raise IllegalTransitionError(session, SessionState.HELD)
    if not locked.wall_key:
        _keep_key(locked, secrets.token_hex(32))
        _record("attendance.wall_up", locked, by=by)


@transaction.atomic
def take_wall_down(session: Session, *, by: Person | None) -> None:
    """Let no code count any more; recorded."""
    locked = lock_session(session)
    if locked.wall_key:
        _keep_key(locked, "")
        _record("attendance.wall_down", locked, by=by)


def come_in_by_code(person: Person, code: str) -> Session:
    """Note somebody as being there by the code they read off the wall; return at which session.

    A code counts once for a person: who is in stays in, and whom somebody said to be missing asks
    that person. Wrong tries are counted even though nothing else is kept of them. Raises
    TooManyTriesError, WrongCodeError, NoRoomError and SaidOtherwiseError.
    """
    if TRIES.is_used_up(person.pk):
        raise TooManyTriesError
    now = timezone.now()
    fitting = (row for row in sessions_with_wall(person, now) if is_shown(row.wall_key, code, now))
    session = next(fitting, None)
    if session is None:
        TRIES.use(person.pk)
        raise WrongCodeError
    _let_in(session, person)
    return session


@transaction.atomic
def _let_in(session: Session, person: Person) -> None:
    """Note that they are there, where there is room; one at a time."""
    locked = lock_session(session)
    said = locked.attendances.filter(person=person).first()
    if said is not None and not said.is_present:
        raise SaidOtherwiseError
    if said is not None:
        return
    if not _has_room_for(locked, person.pk):
        raise NoRoomError
    record_attendance(locked, {person: True}, by=person, source=AttendanceSource.CODE)


def _has_room_for(session: Session, person: UUID) -> bool:
    """Tell whether they have a place, or one is left beside those with places and who came in."""
    placed = set(
        session.enrolments.filter(state=EnrolmentState.ENROLLED).values_list("person_id", flat=True)
    )
    came = set(session.attendances.filter(is_present=True).values_list("person_id", flat=True))
    return person in placed or len(placed | came) < session.capacity


def _keep_key(session: Session, key: str) -> None:
    """Store the secret, or that there is none."""
    session.wall_key = key
    session.save(update_fields=["wall_key"])


def _record(kind: str, session: Session, *, by: Person | None) -> None:
    """Record under the organisation that the programme belongs to."""
    record(kind, session, by=by, organisation_id=session.programme.organisation_id)
