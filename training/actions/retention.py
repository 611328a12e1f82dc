"""What other apps tell about staying and leaving, and the attention that a person gives."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant, Programme
from training.models import CareCall, Departure, ReturnIntent
from training.retention.enums import CareChannel, CareReason, Intent, LeavingCause

FEWEST_ANSWERS = 5


class AlreadyDoneError(Exception):
    """Somebody else has dealt with this call; nothing was changed."""


@transaction.atomic
def keep_return_intent(
    cohort: Cohort,
    *,
    role: ParticipantRole | str,
    intent: Intent | str,
    cause: LeavingCause | str = "",
    wave_key: str,
    count: int,
    answers: int,
    measured_on: date,
) -> None:
    """Keep how many answers of a closed wave meant to come back or not; telling it again replaces.

    Raises ValueError for fewer than five answers, or more that said so than answered.
    """
    if answers < FEWEST_ANSWERS:
        raise ValueError("A figure of fewer than five answers is not handed down.")
    if not 0 <= count <= answers:
        raise ValueError(f"{count} of {answers} answers cannot have said so.")
    ReturnIntent.objects.update_or_create(
        cohort=cohort,
        role=role,
        intent=intent,
        cause=cause,
        wave_key=wave_key,
        defaults={"count": count, "answers": answers, "measured_on": measured_on},
    )


def note_hard_match(programme: Programme, person: Person, *, occasion_key: str, on: date) -> None:
    """Ask the team to get in touch with a mentor whose match was hard, once for each match."""
    call_for_care(programme, person, reason=CareReason.HARD_MATCH, occasion_key=occasion_key, on=on)


def call_for_care(
    programme: Programme, person: Person, *, reason: CareReason | str, occasion_key: str, on: date
) -> None:
    """Ask the team to get in touch with somebody, once for each occasion."""
    call_for_many(programme, [(person.pk, occasion_key)], reason=reason, on=on)


def call_for_many(
    programme: Programme,
    occasions: Iterable[tuple[UUID, str]],
    *,
    reason: CareReason | str,
    on: date,
) -> None:
    """Ask the team to get in touch with people by id, each once for each occasion."""
    CareCall.objects.bulk_create(
        [
            CareCall(
                programme=programme,
                person_id=person,
                reason=reason,
                occasion_key=key,
                called_for_on=on,
            )
            for person, key in occasions
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def close_care_call(call: CareCall, *, channel: CareChannel | str, note: str, by: Person) -> None:
    """Write down how somebody got in touch, and what they agreed; recorded.

    Raises AlreadyDoneError when somebody else was quicker, and ValueError for a call about oneself.
    """
    if call.person_id == by.pk:
        raise ValueError("Nobody looks after themselves.")
    done = CareCall.objects.filter(pk=call.pk, done_at__isnull=True).update(
        done_at=timezone.now(), done_by=by, channel=channel, note=note
    )
    if not done:
        raise AlreadyDoneError
    record(
        "care.given",
        call,
        by=by,
        organisation_id=call.programme.organisation_id,
        changes={"reason": call.reason, "channel": channel},
    )


@transaction.atomic
def note_departure(
    place: Participant, *, cause: LeavingCause | str, may_ask_again: bool, by: Person | None
) -> None:
    """Write down why a mentor did not come back after a place; recorded, the last word counts."""
    Departure.objects.update_or_create(
        participant=place,
        defaults={
            "cause": cause,
            "may_ask_again": may_ask_again,
            "noted_at": timezone.now(),
            "noted_by": by,
        },
    )
    record(
        "departure.noted",
        place,
        by=by,
        organisation_id=place.cohort.programme.organisation_id,
        changes={"cause": cause},
    )
