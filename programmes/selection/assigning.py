"""Who reviews which application: nobody near to the applicant, and loads as even as can be.

A flow through a network: each application wants so many reviewers, each reviewer takes one more
at a time. First as many wishes as possible are met, then loads are evened out along chains of
exchanges until none makes them more alike. The same input always gives the same answer.
Knows no Django.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from random import Random
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Wish:
    """An application wants so many reviewers more, and none of `barred`."""

    application: UUID
    number: int
    barred: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Shortage:
    """An application cannot get enough reviewers: so many are missing, so many may not judge it."""

    application: UUID
    missing: int
    barred: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which reviewers each application gets, and which applications get too few."""

    reviewers: Mapping[UUID, tuple[UUID, ...]]
    shortages: tuple[Shortage, ...]

    def load_of(self, reviewer: UUID) -> int:
        """Return how many applications are new to the reviewer."""
        return sum(reviewer in given for given in self.reviewers.values())


def assign(
    wishes: Sequence[Wish], reviewers: Sequence[UUID], loads: Mapping[UUID, int], *, seed: str
) -> Assignment:
    """Give each application the reviewers it wants, as far as there are any who may judge it.

    `loads` says what each reviewer has already. Without conflicts, and from equal loads, no two
    reviewers end more than one application apart; with them, as near as conflicts allow.
    """
    order = sorted(reviewers)
    # Chance, but the same each time, so that nobody's name decides who reads whom.
    Random(seed).shuffle(order)  # noqa: S311  (evens out, guards nothing)
    table = _Table(order, {reviewer: loads.get(reviewer, 0) for reviewer in order})
    for wish in sorted(wishes, key=lambda each: (-len(each.barred & set(order)), each.application)):
        table.serve(wish)
    table.even_out()
    given = {wish.application: table.reviewers_of(wish.application) for wish in wishes}
    return Assignment(given, tuple(_shortages(wishes, given, frozenset(order))))


class _Table:
    """Who has which application now, and how much each reviewer has."""

    def __init__(self, order: Sequence[UUID], loads: dict[UUID, int]) -> None:
        """Begin with nothing given out."""
        self._order = {reviewer: place for place, reviewer in enumerate(order)}
        self._loads = loads
        self._given: dict[UUID, set[UUID]] = {}
        self._has: dict[UUID, set[UUID]] = {reviewer: set() for reviewer in order}
        self._barred: dict[UUID, frozenset[UUID]] = {}

    def serve(self, wish: Wish) -> None:
        """Give an application its reviewers, those who have least first."""
        self._barred[wish.application] = wish.barred
        self._given[wish.application] = set()
        fit = sorted(
            (reviewer for reviewer in self._order if reviewer not in wish.barred), key=self._rank
        )
        for reviewer in fit[: wish.number]:
            self._move(wish.application, None, reviewer)

    def even_out(self) -> None:
        """Pass applications along chains of reviewers from the fullest, until none helps."""
        while chain := self._best_chain():
            for giver, (application, taker) in chain:
                self._move(application, giver, taker)

    def reviewers_of(self, application: UUID) -> tuple[UUID, ...]:
        """Return who reviews an application, in a lasting order."""
        return tuple(sorted(self._given[application], key=self._order.__getitem__))

    def _best_chain(self) -> list[tuple[UUID, tuple[UUID, UUID]]]:
        """Return a chain of exchanges from a full reviewer to one with two applications fewer."""
        for full in sorted(self._order, key=self._rank, reverse=True):
            reached = self._reach(full)
            found = [each for each in reached if self._loads[each] <= self._loads[full] - 2]
            if found:
                return _walk_back(reached, full, min(found, key=self._rank))
        return []

    def _reach(self, start: UUID) -> dict[UUID, tuple[UUID, UUID]]:
        """Return everybody to whom work can be passed on, with from whom and which application."""
        came_from: dict[UUID, tuple[UUID, UUID]] = {}
        waiting = deque([start])
        while waiting and len(came_from) < len(self._order) - 1:
            giver = waiting.popleft()
            for application in sorted(self._has[giver]):
                for taker in self._takers(application):
                    if taker != start and taker not in came_from:
                        came_from[taker] = (giver, application)
                        waiting.append(taker)
        return came_from

    def _takers(self, application: UUID) -> list[UUID]:
        """Return who may take an application, and has it not."""
        out: AbstractSet[UUID] = self._barred[application] | self._given[application]
        return [reviewer for reviewer in self._order if reviewer not in out]

    def _move(self, application: UUID, giver: UUID | None, taker: UUID) -> None:
        """Let the taker have what the giver had; from nobody at first."""
        if giver is not None:
            self._given[application].discard(giver)
            self._has[giver].discard(application)
            self._loads[giver] -= 1
        self._given[application].add(taker)
        self._has[taker].add(application)
        self._loads[taker] += 1

    def _rank(self, reviewer: UUID) -> tuple[int, int]:
        """Sort by load, then by the order that chance made."""
        return self._loads[reviewer], self._order[reviewer]


def _walk_back(
    came_from: Mapping[UUID, tuple[UUID, UUID]], start: UUID, end: UUID
) -> list[tuple[UUID, tuple[UUID, UUID]]]:
    """Return the exchanges that lead from start to end: giver, then application and taker."""
    steps: list[tuple[UUID, tuple[UUID, UUID]]] = []
    while end != start:
        giver, application = came_from[end]
        steps.append((giver, (application, end)))
        end = giver
    return steps


def _shortages(
    wishes: Sequence[Wish], given: Mapping[UUID, tuple[UUID, ...]], reviewers: AbstractSet[UUID]
) -> list[Shortage]:
    """Return which applications get fewer than they want."""
    return [
        Shortage(wish.application, missing, len(wish.barred & reviewers))
        for wish in wishes
        if (missing := wish.number - len(given[wish.application])) > 0
    ]
