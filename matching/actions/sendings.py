"""Preparing pairs of a draft to be sent: staged, looked at, changed, timed, called off.

Nothing leaves here. Of two people at once one wins, and the other reads what stands.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from matching.drafts.enums import DraftState
from matching.models import Draft, DraftPair, Sending, SendingPair
from matching.publishing.enums import SENDING_TRANSITIONS, LineState, SendingState
from matching.publishing.reviewing import Review, unasked_in, with_place
from matching.rounds.enums import RoundState
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance


class AlreadyStagedError(Exception):
    """A sending of this draft is being prepared; `sending` is that one."""

    def __init__(self, sending: Sending) -> None:
        """Keep what stands."""
        self.sending = sending
        super().__init__(str(sending.pk))


class NothingToStageError(Exception):
    """Nobody is left to be asked, the draft is not ready, or its round is over."""


class PastTimeError(Exception):
    """The time chosen is over already."""


@transaction.atomic
def stage(
    draft: Draft,
    *,
    by: Person,
    pair_ids: Iterable[UUID] | None = None,
    answer_days: int | None = None,
) -> Sending:
    """Put pairs of a draft before somebody who will look at them; recorded. Nobody is told.

    All pairs whose people were not asked yet, or those of them that are named. Raises
    AlreadyStagedError while another sending of the draft is open, NothingToStageError.
    """
    now = _hold_draft(draft)
    pairs = list(unasked_in(now))
    if pair_ids is not None:
        named = set(pair_ids)
        pairs = [pair for pair in pairs if pair.pk in named]
    is_over = now.round.state == RoundState.CLOSED
    if now.state != DraftState.READY or is_over or not pairs:
        raise NothingToStageError
    if earlier := now.sendings.open().first():
        raise AlreadyStagedError(earlier)
    sending = Sending.objects.create(
        round_id=now.round_id,
        draft=now,
        draft_version=now.version,
        answer_days=answer_days or now.round.answer_days,
        staged_by=by,
    )
    _add(sending, pairs)
    record_sending("sending.staged", sending, by=by, changes={"count": len(pairs)})
    return sending


@transaction.atomic
def leave_out(line: SendingPair, *, by: Person, reason: str) -> None:
    """Leave a pair out, for a reason; recorded. Twice changes nothing.

    Raises IllegalTransitionError when the sending is no longer open.
    """
    sending = hold_sending(line.sending, SendingState.STAGED)
    rows = sending.lines.filter(pk=line.pk, state=LineState.IN)
    if rows.update(state=LineState.LEFT_OUT, reason=reason, by=by):
        _pairs_of(sending, line).update(sending=None)
        record_sending("sending.left_out", sending, by=by, changes={"mentee": line.mentee_id})


@transaction.atomic
def bring_back(line: SendingPair, *, by: Person) -> None:
    """Bring a pair back that was left out; recorded. Twice changes nothing.

    Raises IllegalTransitionError when the sending is no longer open.
    """
    sending = hold_sending(line.sending, SendingState.STAGED)
    rows = sending.lines.filter(pk=line.pk, state=LineState.LEFT_OUT)
    if rows.update(state=LineState.IN, reason="", by=by):
        _pairs_of(sending, line).update(sending=sending)
        record_sending("sending.brought_back", sending, by=by, changes={"mentee": line.mentee_id})


@transaction.atomic
def change_words(sending: Sending, *, words: str, answer_days: int, by: Person) -> None:
    """Keep the coordinator's own paragraph, and how many days people have to answer; recorded.

    Raises IllegalTransitionError when the sending is no longer open.
    """
    now = hold_sending(sending, SendingState.STAGED)
    if (now.words, now.answer_days) == (words, answer_days):
        return
    Sending.objects.filter(pk=now.pk).update(words=words, answer_days=answer_days)
    record_sending("sending.worded", now, by=by)


@transaction.atomic
def take_over(sending: Sending, *, by: Person) -> None:
    """Let the sending be what its draft is now; recorded. Raises IllegalTransitionError.

    Pairs that the draft no longer has go; mentees of this sending who have somebody else now are
    in it with them.
    """
    now = hold_sending(sending, SendingState.STAGED)
    review = Review(now)
    gone = [each.row.pk for each in review.checked if each.changed]
    now.lines.filter(pk__in=gone).delete()
    _add(now, review.new_pairs)
    _note_version(now)
    record_sending("sending.taken_over", now, by=by, changes={"gone": len(gone)})


@transaction.atomic
def keep_out_changed(sending: Sending, *, reason: str, by: Person) -> None:
    """Leave the pairs out that the draft no longer has; recorded. Raises IllegalTransitionError."""
    now = hold_sending(sending, SendingState.STAGED)
    gone = [each.row.pk for each in Review(now).checked if each.changed]
    now.lines.filter(pk__in=gone).update(state=LineState.LEFT_OUT, reason=reason, by=by)
    _note_version(now)
    record_sending("sending.kept_apart", now, by=by, changes={"gone": len(gone)})


@transaction.atomic
def schedule(sending: Sending, *, at: datetime, by: Person) -> None:
    """Let it go out at a time to come; recorded.

    Raises PastTimeError, and IllegalTransitionError when it is no longer being prepared.
    """
    if at <= timezone.now():
        raise PastTimeError
    now = hold_sending(sending, SendingState.STAGED)
    advance(now, SendingState.SCHEDULED, SENDING_TRANSITIONS, send_at=at, let_go_by=by)
    record_sending("sending.scheduled", now, by=by, changes={"at": at.isoformat()})


@transaction.atomic
def unschedule(sending: Sending, *, by: Person) -> None:
    """Take the time back; it is being prepared again. Recorded; raises IllegalTransitionError."""
    now = hold_sending(sending, SendingState.SCHEDULED)
    advance(now, SendingState.STAGED, SENDING_TRANSITIONS, send_at=None, let_go_by=None)
    record_sending("sending.unscheduled", now, by=by)


@transaction.atomic
def call_off(sending: Sending, *, by: Person) -> None:
    """Give a sending up before anything left; its pairs can be staged again.

    Recorded; raises IllegalTransitionError.
    """
    now = hold_sending(sending, SendingState.STAGED, SendingState.SCHEDULED)
    advance(now, SendingState.CALLED_OFF, SENDING_TRANSITIONS, let_go_by=None)
    DraftPair.objects.filter(sending=now).update(sending=None)
    record_sending("sending.called_off", now, by=by)


def hold_sending(sending: Sending, *states: SendingState) -> Sending:
    """Return a sending as it is stored, held until the transaction ends.

    Raises IllegalTransitionError when it is in none of the states.
    """
    # Locked alone first: whoever lets it go while one waits would be missing from a join.
    alone = Sending.objects.select_for_update(no_key=True).get(pk=sending.pk)
    now = with_place(Sending.objects.all()).get(pk=alone.pk)
    if now.state not in states:
        raise IllegalTransitionError(now, states[0])
    return now


def _hold_draft(draft: Draft) -> Draft:
    """Return a draft as it is stored; nobody changes it until the transaction ends."""
    rows = Draft.objects.select_related("round__cohort__programme__organisation")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)


def _add(sending: Sending, pairs: Iterable[DraftPair]) -> None:
    """Put pairs into a sending."""
    pairs = list(pairs)
    SendingPair.objects.bulk_create(
        [
            SendingPair(
                sending=sending,
                mentee_id=pair.mentee_id,
                mentor_id=pair.mentor_id,
                points=pair.points,
                parts=pair.parts,
            )
            for pair in pairs
        ],
        ignore_conflicts=True,
    )
    DraftPair.objects.filter(pk__in=[pair.pk for pair in pairs]).update(sending=sending)


def _pairs_of(sending: Sending, line: SendingPair) -> "models.QuerySet[DraftPair]":
    """Return the pair of the draft behind a pair of the sending."""
    return DraftPair.objects.filter(
        draft=sending.draft_id, mentee=line.mentee_id, mentor=line.mentor_id
    )


def _note_version(sending: Sending) -> None:
    """Remember which version of the draft was looked at."""
    Sending.objects.filter(pk=sending.pk).update(draft_version=sending.draft.version)


def record_sending(
    kind: str, sending: Sending, *, by: Person | None, changes: Mapping[str, object] | None = None
) -> None:
    """Record something under the organisation that the sending belongs to."""
    organisation_id = sending.round.cohort.programme.organisation_id
    record(kind, sending, by=by, organisation_id=organisation_id, changes=changes)
