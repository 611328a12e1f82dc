"""What intake does when something happens elsewhere."""

from typing import Any

from mentorship.accounts.models import Person
from programmes.actions.eligibility import bring_intake_along
from programmes.actions.endorsements import ask_known_manager
from programmes.actions.waiting_list import NotWaitingError, leave_waiting_list
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Application, Participant, Programme, WaitingPlace
from programmes.signals import application_submitted, participant_moved, programme_created


def connect() -> None:
    """Listen; called from `AppConfig.ready`."""
    application_submitted.connect(on_application_submitted)
    participant_moved.connect(on_participant_moved)
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


def on_programme_created(sender: object, *, programme: Programme, **more: Any) -> None:
    """Bring rules and policy along from the programme that another was started from."""
    bring_intake_along(programme)
