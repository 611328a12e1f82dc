"""The lines of a list of wishes, as its owner sees them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.models import Wish
from matching.wishing.browsing import Candidate, candidates
from matching.wishing.doors import Door
from matching.wishing.lists import OwnWishes
from matching.wishing.suitable import suitable_for


@dataclass(frozen=True, slots=True)
class WishLine:
    """One name of a list, with the buttons that would change something."""

    wish: Wish
    candidate: Candidate
    place_in_words: str
    is_equal: bool
    may_rise: bool
    may_sink: bool
    may_be_equal: bool
    is_possible: bool


def wish_lines(door: Door, own: OwnWishes) -> list[WishLine]:
    """Return the lines of a list, best first; a number of queries that does not grow with it."""
    if not own.wishes:
        return []
    possible = suitable_for(door.place, door.round).possible
    shown = candidates(door.place, [wish.about for wish in own.wishes])
    by_place = {each.place.pk: each for each in shown}
    by_wish = {wish.about_id: wish for wish in own.wishes}
    tiers = own.tiers
    lines = []
    for at, tier in enumerate(tiers):
        for turn, about in enumerate(tier):
            lines.append(
                WishLine(
                    wish=by_wish[about],
                    candidate=by_place[about],
                    place_in_words=_("Wish %(number)d") % {"number": at + 1},
                    is_equal=turn > 0,
                    may_rise=at > 0 or len(tier) > 1,
                    may_sink=at < len(tiers) - 1 or len(tier) > 1,
                    may_be_equal=at > 0 and turn == 0,
                    is_possible=about in possible,
                )
            )
    return lines
