"""Asking a mentor oneself, and the mentor's answer."""

from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from matching.actions.agreed_matches import agree_match
from matching.actions.locks import lock_participants
from matching.enums import CURRENT_STATES, DeclineReason
from matching.models import Match, MatchRequest, MentorGroup
from matching.receivers import OUT
from matching.rounds.enums import RoundState
from matching.wishing.asking import matches_of, new_request, why_closed, why_not_ask
from matching.wishing.doors import door_of
from matching.wishing.emails import (
    REQUEST_REMINDER,
    post_asked,
    post_declined,
    post_expired,
    post_withdrawn,
)
from matching.wishing.enums import REQUEST_TRANSITIONS, RequestState
from matching.wishing.reminders import request_plans
from matching.wishing.suitable import suitable_for
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.models import Participant


class AskRefusedError(Exception):
    """The mentor cannot be asked; `sentence` says why, to the mentee. Nothing was changed."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        self.sentence = sentence
        super().__init__(sentence)


class MenteeTakenError(Exception):
    """The mentee has as many mentors as planned meanwhile; nothing was changed."""


@transaction.atomic
def ask_mentor(mentee: Participant, mentor: Participant, *, words: str, by: Person) -> MatchRequest:
    """Ask a mentor, and hold one of their seats until they answer; recorded, the mentor is told.

    The words are for the mentor alone. Pressed twice, they are asked once. Of two mentees who want
    the last seat one gets it. Raises AskRefusedError.
    """
    lock_participants([mentee, mentor])
    door = door_of(mentee)
    if door is None:
        raise AskRefusedError(why_closed())
    if known := _waiting(mentee, mentor):
        return known
    groups = MentorGroup.objects.filter(round=door.round, members__participant=mentor)
    list(groups.select_for_update(of=("self",)))
    if why_not := why_not_ask(door, mentor, suitable_for(mentee, door.round)):
        raise AskRefusedError(why_not)
    made = new_request(door, mentor, words)
    made.save(force_insert=True)
    _record("request.asked", made, by=by)
    post_asked(made)
    return made


@transaction.atomic
def accept_request(request: MatchRequest, *, by: Person) -> Match:
    """Say yes to a mentee, which makes the two a match; recorded, and both are told.

    Raises IllegalTransitionError when it is no longer open, or its time is over though nobody has
    ended it yet; MenteeTakenError when the mentee has a mentor meanwhile; and ProposalRefusedError
    when training or a check stands in the way: it stays open then.
    """
    lock_participants([request.mentee, request.mentor])
    now = _locked(request)
    if now.state != RequestState.ASKED or now.is_too_late_to_answer:
        raise IllegalTransitionError(request, RequestState.ACCEPTED)
    if matches_of(now.mentee) >= now.round.mentors_each:
        raise MenteeTakenError
    match = agree_match(now.mentor, now.mentee, by=by)
    at = timezone.now()
    advance(request, RequestState.ACCEPTED, REQUEST_TRANSITIONS, answered_at=at, match=match)
    _record("request.accepted", now, by=by)
    return match


@transaction.atomic
def decline_request(request: MatchRequest, *, reason: DeclineReason | str, by: Person) -> None:
    """Say no to a mentee, without blame; recorded, and the mentee reads what comes next.

    The reason is for the coordinators. Raises IllegalTransitionError when it is no longer open.
    """
    now = _locked(request)
    advance(
        request,
        RequestState.DECLINED,
        REQUEST_TRANSITIONS,
        answered_at=timezone.now(),
        declined_reason=DeclineReason(reason),
    )
    _record("request.declined", now, by=by, reason=str(DeclineReason(reason)))
    post_declined(now)


@transaction.atomic
def withdraw_request(request: MatchRequest, *, by: Person) -> None:
    """Take back what one asked; recorded, and the mentor is told that nothing is left to do.

    Raises IllegalTransitionError when the mentor was quicker, or it has run out.
    """
    now = _locked(request)
    advance(request, RequestState.WITHDRAWN, REQUEST_TRANSITIONS, answered_at=timezone.now())
    _record("request.withdrawn", now, by=by)
    post_withdrawn(now)


def expire_requests() -> int:
    """End the requests whose time is over, or that can lead to nothing any more; return how many.

    Safe to run twice and in two places at once: each ends in a transaction of its own.
    """
    lost = Q(round__state=RoundState.CLOSED) | Q(mentor__state__in=OUT) | Q(mentee__state__in=OUT)
    current = Q(mentee__match_places__match__state__in=CURRENT_STATES)
    waiting = MatchRequest.objects.waiting().annotate(
        mentors=Count("mentee__match_places", filter=current)
    )
    taken = Q(mentors__gte=F("round__mentors_each"))
    due = waiting.filter(Q(answer_by__lte=timezone.now()) | lost | taken)
    return sum(_expire(pk) for pk in due.order_by("pk").values_list("pk", flat=True))


def remind_of_requests() -> Reconciled:
    """Keep the reminders of requests in line with what is true; safe to run twice."""
    return reconcile(REQUEST_REMINDER, request_plans(timezone.now()))


@transaction.atomic
def _expire(pk: UUID) -> bool:
    """End one request, unless somebody was quicker; tell the mentee what comes next."""
    request = _locked(MatchRequest(pk=pk))
    if request.state != RequestState.ASKED:
        return False
    advance(request, RequestState.EXPIRED, REQUEST_TRANSITIONS, answered_at=timezone.now())
    _record("request.expired", request, by=None)
    is_taken = matches_of(request.mentee) >= request.round.mentors_each
    if request.mentee.state not in OUT and not is_taken:
        post_expired(request)
    return True


def _waiting(mentee: Participant, mentor: Participant) -> MatchRequest | None:
    """Return what a mentee has asked this mentor already, if it is open."""
    return MatchRequest.objects.waiting().filter(mentee=mentee, mentor=mentor).first()


def _locked(request: MatchRequest) -> MatchRequest:
    """Return the request as it is now, with its people, and let nobody else change it."""
    rows = MatchRequest.objects.select_related(
        "round__cohort__programme__organisation", "mentee__person", "mentor__person"
    )
    return rows.select_for_update(of=("self",)).get(pk=request.pk)


def _record(kind: str, request: MatchRequest, *, by: Person | None, **changes: str) -> None:
    """Record what happened to a request, never its words."""
    organisation_id = request.round.cohort.programme.organisation_id
    record(kind, request, by=by, organisation_id=organisation_id, changes=changes)
