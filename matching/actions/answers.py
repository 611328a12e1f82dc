"""While proposals are answered: their end, more time, the next wish, a letter to who has nobody."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.delivering import deliver
from matching.actions.locks import lock_match, record_about
from matching.actions.passes import return_passes
from matching.actions.sendings import record_sending
from matching.enums import MATCH_TRANSITIONS, MatchState
from matching.models import Draft, Match, Round, Sending, SendingPair
from matching.publishing.checking import findings_of
from matching.publishing.emails import PROPOSAL_REMINDER, post_letter, post_ran_out, post_unanswered
from matching.publishing.enums import SendingState
from matching.publishing.next_wish import Choice
from matching.publishing.reminders import proposal_plans
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.models import Participant


class CannotBeNextError(Exception):
    """The two cannot be asked any more; `reasons` says why, a sentence each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        """Keep the reasons."""
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


def expire_due(now: datetime) -> int:
    """End every proposal whose time is over; return how many ended. Safe to run twice."""
    due = Match.objects.filter(state=MatchState.PROPOSED, answer_by__lte=now)
    return sum(expire_match(match, now=now) for match in due.order_by("answer_by", "pk"))


@transaction.atomic
def expire_match(match: Match, *, now: datetime) -> bool:
    """End a proposal whose time is over, and tell its people kindly; recorded.

    Their seats are free again; of a proposal entered by hand the coordinators hear too. Return
    False where it was answered, or given more time, meanwhile.
    """
    stored = lock_match(match)
    if stored.state != MatchState.PROPOSED or stored.answer_by is None or stored.answer_by > now:
        return False
    advance(match, MatchState.EXPIRED, MATCH_TRANSITIONS)
    programme = stored.cohort.programme
    return_passes(stored, timezone.localdate(now, programme.organisation.time_zone))
    record_about("match.ran_out", stored, by=None)
    post_ran_out(stored)
    if not SendingPair.objects.filter(match=stored).exists():
        # Of a sending, the page of answers and Today say who is free again.
        post_unanswered(stored)
    return True


@transaction.atomic
def extend_answer(match: Match, *, days: int, by: Person) -> None:
    """Give the people of a proposal so many more days to answer; recorded.

    Raises IllegalTransitionError when it is no longer proposed, or has no end.
    """
    stored = lock_match(match)
    if stored.state != MatchState.PROPOSED or stored.answer_by is None:
        raise IllegalTransitionError(stored, MatchState.PROPOSED)
    until = max(stored.answer_by, timezone.now()) + timedelta(days=days)
    Match.objects.filter(pk=stored.pk).update(answer_by=until)
    record_about("match.extended", stored, by=by, changes={"days": days})


def propose_next(
    chosen: Round,
    mentee: Participant,
    choice: Choice,
    *,
    draft: Draft,
    line_id: UUID,
    words: str,
    answer_days: int,
    by: Person,
) -> Sending:
    """Put a mentee and the next mentor to each other, in the words that were previewed; recorded.

    A second press with the same line changes nothing. Raises CannotBeNextError.
    """
    sending = _stage_next(chosen, mentee, choice, draft, line_id, words, answer_days, by)
    deliver(sending.pk)
    return sending


@transaction.atomic
def write_to_unmatched(
    chosen: Round, reasons: Mapping[Participant, str], *, words: str, by: Person
) -> int:
    """Write to each of these mentees that they have no match yet, and why; recorded, once each."""
    organisation_id = chosen.cohort.programme.organisation_id
    for mentee, reason in reasons.items():
        post_letter(mentee, chosen, reason=reason, words=words)
        record(
            "round.unmatched_told",
            mentee,
            by=by,
            organisation_id=organisation_id,
            changes={"reason": reason},
        )
    return len(reasons)


def keep_reminding() -> Reconciled:
    """Keep reminders of proposals in line with what is true."""
    return reconcile(PROPOSAL_REMINDER, proposal_plans(timezone.now()))


@transaction.atomic
def _stage_next(
    chosen: Round,
    mentee: Participant,
    choice: Choice,
    draft: Draft,
    line_id: UUID,
    words: str,
    answer_days: int,
    by: Person,
) -> Sending:
    """Keep a sending of one pair that goes now; or the one that the first press made."""
    Round.objects.select_for_update(of=("self",), no_key=True).get(pk=chosen.pk)
    known = SendingPair.objects.filter(pk=line_id, sending__round=chosen).first()
    if known is not None:
        return known.sending
    found = findings_of(chosen, [(mentee, choice.mentor)])
    if obstacles := found[mentee.pk, choice.mentor.pk].obstacles:
        raise CannotBeNextError(obstacles)
    sending = Sending.objects.create(
        round=chosen,
        draft=draft,
        draft_version=draft.version,
        state=SendingState.SENT,
        sent_at=timezone.now(),
        answer_days=answer_days,
        words=words,
        staged_by=by,
        let_go_by=by,
    )
    SendingPair.objects.create(
        pk=line_id,
        sending=sending,
        mentee=mentee,
        mentor=choice.mentor,
        points=choice.points,
        parts=list(choice.parts),
        is_next=True,
    )
    record_sending("sending.sent", sending, by=by, changes={"count": 1})
    return sending
