"""Letting a sending go: each pair is proposed once, whoever presses, whatever dies meanwhile.

That it goes is one UPDATE; from then on it is finished by whoever comes first: the request, the
worker, or the tick of the minute. Each mentor with their mentees is one transaction, and a proposal
takes the id of its line, so that nothing can be proposed twice and nothing is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from matching.actions.locks import lock_participants
from matching.actions.proposals import ProposalRefusedError, Terms, propose_match
from matching.actions.sendings import hold_sending, record_sending
from matching.enums import MatchOrigin
from matching.models import Sending, SendingPair
from matching.publishing.checking import findings_of
from matching.publishing.enums import SENDING_TRANSITIONS, LineState, SendingState
from matching.publishing.mails import answer_by, mails_of, post_mail
from matching.publishing.reviewing import Review, with_place
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Participant

MOST_IN_REQUEST = 40
OPEN = (SendingState.STAGED, SendingState.SCHEDULED)

log = structlog.get_logger(__name__)


class ChangedMeanwhileError(Exception):
    """What would leave is not what the person looked at; nothing was sent."""


class NobodyToAskError(Exception):
    """No pair of the sending could be asked now; nothing was sent."""


@dataclass(slots=True)
class Sent:
    """What came of a sending: who was asked, and who could not be, and why."""

    is_first: bool = True
    asked: list[SendingPair] = field(default_factory=list)
    refused: list[SendingPair] = field(default_factory=list)
    waiting: int = 0


def send(sending: Sending, *, by: Person, seen: str | None = None) -> Sent:
    """Put the pairs of a sending to their people now, and return what came of it.

    Safe to run twice: the second time only finishes what is left, and says so by `is_first`. With
    `seen`, the digest of what the person looked at, nothing leaves where that has changed. More
    pairs than a request can do are left to the worker. Raises ChangedMeanwhileError,
    NobodyToAskError, and IllegalTransitionError for one that was called off.
    """
    is_first = let_go(sending, by=by, seen=seen)
    waiting = sending.lines.filter(state=LineState.IN).count()
    if waiting <= MOST_IN_REQUEST:
        deliver(sending.pk)
    return _what_came(sending, is_first=is_first)


@transaction.atomic
def let_go(sending: Sending, *, by: Person | None, seen: str | None = None) -> bool:
    """Decide that a sending goes; recorded. Return False where that was decided before.

    Raises as `send` does.
    """
    now = hold_sending(sending, *OPEN, SendingState.SENT)
    if now.state == SendingState.SENT:
        return False
    review = Review(now)
    if seen is not None and (review.digest() != seen or review.is_changed):
        raise ChangedMeanwhileError
    if not review.going and seen is not None:
        raise NobodyToAskError
    news = {"sent_at": timezone.now(), "let_go_by": by or now.let_go_by}
    advance(now, SendingState.SENT, SENDING_TRANSITIONS, **news)
    record_sending("sending.sent", now, by=now.let_go_by, changes={"count": len(review.going)})
    sending.state, sending.sent_at = now.state, now.sent_at
    return True


def deliver(sending_id: UUID) -> int:
    """Ask everybody of a sending that goes who was not asked yet; return how many were left.

    Safe to run twice and at once: each mentor's pairs are held while they are asked.
    """
    sending = with_place(Sending.objects.all()).get(pk=sending_id)
    if sending.state != SendingState.SENT:
        return 0
    waiting = sending.lines.filter(state=LineState.IN)
    mentors = list(waiting.order_by("mentor").values_list("mentor", flat=True).distinct())
    for mentor_id in mentors:
        with translation.override(sending.let_go_by.language if sending.let_go_by else None):
            _ask(sending, mentor_id)
    return len(mentors)


def send_due(now: datetime) -> int:
    """Let go what was to leave by now, and finish what was begun; return how many there were."""
    due = Sending.objects.filter(state=SendingState.SCHEDULED, send_at__lte=now)
    for sending in due.order_by("send_at", "pk"):
        try:
            let_go(sending, by=None)
        except IllegalTransitionError:
            log.info("sending_moved_meanwhile", sending_id=str(sending.pk))
    begun = Sending.objects.filter(state=SendingState.SENT, lines__state=LineState.IN)
    ids = list(begun.order_by("sent_at", "pk").values_list("pk", flat=True).distinct())
    for pk in dict.fromkeys(ids):
        deliver(pk)
    return len(set(ids))


@transaction.atomic
def _ask(sending: Sending, mentor_id: UUID) -> None:
    """Put all the pairs of one mentor to their people, and mail each of them once."""
    waiting = sending.lines.filter(state=LineState.IN, mentor=mentor_id)
    pairs = waiting.values_list("mentee", "mentor")
    held = lock_participants(_participants({pk for pair in pairs for pk in pair}))
    people = {place.pk: place for place in held}
    rows = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.mentee, row.mentor = people[row.mentee_id], people[row.mentor_id]
        row.mentee.cohort = row.mentor.cohort = sending.round.cohort
    kept = _kept_pairs(sending, rows)
    found = findings_of(sending.round, [(row.mentee, row.mentor) for row in rows])
    until = answer_by(sending, asked_at=sending.sent_at or timezone.now())
    asked = []
    for row in rows:
        reasons = list(found[row.mentee_id, row.mentor_id].obstacles)
        if not row.is_next and (row.mentee_id, row.mentor_id) not in kept:
            reasons = [_("The draft was changed before it left, and no longer has this pair.")]
        if _propose(sending, row, reasons, until):
            asked.append(row)
    for mail in mails_of(asked):
        post_mail(mail, sending, until=until)


def _propose(sending: Sending, row: SendingPair, reasons: list[str], until: datetime) -> bool:
    """Propose one pair, or note why it could not be; tell whether it was."""
    if not reasons:
        terms = Terms(match_id=row.pk, answer_by=until, tells_people=False)
        try:
            row.match = propose_match(
                sending.round.cohort,
                [row.mentor],
                [row.mentee],
                by=sending.let_go_by,
                origin=MatchOrigin.ENGINE,
                terms=terms,
            )
        except ProposalRefusedError as refused:
            reasons = refused.reasons
    row.state = LineState.REFUSED if reasons else LineState.ASKED
    row.reason = " ".join(reasons)[:500]
    row.save(update_fields=["state", "reason", "match"])
    sending.draft.pairs.filter(mentee=row.mentee_id, mentor=row.mentor_id).update(
        match=row.match, sending=None if reasons else sending
    )
    return not reasons


def _kept_pairs(sending: Sending, rows: Iterable[SendingPair]) -> set[tuple[UUID, UUID]]:
    """Return which of these pairs the draft has still; nobody changes them meanwhile."""
    pairs = sending.draft.pairs.filter(mentee__in=[row.mentee_id for row in rows])
    held = pairs.select_for_update(of=("self",), no_key=True).order_by("pk")
    return set(held.values_list("mentee_id", "mentor_id"))


def _participants(ids: Iterable[UUID]) -> list[Participant]:
    """Return participants by their ids, to be locked."""
    return [Participant(pk=pk) for pk in ids]


def _what_came(sending: Sending, *, is_first: bool) -> Sent:
    """Return what became of each pair of a sending."""
    sent = Sent(is_first=is_first)
    for row in sending.lines.select_related("mentee__person", "mentor__person"):
        if row.state == LineState.ASKED:
            sent.asked.append(row)
        elif row.state == LineState.REFUSED:
            sent.refused.append(row)
        elif row.state == LineState.IN:
            sent.waiting += 1
    return sent
