"""Saying whom one would like in a round: one name after another, and handing the list in."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.models import Round, Wish, WishList
from matching.wishing.doors import Door, door_of
from matching.wishing.lists import wishes_of
from matching.wishing.order import (
    Step,
    Tiers,
    added,
    as_ratings,
    changed,
    ranks_of,
)
from matching.wishing.suitable import suitable_for
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant

MIDDLE = 3  # the rating of a name that has none yet


class WishesClosedError(Exception):
    """The round asks for no wishes of theirs, or its last day has passed; nothing was changed."""


class TooManyWishesError(Exception):
    """The list holds as many names as the round allows; `most` says how many."""

    def __init__(self, most: int) -> None:
        """Keep the number."""
        self.most = most
        super().__init__(str(most))


class NotSuitableError(Exception):
    """Somebody on the list cannot be matched with them in this round; nothing was changed."""


class NothingToHandInError(Exception):
    """The list holds no name."""


@transaction.atomic
def add_wish(place: Participant, about: UUID, *, by: Person) -> None:
    """Put a participant at the end of one's list; twice is once.

    Raises WishesClosedError, NotSuitableError, TooManyWishesError.
    """
    door = _open_door(place)
    row = _locked_list(place, door.round)
    own = wishes_of(place, door.round)
    if about in own.names:
        return
    if len(own.names) >= door.round.most_wishes:
        raise TooManyWishesError(door.round.most_wishes)
    if about not in suitable_for(place, door.round).possible:
        raise NotSuitableError
    if own.is_rated:
        Wish.objects.create(wish_list=row, about_id=about, rating=MIDDLE)
        _touch(row)
    else:
        _write_ranks(row, added(own.tiers, about))


@transaction.atomic
def change_wish(place: Participant, about: UUID, step: Step, *, by: Person) -> None:
    """Move a name up or down, beside the one above, or off the list; raises WishesClosedError.

    A list that was handed in stays so, unless its last name goes.
    """
    door = _open_door(place)
    row = _locked_list(place, door.round)
    own = wishes_of(place, door.round)
    if about not in own.names:
        return
    if step == Step.REMOVE and own.is_rated:
        row.wishes.filter(about_id=about).delete()
        _touch(row)
    elif not own.is_rated:
        _write_ranks(row, changed(own.tiers, about, step))


@transaction.atomic
def rate_wishes(place: Participant, ratings: Mapping[UUID, int], *, by: Person) -> None:
    """Give names of the list ratings of 1 to 5; others stay as they are. Raises WishesClosedError.

    A list that was in an order becomes a rated one.
    """
    door = _open_door(place)
    row = _locked_list(place, door.round)
    own = wishes_of(place, door.round)
    known = {wish.about_id: wish.rating for wish in own.wishes}
    given = as_ratings(own.tiers) if not own.is_rated else known
    for about in own.names:
        row.wishes.filter(about_id=about).update(rank=None, rating=ratings.get(about, given[about]))
    _touch(row)


@transaction.atomic
def rank_wishes(place: Participant, *, by: Person) -> None:
    """Turn a rated list into an order, with those rated alike as equals; WishesClosedError."""
    door = _open_door(place)
    row = _locked_list(place, door.round)
    _write_ranks(row, wishes_of(place, door.round).tiers)


@transaction.atomic
def hand_in_wishes(place: Participant, *, by: Person) -> None:
    """Let the list count; recorded. A second press changes nothing.

    Raises WishesClosedError, NothingToHandInError.
    """
    door = _open_door(place)
    row = _locked_list(place, door.round)
    number = row.wishes.count()
    if not number:
        raise NothingToHandInError
    if row.handed_in_at is not None:
        return
    _hand_in(row)
    _record("wishes.handed_in", row, door.round, by=by, number=number)


@transaction.atomic
def enter_wishes(
    chosen: Round, place: Participant, tiers: Sequence[Sequence[UUID]], *, by: Person
) -> None:
    """Write down somebody's whole list as they told it, and hand it in; recorded.

    Coordinators may do so after the last day too, while the round is open. Raises
    WishesClosedError, TooManyWishesError, NotSuitableError, NothingToHandInError.
    """
    door = door_of(place)
    if door is None or door.round != chosen or not door.is_asked:
        raise WishesClosedError
    named = [about for tier in tiers for about in tier]
    if not named:
        raise NothingToHandInError
    if len(named) > chosen.most_wishes:
        raise TooManyWishesError(chosen.most_wishes)
    row = _locked_list(place, chosen)
    known = wishes_of(place, chosen).names
    if not frozenset(named) <= known | suitable_for(place, chosen).possible:
        raise NotSuitableError
    _write_ranks(row, tuple(tuple(tier) for tier in tiers))
    _hand_in(row)
    _record("wishes.entered", row, chosen, by=by, number=len(named))


def _open_door(place: Participant) -> Door:
    """Return the round that asks for wishes now; raises WishesClosedError."""
    door = door_of(place)
    if door is None or not door.may_wish:
        raise WishesClosedError
    return door


def _locked_list(place: Participant, chosen: Round) -> WishList:
    """Return the list, new if there is none, and let nobody else change it until the end."""
    WishList.objects.bulk_create([WishList(round=chosen, participant=place)], ignore_conflicts=True)
    return WishList.objects.select_for_update().get(round=chosen, participant=place)


def _write_ranks(row: WishList, tiers: Tiers[UUID]) -> None:
    """Keep a whole order in place of what was there."""
    row.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(wish_list=row, about_id=about, rank=rank) for about, rank in ranks_of(tiers).items()
    )
    _touch(row)


def _touch(row: WishList) -> None:
    """Note that the list has changed; an empty one is handed in no longer."""
    if not row.wishes.exists():
        row.handed_in_at = None
    row.save()


def _hand_in(row: WishList) -> None:
    """Note when the list was handed in."""
    row.handed_in_at = timezone.now()
    row.save()


def _record(kind: str, row: WishList, chosen: Round, *, by: Person, number: int) -> None:
    """Record how many names a list holds, never which."""
    organisation_id = chosen.cohort.programme.organisation_id
    record(kind, row, by=by, organisation_id=organisation_id, changes={"names": number})
