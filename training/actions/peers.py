"""Proposing peer partners, making them known, and what the two agree and log."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.reminders import Reconciled, reconcile
from training.actions.discussions import hold_member
from training.communities.enums import PEER_TRANSITIONS, PeerState, PeerWish
from training.communities.pairing import pair_up
from training.communities.peer_reminders import halfway_plans
from training.communities.peers import candidates_of, history_of, open_pairs, peers_of
from training.communities.talk_emails import PEERS_HALFWAY, post_paired
from training.models import Community, CommunityMember, PeerMeeting, PeerPair


class TooFewError(Exception):
    """There are no two people without a partner."""


class CannotSwapError(Exception):
    """The two are not both in the proposal, or are one pair."""


class PairOverError(Exception):
    """The pair has ended, or was never made known."""


class NotYetError(Exception):
    """Nobody has met on a day to come, or before they were paired."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting to be logged."""

    met_on: date
    minutes: int
    words: str = ""


@transaction.atomic
def propose_pairs(community: Community, *, until: date, seed: int, by: Person) -> list[PeerPair]:
    """Propose pairs until a day, in place of those proposed before; recorded, nobody is told.

    Raises TooFewError.
    """
    _hold(community)
    open_pairs(community).filter(state=PeerState.PROPOSED).delete()
    pairing = pair_up(candidates_of(community), history_of(community), seed=seed)
    if not pairing.pairs:
        raise TooFewError
    pairs = PeerPair.objects.bulk_create(
        _pair(community, uuid.UUID(one), uuid.UUID(other), until) for one, other in pairing.pairs
    )
    _record("peers.proposed", community, by=by, pairs=len(pairs))
    return pairs


@transaction.atomic
def swap_partners(community: Community, one: Person, other: Person, *, by: Person) -> None:
    """Let two people of a proposal change places; whoever rests may be one of them; recorded.

    Raises CannotSwapError.
    """
    _hold(community)
    peers = peers_of(community)
    known = {person.pk for person in peers.places}
    touched = [pair for pair in peers.draft if {one.pk, other.pk} & {pair.first_id, pair.second_id}]
    is_one_pair = len(touched) == 1 and {one.pk, other.pk} == {
        touched[0].first_id,
        touched[0].second_id,
    }
    if one.pk == other.pk or not {one.pk, other.pk} <= known or not touched or is_one_pair:
        raise CannotSwapError
    places = {one.pk: other.pk, other.pk: one.pk}
    PeerPair.objects.filter(pk__in=[pair.pk for pair in touched]).delete()
    PeerPair.objects.bulk_create(
        _pair(
            community,
            places.get(pair.first_id, pair.first_id),
            places.get(pair.second_id, pair.second_id),
            pair.until,
        )
        for pair in touched
    )
    _record("peers.swapped", community, by=by)


@transaction.atomic
def discard_proposal(community: Community, *, by: Person) -> None:
    """Throw a proposal away; recorded. Nobody had heard of it."""
    _hold(community)
    deleted, _each = open_pairs(community).filter(state=PeerState.PROPOSED).delete()
    if deleted:
        _record("peers.discarded", community, by=by)


@transaction.atomic
def publish_pairs(community: Community, *, by: Person) -> int:
    """Make the proposed pairs known to the two of each, by e-mail; recorded. Return how many.

    Who rests is remembered, and is first in line next time. Whoever left the community meanwhile,
    or wants no partner any more, is left out with their pair. Pressed twice, 0 the second time.
    """
    _hold(community)
    now = timezone.now()
    peers = peers_of(community)
    here = {person.pk for person in peers.places}
    pairs = [pair for pair in peers.draft if {pair.first_id, pair.second_id} <= here]
    PeerPair.objects.filter(pk__in=[p.pk for p in peers.draft if p not in pairs]).delete()
    for pair in pairs:
        advance(pair, PeerState.ACTIVE, PEER_TRANSITIONS, paired_at=now)
        post_paired(pair)
    if pairs:
        resting = [person.pk for person in peers.resting]
        community.members.filter(person__in=resting).update(rested_at=now)
        paired = [key for pair in pairs for key in (pair.first_id, pair.second_id)]
        served = community.members.filter(person__in=paired)
        served.filter(peer_wish=PeerWish.WANTED).update(peer_wish=PeerWish.OPEN)
        served.update(rested_at=None)
        _record("peers.published", community, by=by, pairs=len(pairs))
    return len(pairs)


@transaction.atomic
def wish_for_partner(community: Community, wish: PeerWish, *, by: Person) -> None:
    """Keep whether a member wants a partner; recorded when it changes."""
    member = hold_member(community, by)
    if member.peer_wish != wish:
        CommunityMember.objects.filter(pk=member.pk).update(peer_wish=wish)
        organisation_id = community.programme.organisation_id
        record("peer.wished", member, by=by, organisation_id=organisation_id)


@transaction.atomic
def agree(pair: PeerPair, *, aims: str, by: Person) -> None:
    """Say yes to what the two want of each other; recorded without words.

    Who changes the words says yes to the new ones, and the other is asked again. Raises
    PairOverError.
    """
    stored = _running(pair)
    is_same = stored.aims == aims
    mine, theirs = _agreed_fields(stored, by)
    now = timezone.now()
    values = {"aims": aims, mine: getattr(stored, mine) if is_same else now}
    if is_same and values[mine] is not None:
        return
    values[mine] = now
    if not is_same:
        values[theirs] = None
    PeerPair.objects.filter(pk=pair.pk).update(**values)
    _record_pair("peer.agreed", pair, by=by)


@transaction.atomic
def log_meeting(pair: PeerPair, meeting: Meeting, *, by: Person) -> PeerMeeting:
    """Note that the two met; once a day, the later words count; recorded without them.

    No hours come of it. Raises PairOverError, NotYetError.
    """
    stored = _running(pair)
    zone = by.time_zone
    paired_on = timezone.localdate(stored.paired_at, zone)
    if not paired_on <= meeting.met_on <= timezone.localdate(timezone=zone):
        raise NotYetError
    kept, _is_new = PeerMeeting.objects.update_or_create(
        pair=stored,
        met_on=meeting.met_on,
        defaults={"minutes": meeting.minutes, "words": meeting.words, "logged_by": by},
    )
    _record_pair("peer.met", pair, by=by)
    return kept


@transaction.atomic
def end_pair(pair: PeerPair, *, by: Person | None) -> None:
    """End a pair before its time, or when its day has come; recorded.

    Raises IllegalTransitionError when it has ended.
    """
    advance(pair, PeerState.ENDED, PEER_TRANSITIONS, ended_at=timezone.now())
    _record_pair("peer.ended", pair, by=by)


def end_due_pairs() -> int:
    """End the pairs whose last day is over where their organisation is; safe to run twice."""
    today = timezone.localdate()
    due = PeerPair.objects.filter(state=PeerState.ACTIVE, until__lte=today).select_related(
        "community__programme__organisation"
    )
    return sum(_end_if_over(pair) for pair in due)


def keep_peer_reminders() -> Reconciled:
    """Keep the reminders of those who have not met half-way; safe to run twice."""
    return reconcile(PEERS_HALFWAY, halfway_plans(timezone.now()))


def _end_if_over(pair: PeerPair) -> bool:
    """End a pair if its last day is over; tell whether it was, and nobody was quicker."""
    zone = pair.community.programme.organisation.time_zone
    if pair.until >= timezone.localdate(timezone=zone):
        return False
    try:
        end_pair(pair, by=None)
    except IllegalTransitionError:
        return False
    return True


def _hold(community: Community) -> None:
    """Let nobody else propose or publish pairs in this community at the same time."""
    Community.objects.select_for_update().get(pk=community.pk)


def _pair(community: Community, one: uuid.UUID, other: uuid.UUID, until: date) -> PeerPair:
    """Return a proposed pair, the smaller id first."""
    first, second = sorted((one, other))
    return PeerPair(community=community, first_id=first, second_id=second, until=until)


def _running(pair: PeerPair) -> PeerPair:
    """Return the stored pair, held, if the two meet; raises PairOverError."""
    stored = PeerPair.objects.select_for_update().filter(pk=pair.pk, state=PeerState.ACTIVE).first()
    if stored is None:
        raise PairOverError
    return stored


def _agreed_fields(pair: PeerPair, person: Person) -> tuple[str, str]:
    """Return the names of the fields that say when the person agreed, and when the other did."""
    names = ("first_agreed_at", "second_agreed_at")
    return names if person.pk == pair.first_id else (names[1], names[0])


def _record(kind: str, community: Community, *, by: Person, **changes: int) -> None:
    """Record under the programme's organisation."""
    organisation_id = community.programme.organisation_id
    record(kind, community, by=by, organisation_id=organisation_id, changes=changes)


def _record_pair(kind: str, pair: PeerPair, *, by: Person | None) -> None:
    """Record under the programme's organisation; no words."""
    record(kind, pair, by=by, organisation_id=pair.community.programme.organisation_id)
