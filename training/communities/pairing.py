"""Who meets whom as peer partners: pure, and the same again for the same seed.

Whoever was paired before is paired again only when there is nobody else, and partners come from
different departments where they can. When the members are odd in number one of them rests: never
somebody who rested last time or asked for a partner, as long as there is anybody else.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Two = tuple[str, str]

MET_BEFORE = 100
SAME_DEPARTMENT = 1
# Up to so many people every way of pairing them is looked at; nine pairs have millions.
EVERY_WAY = 8
BEGINNINGS = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to be paired: where they work, whether they rested last time, and asked."""

    key: str
    department: str = ""
    rested: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs in which the smaller key comes first, and who rests, if anybody does."""

    pairs: tuple[Two, ...]
    resting: str | None = None


def pair_up(
    candidates: Sequence[Candidate], met: Mapping[frozenset[str], int], *, seed: int
) -> Pairing:
    """Pair people; `met` says how often two were paired before."""
    chance = random.Random(seed)  # noqa: S311  (fair turns, no secrets)
    people = sorted(candidates, key=lambda candidate: candidate.key)
    chance.shuffle(people)
    resting = None
    if len(people) % 2:
        resting = min(people, key=lambda candidate: (candidate.rested, candidate.asked))
        people.remove(resting)
    costs = _Costs(people, met)
    keys = [candidate.key for candidate in people]
    best = _best_of_all(keys, costs) if len(keys) <= EVERY_WAY else _improved(keys, costs, chance)
    pairs = sorted((min(two), max(two)) for two in best)
    return Pairing(tuple(pairs), resting.key if resting else None)


def was_paired(one: str, other: str) -> frozenset[str]:
    """Return the key of two people in the history of pairs."""
    return frozenset((one, other))


class _Costs:
    """What speaks against pairing two people."""

    def __init__(self, candidates: Sequence[Candidate], met: Mapping[frozenset[str], int]) -> None:
        """Remember departments and the history."""
        self._departments = {candidate.key: candidate.department for candidate in candidates}
        self._met = met

    def of(self, one: str, other: str) -> int:
        """Return the cost of one pair."""
        home = self._departments[one]
        is_same = bool(home) and home == self._departments[other]
        return MET_BEFORE * self._met.get(was_paired(one, other), 0) + SAME_DEPARTMENT * is_same

    def of_all(self, pairs: Sequence[Two]) -> int:
        """Return the cost of all pairs."""
        return sum(self.of(*two) for two in pairs)


def _best_of_all(keys: list[str], costs: _Costs) -> list[Two]:
    """Return the cheapest of every way of pairing a few people."""
    return min(_every_way(keys), key=costs.of_all)


def _every_way(keys: list[str]) -> Iterator[list[Two]]:
    """Yield every way of pairing people."""
    if not keys:
        yield []
        return
    first, *others = keys
    for place, partner in enumerate(others):
        for rest in _every_way(others[:place] + others[place + 1 :]):
            yield [(first, partner), *rest]


def _improved(keys: list[str], costs: _Costs, chance: random.Random) -> list[Two]:
    """Begin several times by chance, exchange partners while it helps, and keep the best."""
    best: list[Two] | None = None
    for _beginning in range(BEGINNINGS):
        chance.shuffle(keys)
        pairs = [(keys[place], keys[place + 1]) for place in range(0, len(keys), 2)]
        while _exchange(pairs, costs):
            pass
        if best is None or costs.of_all(pairs) < costs.of_all(best):
            best = pairs
        if not costs.of_all(best):
            break
    return best or []


def _exchange(pairs: list[Two], costs: _Costs) -> bool:
    """Let pairs that cost something exchange partners with others; tell whether any did."""
    has_changed = False
    for place, mine in enumerate(pairs):
        if not costs.of(*mine):
            continue
        for other_place, theirs in enumerate(pairs):
            if other_place == place:
                continue
            better = _better(pairs[place], theirs, costs)
            if better is not None:
                pairs[place], pairs[other_place] = better
                has_changed = True
    return has_changed


def _better(one: Two, other: Two, costs: _Costs) -> tuple[Two, Two] | None:
    """Return a cheaper way of pairing four people, if there is one."""
    (a, b), (c, d) = one, other
    now = costs.of(a, b) + costs.of(c, d)
    ways: tuple[tuple[Two, Two], ...] = (((a, c), (b, d)), ((a, d), (b, c)))
    first, second = min(ways, key=lambda way: costs.of(*way[0]) + costs.of(*way[1]))
    return (first, second) if costs.of(*first) + costs.of(*second) < now else None
