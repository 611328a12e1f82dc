"""What is proposed to move along with a date that somebody moves."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from programmes.planning.clashes import clashes
from programmes.planning.rules import FOLLOWS, Part
from programmes.planning.timetable import Item, Side, Timetable
from programmes.planning.working_days import WorkCalendar

Place = tuple[str, Side]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that may move along: where to, by how many working days, and after which item."""

    item: Item
    starts_on: date
    ends_on: date
    days: int
    because_of: str

    @property
    def moved(self) -> Item:
        """Return the item as it would be."""
        return self.item.moved_to(self.starts_on, self.ends_on)


def follow(
    timetable: Timetable, moved: Item, calendar: WorkCalendar, *, today: date
) -> tuple[Proposal, ...]:
    """Return what may move along with `moved`, which carries its new dates.

    Each keeps its distance in working days and lands on a working day. What is done or lies before
    `today` stays. All of them together make no clash that moving the one alone would not.
    """
    reached = _Reach(timetable, moved, calendar, today)
    reached.spread()
    return _without_new_clashes(timetable, moved, reached.proposals())


class _Reach:
    """How far a move spreads: by end of an item, in the order it is reached."""

    def __init__(
        self, timetable: Timetable, moved: Item, calendar: WorkCalendar, today: date
    ) -> None:
        self.timetable = timetable
        self.moved = moved
        self.calendar = calendar
        self.today = today
        before = timetable.item(moved.key)
        self.days: dict[Place, int] = {
            (moved.key, side): calendar.distance(before.day(side), moved.day(side)) for side in Side
        }
        self.reasons: dict[str, str] = {}

    def spread(self) -> None:
        """Walk along the dependencies; whatever is reached first keeps that distance."""
        queue: deque[tuple[Item, Side]] = deque((self.moved, side) for side in Side)
        while queue:
            leader, side = queue.popleft()
            days = self.days.get((leader.key, side), 0)
            if not days:
                continue
            for follower, part in self._followers(leader, side):
                for reached in self._take(leader, follower, part, days):
                    queue.append((follower, reached))

    def _followers(self, leader: Item, side: Side) -> Iterator[tuple[Item, Part]]:
        """Yield what follows that end: by kind, then what belongs to it as a whole."""
        if self.timetable.of_kind(leader.kind)[0].key == leader.key:
            for entry in FOLLOWS:
                if entry.leader.kind == leader.kind and entry.leader.side in {side, _only(leader)}:
                    for item in self.timetable.of_kind(entry.follower):
                        yield item, entry.part
        if side is Side.START:
            for item in self.timetable.items:
                if item.belongs_to == leader.key and not _has_own_rule(leader, item):
                    yield item, Part.WHOLE

    def _take(self, leader: Item, follower: Item, part: Part, days: int) -> list[Side]:
        """Note that the follower moves, where nothing stands against it; return which ends do."""
        sides = {
            Part.WHOLE: [Side.START, Side.END],
            Part.FIRST_DAY: [Side.START],
            Part.LAST_DAY: [Side.END],
        }[part]
        is_past = any(follower.day(side) < self.today for side in sides)
        is_taken = any((follower.key, side) in self.days for side in sides)
        if follower.is_done or is_past or is_taken:
            return []
        for side in sides:
            self.days[follower.key, side] = days
        self.reasons.setdefault(follower.key, leader.key)
        return sides

    def proposals(self) -> list[Proposal]:
        """Return what was reached, on its new days, in the order it was reached."""
        found = [
            proposal
            for key, reason in self.reasons.items()
            if (proposal := self._proposal(self.timetable.item(key), reason))
        ]
        return _led(self.moved, found)

    def _proposal(self, item: Item, reason: str) -> Proposal | None:
        """Return one item on its new days; None where it would end before it starts, or stays."""
        days = [self.days.get((item.key, side), 0) for side in Side]
        starts_on, ends_on = (
            self.calendar.shift(item.day(side), number)
            for side, number in zip(Side, days, strict=True)
        )
        if ends_on < starts_on or (starts_on, ends_on) == (item.starts_on, item.ends_on):
            return None
        return Proposal(item, starts_on, ends_on, days[0] or days[1], reason)


def _has_own_rule(leader: Item, follower: Item) -> bool:
    """Tell whether a dependency says already what the follower does."""
    return any(
        (entry.leader.kind, entry.follower) == (leader.kind, follower.kind) for entry in FOLLOWS
    )


def _only(item: Item) -> Side | None:
    """Return the end by which rules name a single day."""
    return Side.START if item.is_point else None


def _without_new_clashes(
    timetable: Timetable, moved: Item, proposals: list[Proposal]
) -> tuple[Proposal, ...]:
    """Drop proposals, the farthest first, until none of them brings a clash of its own."""
    alone = {clash.ident for clash in clashes(timetable.with_moved([moved]))}
    kept = list(proposals)
    while kept:
        after = timetable.with_moved([moved, *(proposal.moved for proposal in kept)])
        blamed = {
            key for clash in clashes(after) if clash.ident not in alone for key in clash.ident[1:]
        }
        if not blamed:
            break
        # Only a proposal can be to blame: every other date is the same as in `alone`.
        farthest = max(n for n, proposal in enumerate(kept) if proposal.item.key in blamed)
        del kept[farthest]
        kept = _led(moved, kept)
    return tuple(kept)


def _led(moved: Item, proposals: list[Proposal]) -> list[Proposal]:
    """Return the proposals whose leader moves as well; leaders come before what follows them."""
    moving = {moved.key}
    kept = []
    for proposal in proposals:
        if proposal.because_of in moving:
            moving.add(proposal.item.key)
            kept.append(proposal)
    return kept
