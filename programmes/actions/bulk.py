"""One step for several people at once, all of it or nothing, and never twice."""

import uuid
from collections.abc import Sequence

from django.db import connection, transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.actions.posting import about_key
from programmes.actions.participants import move_participant, withdraw_participant
from programmes.emails import post_invitation
from programmes.emails.notes import post_note
from programmes.enums import ParticipantState
from programmes.models import Participant, Programme, TeamMember
from programmes.people.invited import invitations_of


class AlreadyDoneError(Exception):
    """What this preview showed was done before, by a second press of the button perhaps."""


@transaction.atomic
def message_people(
    programme: Programme,
    places: Sequence[Participant],
    *,
    subject: str,
    text: str,
    occasion: uuid.UUID,
    by: Person,
) -> int:
    """Post a message to each of them and return how many; recorded. Raises AlreadyDoneError."""
    _once(programme, occasion)
    for place in places:
        post_note(place, programme=programme, subject=subject, text=text, occasion=occasion, by=by)
        _record("participant.written_to", place, programme, by=by)
    _record_step("people.messaged", programme, occasion, len(places), by=by)
    return len(places)


@transaction.atomic
def invite_people(
    programme: Programme, places: Sequence[Participant], *, occasion: uuid.UUID, by: Person
) -> int:
    """Ask each of them by e-mail for a yes or no, and return how many; recorded.

    An invitation that never left, for want of an address, is no reason not to ask now. Raises
    AlreadyDoneError.
    """
    _once(programme, occasion)
    earlier = invitations_of(places)
    for place in _with_programme(places, programme):
        before = len(earlier.get(about_key(place), []))
        occurrence = f"invitation {before + 1}" if before else "invitation"
        post_invitation(place, by=by, occurrence=occurrence)
        _record("participant.asked", place, programme, by=by)
    _record_step("people.asked", programme, occasion, len(places), by=by)
    return len(places)


@transaction.atomic
def move_people(
    programme: Programme,
    places: Sequence[Participant],
    *,
    to: ParticipantState,
    occasion: uuid.UUID,
    by: Person,
) -> int:
    """Move each of them to a state and return how many moved; each recorded.

    Who moved on meanwhile stays where they are. Raises AlreadyDoneError.
    """
    _once(programme, occasion)
    moved = 0
    for place in _with_programme(places, programme):
        try:
            move_participant(place, to, by=by)
        except IllegalTransitionError:
            continue
        moved += 1
    _record_step("people.moved", programme, occasion, moved, by=by)
    return moved


@transaction.atomic
def withdraw_people(
    programme: Programme,
    places: Sequence[Participant],
    *,
    reason: str,
    occasion: uuid.UUID,
    by: Person,
) -> int:
    """Let each of them leave and return how many left; each recorded. Raises AlreadyDoneError."""
    _once(programme, occasion)
    left = 0
    for place in _with_programme(places, programme):
        try:
            withdraw_participant(place, by=by, reason=reason)
        except IllegalTransitionError:
            continue
        left += 1
    _record_step("people.withdrawn", programme, occasion, left, by=by)
    return left


@transaction.atomic
def assign_people(
    programme: Programme,
    places: Sequence[Participant],
    *,
    member: TeamMember | None,
    occasion: uuid.UUID,
    by: Person,
) -> int:
    """Give them into a team member's care, or nobody's, and return how many; each recorded.

    Raises AlreadyDoneError.
    """
    _once(programme, occasion)
    pks = [place.pk for place in places]
    assigned = Participant.objects.filter(pk__in=pks).update(coordinator=member)
    for place in places:
        _record(
            "participant.assigned",
            place,
            programme,
            by=by,
            changes={"coordinator": member.pk if member else None},
        )
    _record_step("people.assigned", programme, occasion, assigned, by=by)
    return assigned


def was_done(programme: Programme, occasion: uuid.UUID) -> bool:
    """Tell whether what a preview showed was done before."""
    done = Event.objects.about(programme).filter(changes__occasion=str(occasion))
    return done.exists()


def _once(programme: Programme, occasion: uuid.UUID) -> None:
    """Let a step happen once only; a second press does not even wait for the first to end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"bulk:{occasion}"]
        )
        (is_ours,) = cursor.fetchone()
    if not is_ours or was_done(programme, occasion):
        raise AlreadyDoneError


def _with_programme(places: Sequence[Participant], programme: Programme) -> Sequence[Participant]:
    """Spare each of them the question which programme this is."""
    for place in places:
        place.cohort.programme = programme
    return places


def _record_step(
    kind: str, programme: Programme, occasion: uuid.UUID, count: int, *, by: Person
) -> None:
    """Record the step as a whole."""
    record(kind, programme, by=by, changes={"occasion": occasion, "count": count})


def _record(
    kind: str,
    place: Participant,
    programme: Programme,
    *,
    by: Person,
    changes: dict[str, object] | None = None,
) -> None:
    """Record what happened to one of them."""
    organisation_id = programme.organisation_id
    record(kind, place, by=by, organisation_id=organisation_id, changes=changes)
