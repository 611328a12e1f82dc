"""Who waits for a place: joining, priority, leaving, and the next one's turn."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.participants import add_participant, move_participant
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState
from programmes.emails.intake import post_place_free
from programmes.enums import ParticipantRole, ParticipantState
from programmes.intake.enums import WAITING_TRANSITIONS, WaitingState
from programmes.intake.queries import IN_HAND, intake_policy_of, places_free, waiting_in
from programmes.models import Application, Cohort, Decision, Participant, WaitingPlace
from programmes.selection.enums import (
    DECISION_TRANSITIONS,
    DecisionReason,
    DecisionState,
    Outcome,
)
from programmes.signals import decision_published


class CannotWaitError(Exception):
    """The application is no mentee's, or waits for nothing; nothing was changed."""


class NoPlaceFreeError(Exception):
    """Every place of the cohort is taken; nothing was changed."""


class NobodyWaitsError(Exception):
    """Nobody is on the waiting list; nothing was changed."""


class NotWaitingError(Exception):
    """They wait no more: somebody else gave them a place, or they left; nothing was changed."""


class OutOfTurnError(Exception):
    """It is somebody else's turn, and no reason is given; nothing was changed."""


class DecisionUnderWayError(Exception):
    """Another decision about them is staged, and not published; nothing was changed."""


class OwnPlaceError(Exception):
    """Nobody gives themselves a place, or a better one; nothing was changed."""


@transaction.atomic
def join_waiting_list(application: Application, *, by: Person | None) -> WaitingPlace:
    """Put somebody on the list of their cohort, behind those who wait; recorded.

    Who waits already keeps their place. Raises CannotWaitError.
    """
    lock_list(application.cohort)
    stored = Application.objects.get(pk=application.pk)
    if stored.role != ParticipantRole.MENTEE or stored.state not in IN_HAND:
        raise CannotWaitError
    now = timezone.now()
    place, is_new = WaitingPlace.objects.get_or_create(
        application=application, defaults={"joined_at": now}
    )
    if not is_new and place.state == WaitingState.WAITING:
        return place
    if not is_new:
        advance(
            place,
            WaitingState.WAITING,
            WAITING_TRANSITIONS,
            joined_at=now,
            ended_at=None,
            ended_by=None,
            rule="",
            out_of_turn_reason="",
        )
    _record("waiting_list.joined", place, by=by)
    return place


@transaction.atomic
def set_priority(place: WaitingPlace, *, priority: int, reason: str, by: Person) -> None:
    """Give somebody a better or a later place, with a reason; recorded.

    Raises NotWaitingError, OwnPlaceError.
    """
    lock_list(place.application.cohort)
    if place.application.person_id == by.pk:
        raise OwnPlaceError
    stored = WaitingPlace.objects.get(pk=place.pk)
    if stored.state != WaitingState.WAITING:
        raise NotWaitingError
    if (stored.priority, stored.priority_reason) == (priority, reason):
        return
    place.priority, place.priority_reason = priority, reason
    place.save(update_fields=["priority", "priority_reason"])
    _record("waiting_list.ranked", place, by=by, changes={"from": stored.priority, "to": priority})


@transaction.atomic
def leave_waiting_list(place: WaitingPlace, *, by: Person | None) -> None:
    """Take somebody off the list; recorded. Raises NotWaitingError when they wait no more."""
    _end(place, WaitingState.LEFT, by=by)
    _record("waiting_list.left", place, by=by)


def leave_if_waiting(application: Application, *, by: Person | None) -> None:
    """Take an applicant off the list, if they are on it."""
    waiting = WaitingPlace.objects.waiting().filter(application=application)
    place = waiting.select_related("application__cohort__programme").first()
    if place is not None:
        with suppress(NotWaitingError):
            leave_waiting_list(place, by=by)


@transaction.atomic
def promote_next(
    cohort: Cohort, *, by: Person, instead: WaitingPlace | None = None, reason: str = ""
) -> WaitingPlace:
    """Give a free place to who is next by the programme's rule; recorded with rule and position.

    `instead` names whom the coordinator means: out of turn, that needs a reason. Never more are
    promoted than there are places. Raises NoPlaceFreeError, NobodyWaitsError, NotWaitingError,
    OutOfTurnError, DecisionUnderWayError, OwnPlaceError.
    """
    _hold_applications(cohort)
    lock_list(cohort)
    rule = intake_policy_of(cohort.programme).promotion_rule
    waiting = waiting_in(cohort, rule)
    if instead is not None and all(each.place.pk != instead.pk for each in waiting):
        raise NotWaitingError
    if not waiting:
        raise NobodyWaitsError
    if places_free(cohort) == 0:
        raise NoPlaceFreeError
    chosen = next(each for each in waiting if instead is None or each.place.pk == instead.pk)
    if chosen.place.application.person_id == by.pk:
        raise OwnPlaceError
    is_out_of_turn = chosen.position > 1
    if is_out_of_turn and not reason.strip():
        raise OutOfTurnError
    place, application = chosen.place, chosen.place.application
    application.cohort = cohort
    # The participant first, as whoever withdraws them does: then neither waits for the other.
    _take_in(application, by=by)
    facts = {"rule": rule, "out_of_turn_reason": reason.strip() if is_out_of_turn else ""}
    _end(place, WaitingState.PROMOTED, by=by, **facts)
    _decide(application, by=by)
    changes = {"rule": rule, "position": chosen.position, "waited": len(waiting)}
    _record("waiting_list.promoted", place, by=by, changes=changes)
    post_place_free(place)
    return place


def lock_list(cohort: Cohort) -> None:
    """Let one change to a cohort's waiting list happen at a time."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)


def _hold_applications(cohort: Cohort) -> None:
    """Keep the applications of who waits as they are, before the list is locked.

    Deciding and reconsidering hold an application first as well: then neither waits for the other.
    """
    waiting = WaitingPlace.objects.waiting().filter(application__cohort=cohort)
    held = Application.objects.select_for_update(of=("self",))
    list(held.filter(pk__in=waiting.values("application")).order_by("pk").values_list("pk"))


def _end(place: WaitingPlace, to: WaitingState, *, by: Person | None, **also: Any) -> None:
    """End somebody's wait; raises NotWaitingError when it has ended."""
    ended = {"ended_at": timezone.now(), "ended_by": by}
    try:
        advance(place, to, WAITING_TRANSITIONS, **ended, **also)
    except IllegalTransitionError as error:
        raise NotWaitingError from error


def _take_in(application: Application, *, by: Person) -> None:
    """Give the person their place as mentee."""
    place = Participant.objects.filter(
        cohort=application.cohort, person=application.person, role=ParticipantRole.MENTEE
    )
    known = place.select_for_update().first()
    if known is None:
        add_participant(
            cohort=application.cohort,
            person=application.person,
            role=ParticipantRole.MENTEE,
            state=ParticipantState.ACCEPTED,
            by=by,
        )
        return
    known.cohort = application.cohort
    if known.state in {ParticipantState.WITHDRAWN, ParticipantState.DECLINED}:
        move_participant(known, ParticipantState.APPLIED, by=by)
    move_participant(known, ParticipantState.ACCEPTED, by=by)


def _decide(application: Application, *, by: Person) -> None:
    """Let an acceptance stand in the place of the decision that they wait."""
    if application.decisions.staged().exists():
        raise DecisionUnderWayError
    for earlier in application.decisions.in_force():
        advance(earlier, DecisionState.SUPERSEDED, DECISION_TRANSITIONS)
    now = timezone.now()
    decision = Decision.objects.create(
        application=application,
        outcome=Outcome.ACCEPT,
        state=DecisionState.PUBLISHED,
        reason=DecisionReason.OTHER,
        staged_by=by,
        staged_at=now,
        published_by=by,
        published_at=now,
    )
    if application.state == ApplicationState.SUBMITTED:
        advance(application, ApplicationState.DECIDED, APPLICATION_TRANSITIONS)
    organisation_id = application.cohort.programme.organisation_id
    changes = {"outcome": decision.outcome}
    record("decision.published", decision, by=by, organisation_id=organisation_id, changes=changes)
    decision_published.send(sender=Decision, decision=decision, by=by)


def _record(
    kind: str,
    place: WaitingPlace,
    *,
    by: Person | None,
    changes: dict[str, Any] | None = None,
) -> None:
    """Record under the organisation that the programme belongs to; reasons do not belong there."""
    organisation_id = place.application.cohort.programme.organisation_id
    record(kind, place, by=by, organisation_id=organisation_id, changes=changes or {})
