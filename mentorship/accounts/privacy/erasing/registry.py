"""What apps add to erasing: what stands in the way, and what no declaration can say.

Filled in `AppConfig.ready` of the apps that own the rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mentorship.accounts.models import Erasure, Person
from mentorship.accounts.privacy.erasing.marks import Marks


@dataclass(frozen=True, slots=True)
class Gone:
    """Who is being erased: the person with all aliases, and what gives them away in texts."""

    people: tuple[Person, ...]
    marks: Marks
    addresses: tuple[str, ...]
    code: str

    @property
    def pks(self) -> list[Any]:
        """Return the ids of the person and of all aliases."""
        return [person.pk for person in self.people]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What has to be ended, settled or handed over first, and where."""

    sentence: str
    url: str = ""


@dataclass(slots=True)
class Taken:
    """What was done: how many rows or texts by kind, and what is left to do after the commit."""

    counts: dict[str, int] = field(default_factory=dict)
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    def add(self, kind: str, number: int) -> None:
        """Count what was done."""
        if number:
            self.counts[kind] = self.counts.get(kind, 0) + number


ObstacleSource = Callable[[Sequence[Person]], Iterable[Obstacle]]
Eraser = Callable[[Gone, Taken], None]

Farewell = Callable[[Gone, Erasure], None]

_farewells: list[Farewell] = []
_obstacles: list[ObstacleSource] = []
_early: list[Eraser] = []
_late: list[Eraser] = []


def register_obstacles(source: ObstacleSource) -> None:
    """Let an app say what stands in the way of erasing somebody."""
    if source not in _obstacles:
        _obstacles.append(source)


def register_eraser(eraser: Eraser, *, is_late: bool = False) -> None:
    """Let an app erase what declarations cannot say, before the declared (or after)."""
    erasers = _late if is_late else _early
    if eraser not in erasers:
        erasers.append(eraser)


def register_farewell(farewell: Farewell) -> None:
    """Let the app that sends mail write the last one."""
    if farewell not in _farewells:
        _farewells.append(farewell)


def say_farewell(gone: Gone, erasure: Erasure) -> None:
    """Tell the person, at the address they had, what was done."""
    for farewell in _farewells:
        farewell(gone, erasure)


def obstacles_of(people: Sequence[Person]) -> list[Obstacle]:
    """Return all that stands in the way, as the apps tell it."""
    return [obstacle for source in _obstacles for obstacle in source(people)]


def early_erasers() -> tuple[Eraser, ...]:
    """Return what runs before the declared fields are emptied."""
    return tuple(_early)


def late_erasers() -> tuple[Eraser, ...]:
    """Return what runs after them, when the person has no name any more."""
    return tuple(_late)
