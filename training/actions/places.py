"""Who gets the next place at a session; the session is locked by whoever asks."""

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from training import emails
from training.emails import How
from training.enums import ENROLMENT_TRANSITIONS, EnrolmentState
from training.models import Enrolment, Session


def state_for_next(session: Session) -> EnrolmentState:
    """Return what the next person gets: a place, unless it is full or others wait for one."""
    if free_places(session) > 0 and not session.enrolments.waiting().exists():
        return EnrolmentState.ENROLLED
    return EnrolmentState.WAITING


def free_places(session: Session) -> int:
    """Return how many places nobody has."""
    return session.capacity - session.enrolments.enrolled().count()


def fill_places(session: Session) -> list[Enrolment]:
    """Give free places to those who wait, the first in line first, tell them, and return them."""
    free = max(0, free_places(session))
    promoted = list(session.enrolments.waiting().select_related("person")[:free])
    for enrolment in promoted:
        enrolment.session = session
        advance(enrolment, EnrolmentState.ENROLLED, ENROLMENT_TRANSITIONS)
        record_place("enrolment.promoted", enrolment, by=None)
        emails.post_place_given(enrolment, How.WAITED)
    return promoted


def record_place(
    kind: str, enrolment: Enrolment, *, by: Person | None, changes: dict[str, object] | None = None
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = enrolment.session.programme.organisation_id
    record(kind, enrolment, by=by, organisation_id=organisation_id, changes=changes)
