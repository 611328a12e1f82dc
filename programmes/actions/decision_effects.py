"""What a published decision brings about, and how that is taken back."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.participants import (
    add_participant,
    move_participant,
    move_participants,
)
from programmes.actions.waiting_list import join_waiting_list, leave_if_waiting
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Application, Cohort, Decision, Participant
from programmes.selection.enums import DecisionState, Outcome
from programmes.selection.obstacles import TAKEN_ON
from programmes.signals import participant_moved


class GoneTooFarError(Exception):
    """What the decision brought about has gone on, and cannot be taken back here."""


class NotForLaterError(Exception):
    """The decision does not promise a later cohort any more, or that cohort is none."""


def carry_out(
    decisions: Sequence[Decision], places: Mapping[UUID, Participant], *, by: Person
) -> None:
    """Give places, end them, or put people in line, as was decided.

    `places` holds each application's place as it is stored, and held.
    """
    coming: list[Participant] = []
    ending: dict[Participant, str] = {}
    for decision in decisions:
        place = places.get(decision.application_id)
        if decision.outcome == Outcome.WAIT:
            join_waiting_list(decision.application, by=by)
        elif decision.outcome != Outcome.ACCEPT:
            if place is not None:
                ending[place] = _why_ended(decision)
        elif place is None:
            _give_place(decision, by=by)
        elif place.state not in TAKEN_ON:
            coming.append(place)
    move_participants(coming, ParticipantState.ACCEPTED, by=by)
    move_participants(list(ending), ParticipantState.DECLINED, by=by, reasons=ending)


def take_back(decision: Decision, place: Participant | None, *, by: Person) -> None:
    """Bring the person back to where they waited for a decision; raises GoneTooFarError."""
    leave_if_waiting(decision.application, by=by)
    if decision.outcome == Outcome.LATER and _is_brought_in(decision):
        raise GoneTooFarError
    if place is None or place.state in {ParticipantState.INVITED, ParticipantState.APPLIED}:
        return
    try:
        if place.state == ParticipantState.ACCEPTED:
            _back_to_applied(place, by=by)
        else:
            move_participant(place, ParticipantState.APPLIED, by=by)
    except IllegalTransitionError as error:
        raise GoneTooFarError from error


def drop_staged(application: Application, *, by: Person) -> None:
    """Drop what was staged about an application that waits for no decision any more; recorded."""
    for staged in application.decisions.staged():
        outcome = staged.outcome
        staged.delete()
        record(
            "decision.unstaged",
            application,
            by=by,
            organisation_id=application.cohort.programme.organisation_id,
            changes={"outcome": outcome},
        )


@transaction.atomic
def bring_in_later(decision: Decision, *, cohort: Cohort, by: Person) -> Participant:
    """Give who was accepted for later a place in a later cohort; recorded.

    Raises NotForLaterError, CohortClosedError, AlreadyTakesPartError.
    """
    # As whoever reconsiders it does, so that of the two one comes first.
    Application.objects.select_for_update().get(pk=decision.application_id)
    stored = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("application__person", "application__cohort__programme")
        .get(pk=decision.pk)
    )
    application = stored.application
    is_promised = stored.state == DecisionState.PUBLISHED and stored.outcome == Outcome.LATER
    is_later = (
        cohort.programme_id == application.cohort.programme_id
        and cohort.number > application.cohort.number
    )
    if not is_promised or not is_later:
        raise NotForLaterError
    place = add_participant(
        cohort=cohort,
        person=application.person,
        role=ParticipantRole(application.role),
        state=ParticipantState.ACCEPTED,
        by=by,
    )
    record(
        "decision.brought_in",
        stored,
        by=by,
        organisation_id=application.cohort.programme.organisation_id,
        changes={"cohort": cohort.pk},
    )
    return place


def _is_brought_in(decision: Decision) -> bool:
    """Tell whether the person has a place in a later cohort by now."""
    application = decision.application
    later = Participant.objects.filter(
        person=application.person_id,
        role=application.role,
        cohort__programme=application.cohort.programme_id,
        cohort__number__gt=application.cohort.number,
    )
    return later.exists()


def _give_place(decision: Decision, *, by: Person) -> None:
    """Give somebody a place who has none in this cohort."""
    application = decision.application
    add_participant(
        cohort=application.cohort,
        person=application.person,
        role=ParticipantRole(application.role),
        state=ParticipantState.ACCEPTED,
        by=by,
    )


def _why_ended(decision: Decision) -> str:
    """Return what a place says of how it ended."""
    if decision.outcome == Outcome.LATER:
        return _("Accepted for later")
    if decision.outcome == Outcome.DEVELOP:
        return _("Offered development first")
    return decision.get_reason_display()


def _back_to_applied(place: Participant, *, by: Person) -> None:
    """Take an acceptance back, which no other step does; recorded like every move."""
    came_from = ParticipantState(place.state)
    advance(
        place,
        ParticipantState.APPLIED,
        {ParticipantState.APPLIED: frozenset({ParticipantState.ACCEPTED})},
        moved_at=timezone.now(),
    )
    record(
        "participant.applied",
        place,
        by=by,
        organisation_id=place.cohort.programme.organisation_id,
        changes={"from": came_from, "to": ParticipantState.APPLIED},
    )
    participant_moved.send(sender=Participant, participant=place, came_from=came_from, by=by)
