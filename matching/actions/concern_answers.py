"""What whoever answers a concern does with it; of two at once one wins."""

import uuid

from django.db import transaction
from django.utils import timezone

from matching.actions.concerns import add_entry, lock_concern, record_quietly
from matching.concerns.emails import (
    HANDED,
    PASSED,
    REPLIED,
    SETTLED,
    TAKEN,
    post_to_handler,
    post_to_raiser,
)
from matching.concerns.enums import (
    CONCERN_TRANSITIONS,
    ConcernOutcome,
    ConcernState,
    EntryKind,
    Severity,
)
from matching.concerns.evidence import note_hidden_for_training
from matching.concerns.routing import answer_by, others_who_may_answer, route_of
from matching.models import Concern
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError, advance


class NotTheirsError(Exception):
    """The concern is in somebody else's hands by now; nothing was changed."""


class CannotBeHandedError(Exception):
    """Whom it was to be handed to may not answer it; nothing was changed."""


@transaction.atomic
def take_concern(concern: Concern, *, by: Person) -> None:
    """Take a concern in hand; recorded, and whoever raised it is told.

    Whom it waited for before, where that was somebody else, sees it no more. Raises
    IllegalTransitionError when it was taken or settled already, NotTheirsError when it went to
    somebody else.
    """
    now = _theirs(concern, by)
    if now.state != ConcernState.RAISED:
        raise IllegalTransitionError(now, ConcernState.TAKEN)
    _take(now, by)
    entry = add_entry(now, EntryKind.TAKEN, by=by)
    record_quietly("concern.taken", now, by=by)
    if entry is not None:
        post_to_raiser(now, TAKEN, name=by.name, entry=entry)


@transaction.atomic
def reply_to_concern(
    concern: Concern, *, by: Person, words: str, key: uuid.UUID | None = None
) -> None:
    """Answer whoever raised a concern, who gets a mail without the words; recorded.

    Answering takes it in hand. The same `key` counts once. Raises IllegalTransitionError when it is
    settled, NotTheirsError when it went to somebody else.
    """
    now = _theirs(concern, by)
    if now.state == ConcernState.SETTLED:
        raise IllegalTransitionError(now, ConcernState.TAKEN)
    entry = add_entry(now, EntryKind.REPLY, by=by, words=words, key=key)
    if entry is None:
        return
    if now.state == ConcernState.RAISED:
        _take(now, by)
    record_quietly("concern.replied", now, by=by)
    post_to_raiser(now, REPLIED, name=by.name, entry=entry)


@transaction.atomic
def note_on_concern(
    concern: Concern, *, by: Person, words: str, key: uuid.UUID | None = None
) -> None:
    """Keep a note for whoever answers the concern; recorded, and nobody is told.

    Raises NotTheirsError when it went to somebody else.
    """
    now = _theirs(concern, by)
    if add_entry(now, EntryKind.NOTE, by=by, words=words, key=key) is not None:
        record_quietly("concern.noted", now, by=by)


@transaction.atomic
def grade_concern(concern: Concern, *, by: Person, severity: Severity | str, words: str) -> None:
    """Change how urgent a concern is, with a reason, and with it the hour it is due; recorded.

    The hours count from when it was raised, or from now where that is over already. Raises
    IllegalTransitionError when it is settled, NotTheirsError when it went to somebody else.
    """
    now = _theirs(concern, by)
    if now.state == ConcernState.SETTLED:
        raise IllegalTransitionError(now, now.state)
    if now.severity == severity:
        return
    route, at = route_of(now.programme), timezone.now()
    due = answer_by(route, severity, now.raised_at)
    if due <= at:
        due = answer_by(route, severity, at)
    Concern.objects.filter(pk=now.pk).update(severity=severity, answer_by=due)
    add_entry(now, EntryKind.GRADED, by=by, words=words)
    record_quietly("concern.graded", now, by=by)


@transaction.atomic
def hand_on_concern(concern: Concern, *, by: Person, to: Person, words: str = "") -> None:
    """Hand a concern on to somebody who may answer it; both they and the raiser are told; recorded.

    The hour it is due stays, unless it is over: then the whole time begins anew. Raises
    CannotBeHandedError for anybody whom it may not go to, IllegalTransitionError when it is
    settled, NotTheirsError when it went to somebody else.
    """
    now = _theirs(concern, by)
    if now.state == ConcernState.SETTLED:
        raise IllegalTransitionError(now, now.state)
    if to not in others_who_may_answer(now):
        raise CannotBeHandedError
    due = now.answer_by
    if due <= timezone.now():
        due = answer_by(route_of(now.programme), now.severity, timezone.now())
    cleared = {"escalated_to": None, "escalated_at": None, "taken_at": None}
    advance(now, ConcernState.RAISED, CONCERN_TRANSITIONS, handler=to, answer_by=due, **cleared)
    entry = add_entry(now, EntryKind.HANDED, by=by, words=words, to=to)
    record_quietly("concern.handed", now, by=by)
    if entry is not None:
        post_to_handler(now, HANDED, to=to, occurrence=str(entry.pk))
        post_to_raiser(now, PASSED, name=to.name, entry=entry)


@transaction.atomic
def settle_concern(
    concern: Concern, *, by: Person, outcome: ConcernOutcome | str, words: str
) -> None:
    """Settle a concern, with words for whoever raised it; recorded, and they are told by mail.

    Raises IllegalTransitionError when it is settled already, NotTheirsError when it went to
    somebody else.
    """
    now = _theirs(concern, by)
    if now.state == ConcernState.RAISED:
        _take(now, by)
    at = timezone.now()
    advance(now, ConcernState.SETTLED, CONCERN_TRANSITIONS, outcome=outcome, settled_at=at)
    entry = add_entry(now, EntryKind.SETTLED, by=by, words=words)
    record_quietly("concern.settled", now, by=by)
    note_hidden_for_training(now)
    if entry is not None:
        post_to_raiser(now, SETTLED, name=by.name, entry=entry)


def _theirs(concern: Concern, by: Person) -> Concern:
    """Lock a concern that a person answers or was told of; raises NotTheirsError."""
    now = lock_concern(concern)
    if by.pk not in {now.handler_id, now.escalated_to_id}:
        raise NotTheirsError
    return now


def _take(now: Concern, by: Person) -> None:
    """Put a locked concern into a person's hands."""
    advance(now, ConcernState.TAKEN, CONCERN_TRANSITIONS, handler=by, taken_at=timezone.now())
