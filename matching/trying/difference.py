"""What lies between two drafts: who moves, who gains or loses a place, and what it costs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

FIRST_WISHES = 3


class MoveKind(StrEnum):
    """What becomes of a mentee."""

    MOVES = "moves"
    GAINS = "gains"
    LOSES = "loses"


@dataclass(frozen=True, slots=True)
class Place:
    """A pair of a draft: fit in points, 0 to 10 000, and the rank the mentee gave the mentor."""

    mentee: UUID
    mentor: UUID
    points: int
    wish_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee whose mentors differ: those only before and only after, with their fits."""

    mentee: UUID
    kind: MoveKind
    before: tuple[Place, ...]
    after: tuple[Place, ...]

    @property
    def gain(self) -> int:
        """Return by how many points the mentee's pairs fit better afterwards, all together."""
        return sum(place.points for place in self.after) - sum(
            place.points for place in self.before
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """What people argue about; points are whole, `mean` and `worst` None without pairs.

    `first` counts pairs that were the mentee's first wish, `first_three` their first three.
    """

    mentees: int
    placed: int
    pairs: int
    total: int
    worst: int | None
    first: int
    first_three: int
    mentors_used: int

    @property
    def mean(self) -> float | None:
        """Return the average fit in points."""
        return self.total / self.pairs if self.pairs else None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; `moves` in the order: gains, loses, moves, by mentee's id."""

    moves: tuple[Move, ...] = ()
    mentors_gained: frozenset[UUID] = field(default_factory=frozenset)
    mentors_lost: frozenset[UUID] = field(default_factory=frozenset)

    def of(self, kind: MoveKind) -> list[Move]:
        """Return the moves of one kind."""
        return [move for move in self.moves if move.kind == kind]

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.moves)


def figures_of(places: Sequence[Place], mentees: int) -> Figures:
    """Return the figures of a draft over so many mentees."""
    ranks = [place.wish_rank for place in places if place.wish_rank is not None]
    return Figures(
        mentees=mentees,
        placed=len({place.mentee for place in places}),
        pairs=len(places),
        total=sum(place.points for place in places),
        worst=min((place.points for place in places), default=None),
        first=sum(rank == 1 for rank in ranks),
        first_three=sum(rank <= FIRST_WISHES for rank in ranks),
        mentors_used=len({place.mentor for place in places}),
    )


def difference_between(before: Iterable[Place], after: Iterable[Place]) -> Difference:
    """Return who is with somebody else afterwards, and which mentors come and go."""
    old, new = _by_mentee(before), _by_mentee(after)
    order = [MoveKind.GAINS, MoveKind.LOSES, MoveKind.MOVES]
    moves = [
        move
        for mentee in sorted(old.keys() | new.keys(), key=str)
        if (move := _move(mentee, old.get(mentee, {}), new.get(mentee, {}))) is not None
    ]
    mentors = [{mentor for row in side.values() for mentor in row} for side in (old, new)]
    return Difference(
        tuple(sorted(moves, key=lambda move: order.index(move.kind))),
        frozenset(mentors[1] - mentors[0]),
        frozenset(mentors[0] - mentors[1]),
    )


def _by_mentee(places: Iterable[Place]) -> dict[UUID, dict[UUID, Place]]:
    """Return the pairs of each mentee by mentor."""
    rows: defaultdict[UUID, dict[UUID, Place]] = defaultdict(dict)
    for place in places:
        rows[place.mentee][place.mentor] = place
    return dict(rows)


def _move(mentee: UUID, old: dict[UUID, Place], new: dict[UUID, Place]) -> Move | None:
    """Return what becomes of one mentee, or None where nothing does."""
    if old.keys() == new.keys():
        return None
    kind = MoveKind.MOVES
    if not old:
        kind = MoveKind.GAINS
    elif not new:
        kind = MoveKind.LOSES
    only_old = sorted(old.keys() - new.keys(), key=str)
    only_new = sorted(new.keys() - old.keys(), key=str)
    return Move(mentee, kind, tuple(old[pk] for pk in only_old), tuple(new[pk] for pk in only_new))
