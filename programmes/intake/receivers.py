"""What intake does when something happens elsewhere."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from mentorship.accounts.models import Person
from programmes.actions.eligibility import bring_intake_along
from programmes.actions.endorsements import ask_known_manager
from programmes.actions.waiting_list import NotWaitingError, leave_waiting_list
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Application, Participant, Programme, WaitingPlace
from programmes.signals import (
    application_submitted,
    participant_moved,
    participants_moved,
    programme_created,
)

NOT_COMING = frozenset({ParticipantState.WITHDRAWN, ParticipantState.DECLINED})


def connect() -> None:
    """Listen; called from `AppConfig.ready`."""
    application_submitted.connect(on_application_submitted)
    participant_moved.connect(on_participant_moved)
    participants_moved.connect(on_participants_moved)
    programme_created.connect(on_programme_created)


def on_application_submitted(
    sender: object, *, application: Application, by: Person | None, **more: Any
) -> None:
    """Ask the line manager of a mentee who handed in their application."""
    ask_known_manager(application, by=by)


def on_participant_moved(
    sender: object, *, participant: Participant, by: Person | None, **more: Any
) -> None:
    """Take who withdrew off the waiting list: nobody is promoted who does not want to come."""
    _let_leave([participant], by=by)


def on_participants_moved(
    sender: object, *, participants: Sequence[Participant], by: Person | None, **more: Any
) -> None:
    """Do the same for many at once; only who leaves the list costs anything."""
    _let_leave(participants, by=by)


def _let_leave(participants: Sequence[Participant], *, by: Person | None) -> None:
    """Take those of them who are not coming off the lists of their cohorts."""
    gone = {
        (each.cohort_id, each.person_id)
        for each in participants
        if each.role == ParticipantRole.MENTEE and each.state in NOT_COMING
    }
    if not gone:
        return
    waiting = WaitingPlace.objects.waiting().filter(
        application__cohort__in={cohort for cohort, _person in gone},
        application__person__in={person for _cohort, person in gone},
    )
    for place in waiting.select_related("application__cohort__programme").order_by("pk"):
        if (place.application.cohort_id, place.application.person_id) not in gone:
            continue
        with suppress(NotWaitingError):
            leave_waiting_list(place, by=by)


def on_programme_created(sender: object, *, programme: Programme, **more: Any) -> None:
    """Bring rules and policy along from the programme that another was started from."""
    bring_intake_along(programme)
