"""Sharing people out among those who look after them: fair, and with few moves. Knows no Django.

Everybody has a group, often of one; people who belong together (a match, one person's two places)
form a larger one. Who has a coordinator stays there unless that is unfair. Who has none comes to
the rest of their group, where there is room, else to whoever has fewest. Then groups move from the
fullest caseload to the emptiest, as long as that makes the two more alike. So two caseloads differ
by less than the largest group, or by one. The same input always gives the same answer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(slots=True)
class _Unit:
    """People who move together: those of one group whom the same coordinator looks after."""

    people: tuple[UUID, ...]
    home: UUID | None
    group: int
    at: UUID | None = None

    @property
    def size(self) -> int:
        """Return how many people they are."""
        return len(self.people)


def allocate(
    people: Sequence[UUID],
    groups: Iterable[Iterable[UUID]],
    now: Mapping[UUID, UUID],
    coordinators: Sequence[UUID],
) -> dict[UUID, UUID]:
    """Return who looks after whom: a coordinator for everybody, in the order of `people`.

    `now` says who looks after whom today; coordinators it names who are not among `coordinators`
    count as nobody. Raises ValueError when there is no coordinator.
    """
    if not coordinators:
        raise ValueError("Nobody is there to look after people.")
    units = _units(people, groups, now, coordinators)
    loads: Counter[UUID] = Counter(dict.fromkeys(coordinators, 0))
    for unit in units:
        if unit.home is not None:
            unit.at = unit.home
            loads[unit.home] += unit.size
    _place(units, loads, coordinators)
    _even_out(units, loads, coordinators)
    found = {person: unit.at for unit in units for person in unit.people}
    return {person: at for person in people if (at := found[person]) is not None}


def joined(people: Sequence[UUID], groups: Iterable[Iterable[UUID]]) -> list[tuple[UUID, ...]]:
    """Return groups without overlap that hold everybody once: groups that share somebody are one.

    People outside `people` are left out; groups and their members keep the order of `people`.
    """
    leader: dict[UUID, UUID] = {person: person for person in people}

    def lead(person: UUID) -> UUID:
        while leader[person] != person:
            leader[person] = leader[leader[person]]
            person = leader[person]
        return person

    for group in groups:
        known = [person for person in group if person in leader]
        for person in known[1:]:
            leader[lead(person)] = lead(known[0])
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for person in people:
        found[lead(person)].append(person)
    return [tuple(members) for members in found.values()]


def _units(
    people: Sequence[UUID],
    groups: Iterable[Iterable[UUID]],
    now: Mapping[UUID, UUID],
    coordinators: Sequence[UUID],
) -> list[_Unit]:
    """Cut groups by who looks after their members; what is more than a fair share comes apart."""
    share = -(-len(people) // len(coordinators))
    units = []
    for number, group in enumerate(joined(people, groups)):
        by_home: dict[UUID | None, list[UUID]] = defaultdict(list)
        for person in group:
            home = now.get(person)
            by_home[home if home in coordinators else None].append(person)
        for home, members in by_home.items():
            size = len(members) if len(members) <= share else 1
            units += [
                _Unit(tuple(members[start : start + size]), home, number)
                for start in range(0, len(members), size)
            ]
    return units


def _place(units: list[_Unit], loads: Counter[UUID], coordinators: Sequence[UUID]) -> None:
    """Give a coordinator to those who have none, the largest groups first."""
    total = sum(unit.size for unit in units)
    fullest = -(-total // len(coordinators))
    at_home = {unit.group: unit.at for unit in units if unit.at is not None}
    waiting = [unit for unit in units if unit.at is None]
    for unit in sorted(waiting, key=lambda each: -each.size):
        with_them = at_home.get(unit.group)
        if with_them is None or loads[with_them] + unit.size > fullest:
            with_them = min(coordinators, key=lambda each: loads[each])
        unit.at = with_them
        at_home.setdefault(unit.group, with_them)
        loads[with_them] += unit.size


def _even_out(units: list[_Unit], loads: Counter[UUID], coordinators: Sequence[UUID]) -> None:
    """Move groups from the fullest caseload to the emptiest while that makes them more alike."""
    while True:
        full = max(coordinators, key=lambda each: loads[each])
        empty = min(coordinators, key=lambda each: loads[each])
        unit = _best_to_move(units, loads[full] - loads[empty], full, empty)
        if unit is None:
            return
        unit.at = empty
        loads[full] -= unit.size
        loads[empty] += unit.size


def _best_to_move(units: list[_Unit], difference: int, full: UUID, empty: UUID) -> _Unit | None:
    """Return the group whose move makes two caseloads most alike at the least cost; or None.

    Who has no home yet, or comes home, moves before others; then who meets their group again.
    """
    together = {unit.group for unit in units if unit.at == empty}
    apart = Counter(unit.group for unit in units if unit.at == full)
    movable = [unit for unit in units if unit.at == full and unit.size < difference]
    if not movable or difference <= 1:
        return None

    def cost(unit: _Unit) -> tuple[int, bool, bool, bool]:
        is_free = unit.home is None or unit.home != full
        splits = apart[unit.group] > 1 and unit.group not in together
        return (
            abs(difference - 2 * unit.size),
            not is_free,
            unit.group not in together,
            splits,
        )

    return min(movable, key=cost)
