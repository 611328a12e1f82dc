"""Somebody would like somebody else: the wish, taking it back, and the match that follows."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_match, lock_participants
from matching.actions.matches import end_match_early
from matching.actions.proposals import Terms, propose_match
from matching.ending.alternatives import alternatives_to
from matching.ending.emails import post_rematch_wished
from matching.ending.enums import REMATCH_TRANSITIONS, RematchState
from matching.ending.rematching import Rematch, digest_of, mails_of, post_rematch
from matching.enums import MATCH_TRANSITIONS, MatchOrigin, MatchState
from matching.models import Match, MatchMember, RematchWish
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Participant


class ChangedSinceSeenError(Exception):
    """What would leave now is not what was looked at; nothing was changed."""


@transaction.atomic
def ask_rematch(member: MatchMember, *, by: Person, words: str = "") -> RematchWish:
    """Note that somebody would like somebody else; recorded, and the coordinators are told by mail.

    The words are for the coordinators, and stand in no mail. A second wish while one waits changes
    nothing. Raises IllegalTransitionError when the match is neither accepted nor under way.
    """
    match = lock_match(member.match)
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        raise IllegalTransitionError(match, MatchState.ENDED_EARLY)
    known = RematchWish.objects.waiting().filter(member=member).first()
    if known is not None:
        return known
    own = next(each for each in match.members.all() if each.pk == member.pk)
    own.match = match
    wish = RematchWish.objects.create(member=own, words=words)
    _record("rematch.asked", wish, match, by=by)
    post_rematch_wished(wish)
    return wish


@transaction.atomic
def take_back_rematch(wish: RematchWish, *, by: Person) -> None:
    """Take back a wish for somebody else; recorded.

    Raises IllegalTransitionError when it is settled, or was taken back before.
    """
    match = lock_match(wish.member.match)
    advance(wish, RematchState.TAKEN_BACK, REMATCH_TRANSITIONS, settled_at=timezone.now())
    _record("rematch.taken_back", wish, match, by=by)


@transaction.atomic
def find_somebody_else(
    match: Match,
    mentee: Participant,
    *,
    by: Person,
    mentor_id: UUID,
    match_id: UUID,
    seal: str,
    own_words: str = "",
    category: str = "",
) -> Match:
    """End a match, put its mentee and another mentor to each other, and tell everybody; recorded.

    All of it or nothing. `match_id` is what the new match is called: a second press with the same
    one returns what the first made. `seal` is that of the mails that were looked at: where they
    would read otherwise now, or the mentor has no room any more, raises ChangedSinceSeenError.
    Raises IllegalTransitionError when the match has ended, and ProposalRefusedError.
    """
    everybody = Participant.objects.filter(match_places__match=match)
    others = Participant.objects.filter(pk=mentor_id, cohort=match.cohort_id)
    lock_participants([*everybody, *others])
    known = Match.objects.filter(pk=match_id, cohort=match.cohort_id).first()
    if known is not None:
        return known
    now = lock_match(match)
    if now.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        raise IllegalTransitionError(match, MatchState.ENDED_EARLY)
    found = alternatives_to(now, mentee)
    choice = found.choice_of(mentor_id)
    if choice is None:
        raise ChangedSinceSeenError
    rematch = Rematch(now, mentee, choice, found, match_id, own_words)
    if digest_of(mails_of(rematch)) != seal:
        raise ChangedSinceSeenError
    end_match_early(now, by=by, category=category, tells_people=False)
    new = propose_match(
        now.cohort,
        [choice.mentor],
        [mentee],
        by=by,
        origin=MatchOrigin.ENGINE,
        terms=Terms(match_id=match_id, answer_by=rematch.answer_by, tells_people=False),
    )
    post_rematch(rematch, new)
    return new


def _record(kind: str, wish: RematchWish, match: Match, *, by: Person) -> None:
    """Record about the wish, not the match: whoever looks at the match need not know of it."""
    record(kind, wish, by=by, organisation_id=match.cohort.programme.organisation_id)
