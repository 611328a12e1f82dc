"""Whom other rules would move, from which status to which."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from programmes.models import Participant
from training.currency import Policy, Status
from training.models import CurrencyPolicy
from training.policies import rules_of
from training.queries.currency import records_of
from training.queries.seats import seated_under

# So many people are reckoned with at a time: it bounds the memory.
BATCH = 1000

# So many of those who would move alike are named; the others are counted.
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Move:
    """So many people would go from one status to another; some of them by name."""

    came_from: Status
    to: Status
    count: int
    places: tuple[Participant, ...]


def moves_under(policy: CurrencyPolicy, rules: Policy, day: date) -> list[Move]:
    """Return whom other rules than a policy's would move today, the largest moves first.

    Five queries for each thousand people.
    """
    people = seated_under(policy)
    found: defaultdict[tuple[Status, Status], list[UUID]] = defaultdict(list)
    for start in range(0, len(people), BATCH):
        for person, move in _moves(policy, rules, day, people[start : start + BATCH]).items():
            found[move].append(person)
    places = _places(policy, [pk for theirs in found.values() for pk in theirs[:MOST_NAMES]])
    moves = [
        Move(*move, len(theirs), tuple(places[pk] for pk in theirs[:MOST_NAMES]))
        for move, theirs in found.items()
    ]
    return sorted(moves, key=lambda move: (-move.count, move.came_from.severity, move.to.severity))


def _moves(
    policy: CurrencyPolicy, rules: Policy, day: date, people: Collection[UUID]
) -> dict[UUID, tuple[Status, Status]]:
    """Return who of some people would move, from where to where."""
    before = rules_of(policy)
    moves = {}
    for person, record in records_of(people, policy, is_practice_asked=True).items():
        move = record.currency_on(day, before).status, record.currency_on(day, rules).status
        if move[0] is not move[1]:
            moves[person] = move
    return moves


def _places(policy: CurrencyPolicy, people: Collection[UUID]) -> dict[UUID, Participant]:
    """Return the latest place of each of these people; one query."""
    places = Participant.objects.filter(
        cohort__programme=policy.programme, role=policy.role, person__in=people
    )
    rows = places.select_related("person").order_by("cohort__number")
    return {place.person_id: place for place in rows}
