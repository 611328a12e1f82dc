"""What intake does when something happens elsewhere."""

from typing import Any

from mentorship.accounts.models import Person
from programmes.actions.endorsements import ask_known_manager
from programmes.actions.waiting_list import NotWaitingError, leave_waiting_list
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Application, Participant, WaitingPlace
from programmes.signals import application_submitted, participant_moved


def connect() -> None:
    """Listen; called from `AppConfig.ready`."""
    application_submitted.connect(on_application_submitted)
    participant_moved.connect(on_participant_moved)


def on_application_submitted(
    sender: object, *, application: Application, by: Person | None, **more: Any
) -> None:
    """Ask the line manager of a mentee who handed in their application."""
    ask_known_manager(application, by=by)


def on_participant_moved(
    sender: object, *, participant: Participant, by: Person | None, **more: Any
) -> None:
    """Take who withdrew off the waiting list: nobody is promoted who does not want to come."""
    if participant.role != ParticipantRole.MENTEE or participant.state not in {
        ParticipantState.WITHDRAWN,
        ParticipantState.DECLINED,
    }:
        return
    place = (
        WaitingPlace.objects.waiting()
        .filter(
            application__cohort=participant.cohort_id, application__person=participant.person_id
        )
        .select_related("application__cohort__programme")
        .first()
    )
    if place is None:
        return
    try:
        leave_waiting_list(place, by=by)
    except NotWaitingError:
        return
