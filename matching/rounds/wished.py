"""What people wish for in a round: in the order they like each other, and in points."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from matching.models import Round, Wish
from matching.rounds.enums import WhoWishes
from matching.solver.model import Tiers
from programmes.enums import ParticipantRole

FULL = 100
BEST_RATING = 5
ASKED = {
    ParticipantRole.MENTEE: (WhoWishes.MENTEES, WhoWishes.BOTH),
    ParticipantRole.MENTOR: (WhoWishes.MENTORS, WhoWishes.BOTH),
}


@dataclass(frozen=True, slots=True)
class Wished:
    """One name on a list that was handed in."""

    about: UUID
    rank: int | None
    rating: int | None

    def order(self) -> tuple[int, int]:
        """Return what sorts the favourite first; who is liked equally is equal."""
        return (self.rank or 0, -(self.rating or 0))

    def points(self, most: int) -> int:
        """Return what the wish is worth, 0 to 100, where a list may have `most` names.

        Ranks fall in equal steps from 100 for the first of `most`; ratings of 1 to 5 are 0 to 100
        in steps of 25.
        """
        if self.rating is not None:
            return (self.rating - 1) * FULL // (BEST_RATING - 1)
        rank = min(self.rank or most, most)
        return round(FULL * (most + 1 - rank) / most)


def wishes_in(chosen: Round) -> dict[UUID, list[Wished]]:
    """Return the wishes of a round that count, by whose list; one query.

    Lists that were handed in, of the sides that are asked.
    """
    roles = [role for role, when in ASKED.items() if chosen.who_wishes in when]
    rows = Wish.objects.filter(
        wish_list__round=chosen,
        wish_list__handed_in_at__isnull=False,
        wish_list__participant__role__in=roles,
    )
    lists: defaultdict[UUID, list[Wished]] = defaultdict(list)
    for owner, about, rank, rating in rows.order_by().values_list(
        "wish_list__participant", "about", "rank", "rating"
    ):
        lists[owner].append(Wished(about, rank, rating))
    return lists


def is_asked(chosen: Round, role: ParticipantRole) -> bool:
    """Tell whether a side says whom it would like."""
    return chosen.who_wishes in ASKED[role]


def tiers_of(wishes: Sequence[Wished], places: Mapping[UUID, int]) -> Tiers:
    """Return wishes as positions, best first; who is no longer there is left out."""
    tiers: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for wish in wishes:
        if wish.about in places:
            tiers[wish.order()].append(places[wish.about])
    return tuple(tuple(sorted(tiers[order])) for order in sorted(tiers))


def with_the_rest(wishes: Sequence[Tiers], others: int) -> tuple[Tiers, ...]:
    """Return each list with whoever is not named behind everybody's last wish, all alike.

    So that nobody stays unmatched for having named few, and whoever named nobody counts as having
    no first wish, rather than only first wishes.
    """
    length = max((len(tiers) for tiers in wishes), default=0)
    everybody = tuple(range(others))
    complete: list[Tiers] = []
    for tiers in wishes:
        named = {other for tier in tiers for other in tier}
        rest = tuple(other for other in everybody if other not in named) if named else everybody
        complete.append((*tiers, *((),) * (length - len(tiers)), rest))
    return tuple(complete)
