"""People sorted by id before solving, so that the answer does not depend on the file's order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matching.solver.files import Id, Instance
from matching.solver.matrix import MatrixScores
from matching.solver.model import Certificate, Group, IntArray, Problem, Tiers

# What a key of a proof holds, that has to be told in the file's positions.
PLACES = {
    "mentee": 0,
    "mentees": 0,
    "mentor": 1,
    "mentors": 1,
    "group": 2,
    "groups": 2,
}
PAIRS = {"favoured"}
PAIR = {"pinned"}


@dataclass(frozen=True, slots=True)
class Ordered:
    """A problem whose people are in the order of their ids.

    `mentees`, `mentors` and `groups` hold, for each new position, the one in the file.
    """

    problem: Problem
    mentees: IntArray
    mentors: IntArray
    groups: IntArray

    def mates(self, mates: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
        """Return a draft in the file's order."""
        found: list[tuple[int, ...]] = [()] * len(mates)
        for i, mentors in enumerate(mates):
            found[int(self.mentees[i])] = tuple(sorted(int(self.mentors[j]) for j in mentors))
        return tuple(found)

    def certificate(self, certificate: Certificate) -> Certificate:
        """Return a certificate in the file's positions."""
        prices = certificate.prices
        if prices is not None:
            prices = replace(
                prices,
                mentee=_put_back(prices.mentee, self.mentees),
                mentor=_put_back(prices.mentor, self.mentors),
                group=_put_back(prices.group, self.groups),
                pair={self._pair(pair): price for pair, price in prices.pair.items()},
            )
        levels = tuple(
            replace(level, proof=self._told(level.proof)) for level in certificate.levels
        )
        return replace(certificate, prices=prices, levels=levels)

    def _pair(self, pair: Sequence[int]) -> tuple[int, int]:
        """Return a pair in the file's positions."""
        return int(self.mentees[pair[0]]), int(self.mentors[pair[1]])

    def _told(self, proof: dict[str, Any]) -> dict[str, Any]:
        """Return a proof in the file's positions."""
        return {key: self._value(key, value) for key, value in proof.items()}

    def _value(self, key: str, value: Any) -> Any:
        """Return one entry of a proof in the file's positions."""
        if isinstance(value, dict):
            return self._told(value)
        if key in PAIR:
            return list(self._pair(value))
        if key in PAIRS:
            return sorted(list(self._pair(pair)) for pair in value)
        if key not in PLACES:
            return value
        order = (self.mentees, self.mentors, self.groups)[PLACES[key]]
        # Places alone, or places with their prices.
        if value and isinstance(value[0], list):
            return sorted([int(order[place]), price] for place, price in value)
        return sorted(int(order[place]) for place in value)


def ordered(instance: Instance) -> Ordered:
    """Return the problem of an instance with everybody in the order of their ids."""
    problem = instance.problem
    mentees, mentors = _order(instance.mentee_ids), _order(instance.mentor_ids)
    mentee_at, mentor_at = _positions(mentees), _positions(mentors)
    groups = [
        Group(tuple(sorted(int(mentor_at[j]) for j in group.members)), group.capacity)
        for group in problem.groups
    ]
    order = sorted(range(len(groups)), key=lambda number: (groups[number].members, number))
    scores = problem.scores.rows(0, problem.mentees)[mentees][:, mentors]

    def moved(pairs: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        return frozenset((int(mentee_at[i]), int(mentor_at[j])) for i, j in pairs)

    return Ordered(
        replace(
            problem,
            scores=MatrixScores(scores),
            capacity=problem.capacity[mentors],
            demand=problem.demand[mentees],
            groups=tuple(groups[number] for number in order),
            pins=moved(problem.pins),
            forbidden=moved(problem.forbidden),
            mentee_wishes=_wishes(problem.mentee_wishes, mentees, mentor_at),
            mentor_wishes=_wishes(problem.mentor_wishes, mentors, mentee_at),
        ),
        mentees,
        mentors,
        np.array(order, dtype=np.int64),
    )


def _order(ids: Sequence[Id]) -> IntArray:
    """Return positions in the order of ids: numbers first, then texts."""
    keys = [(isinstance(name, str), name) for name in ids]
    return np.array(sorted(range(len(ids)), key=keys.__getitem__), dtype=np.int64)


def _positions(order: IntArray) -> IntArray:
    """Return the new position of each old one."""
    positions = np.empty_like(order)
    positions[order] = np.arange(len(order))
    return positions


def _put_back(prices: IntArray, order: IntArray) -> IntArray:
    """Return prices in the file's order."""
    found = np.zeros_like(prices)
    found[order] = prices
    return found


def _wishes(
    wishes: tuple[Tiers, ...] | None, people: IntArray, other_at: IntArray
) -> tuple[Tiers, ...] | None:
    """Return the wishes of people in their new order, naming others by new positions."""
    if wishes is None:
        return None
    return tuple(
        tuple(tuple(sorted(int(other_at[other]) for other in tier)) for tier in wishes[person])
        for person in people
    )
