"""Giving people places in a cohort, and moving them along."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.models import Person
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.audit.actions import record, record_many
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.emails import post_invitation
from programmes.enums import (
    PARTICIPANT_TRANSITIONS,
    PLACE_OVER,
    CohortState,
    ParticipantRole,
    ParticipantState,
)
from programmes.models import Cohort, Participant, Pause, Programme
from programmes.models.participant import ParticipantQuerySet
from programmes.signals import participant_moved, participants_moved


class CohortClosedError(Exception):
    """The cohort is closed, so nobody can join it any more."""


class AlreadyTakesPartError(Exception):
    """The person has, or had, a place in this role in this cohort already."""


class AlreadyAwayError(Exception):
    """The participant is away already, until further notice."""


@transaction.atomic
def add_participant(
    *,
    cohort: Cohort,
    person: Person,
    role: ParticipantRole,
    by: Person | None,
    state: ParticipantState = ParticipantState.INVITED,
    joined_on: date | None = None,
) -> Participant:
    """Give a person a place; recorded. Who is invited gets the invitation by e-mail.

    Who comes in further along has what they would have had by getting there step by step:
    `participants_moved` is sent. Raises CohortClosedError, AlreadyTakesPartError.
    """
    if cohort.state == CohortState.CLOSED:
        raise CohortClosedError
    try:
        with transaction.atomic():
            participant = Participant.objects.create(
                cohort=cohort,
                person=person,
                role=role,
                state=state,
                joined_on=joined_on or timezone.localdate(),
            )
    except IntegrityError as error:
        raise AlreadyTakesPartError from error
    _record("participant.added", participant, by=by, changes={"role": role, "state": state})
    if state == ParticipantState.INVITED:
        post_invitation(participant, by=by)
    else:
        participants_moved.send(
            sender=Participant, programme=cohort.programme, participants=[participant], by=by
        )
        participant.refresh_from_db(fields=["state", "moved_at"])
    return participant


@transaction.atomic
def move_participant(
    participant: Participant, to: ParticipantState, *, by: Person | None, ended_reason: str = ""
) -> None:
    """Move a participant to another state; recorded, with `participant_moved` sent.

    Who finishes, withdraws or is not taken on ends their place today, and their pause with it.
    Raises IllegalTransitionError when they cannot go there, or somebody else was quicker.
    """
    came_from = ParticipantState(participant.state)
    ends = to in PLACE_OVER
    ended_on = max(timezone.localdate(), participant.joined_on) if ends else None
    advance(
        participant,
        to,
        {to: PARTICIPANT_TRANSITIONS.get(to, frozenset()) & {came_from}},
        moved_at=timezone.now(),
        ended_on=ended_on,
        ended_reason=ended_reason,
    )
    if ends:
        _end_pauses(Participant.objects.filter(pk=participant.pk))
    _record(f"participant.{to}", participant, by=by, changes={"from": came_from, "to": to})
    participant_moved.send(sender=Participant, participant=participant, came_from=came_from, by=by)


@transaction.atomic
def move_participants(
    participants: Sequence[Participant],
    to: ParticipantState,
    *,
    by: Person | None,
    reasons: Mapping[Participant, str] | None = None,
) -> None:
    """Move many, all of them or nobody; each recorded, with `participants_moved` sent.

    `reasons` says why places end. The number of queries does not grow with them. Raises
    IllegalTransitionError when one of them cannot go there.
    """
    stored = Participant.objects.filter(pk__in=[each.pk for each in participants])
    came_from = dict(stored.select_for_update().order_by("pk").values_list("pk", "state"))
    ends, now = to in PLACE_OVER, timezone.now()
    for each in participants:
        if came_from.get(each.pk) not in PARTICIPANT_TRANSITIONS[to]:
            raise IllegalTransitionError(each, to)
        each.state, each.moved_at = to, now
        each.ended_on = max(timezone.localdate(), each.joined_on) if ends else None
        each.ended_reason = (reasons or {}).get(each, "")
    Participant.objects.bulk_update(
        participants, ["state", "moved_at", "ended_on", "ended_reason"], batch_size=500
    )
    if ends:
        _end_pauses(stored)
    for programme, theirs in _by_programme(participants).items():
        facts = [(each, {"from": came_from[each.pk], "to": to}) for each in theirs]
        organisation_id = programme.organisation_id
        record_many(f"participant.{to}", facts, by=by, organisation_id=organisation_id)
        participants_moved.send(sender=Participant, programme=programme, participants=theirs, by=by)


def withdraw_participant(participant: Participant, *, by: Person | None, reason: str = "") -> None:
    """Let a participant leave before the end, without blame; see `move_participant`."""
    move_participant(participant, ParticipantState.WITHDRAWN, by=by, ended_reason=reason)


@transaction.atomic
def finish_everybody(cohort: Cohort) -> int:
    """Mark all who still take part in a closing cohort as finished; return how many they are."""
    finishing = Participant.objects.filter(
        cohort=cohort, state__in=PARTICIPANT_TRANSITIONS[ParticipantState.FINISHED]
    )
    _end_pauses(finishing)
    return finishing.update(
        state=ParticipantState.FINISHED,
        moved_at=timezone.now(),
        ended_on=Greatest(F("joined_on"), timezone.localdate()),
    )


@transaction.atomic
def pause_participant(
    participant: Participant,
    *,
    by: Person | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> Pause:
    """Note that a participant is away, so that no clock or reminder runs for them; recorded.

    Without a last day they are away until somebody resumes. Raises AlreadyAwayError.
    """
    try:
        with transaction.atomic():
            pause = Pause.objects.create(
                participant=participant,
                starts_on=starts_on or timezone.localdate(),
                ends_on=ends_on,
                reason=reason,
            )
    except IntegrityError as error:
        raise AlreadyAwayError from error
    changes = {"starts_on": pause.starts_on, "ends_on": pause.ends_on}
    _record("participant.paused", participant, by=by, changes=changes)
    return pause


@transaction.atomic
def resume_participant(participant: Participant, *, by: Person | None) -> None:
    """Note that a participant is back: yesterday was their last day away; recorded.

    Nothing happens when they are not away.
    """
    if _end_pauses(Participant.objects.filter(pk=participant.pk)):
        _record("participant.resumed", participant, by=by)


@transaction.atomic
def note_download(
    programme: Programme, *, rows: int, people: Iterable[uuid.UUID], by: Person
) -> None:
    """Record that somebody took so many rows of the list of people with them, and of whom."""
    record("people.downloaded", programme, by=by, changes={"rows": rows})
    note_looks(SightingKind.LIST, people, organisation_id=programme.organisation_id, by=by)


def _by_programme(participants: Sequence[Participant]) -> dict[Programme, list[Participant]]:
    """Sort participants by their programme."""
    found: dict[Programme, list[Participant]] = defaultdict(list)
    for each in participants:
        found[each.cohort.programme].append(each)
    return found


def _end_pauses(participants: ParticipantQuerySet) -> int:
    """End the pauses that run today with yesterday, undo those begun today; return how many."""
    today = timezone.localdate()
    running = Pause.objects.on(today).filter(participant__in=participants)
    undone, _by_model = running.filter(starts_on=today).delete()
    return undone + running.filter(starts_on__lt=today).update(ends_on=today - timedelta(days=1))


def _record(
    kind: str,
    participant: Participant,
    *,
    by: Person | None,
    changes: Mapping[str, object] | None = None,
) -> None:
    """Record under the organisation that the participant's programme belongs to."""
    organisation_id = participant.cohort.programme.organisation_id
    record(kind, participant, by=by, organisation_id=organisation_id, changes=changes)
