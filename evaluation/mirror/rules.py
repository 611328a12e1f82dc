"""Which ratings a mentor may see together, and which one by one; without Django.

Ratings of one mentor in one area arrive as waves close. Those of five or more mentees are shown
together as one group; then a new group begins, so that the mean of six less the mean of five never
tells the sixth. A mentee who agreed is shown by name instead, and is in no group whose ratings the
mentor could see at the same time.

Whoever agrees after their group has been shown takes something from the others in it: from the
mean and one mark the rest can be worked out. So they are shown by name only while five others
remain in the group, or once everybody in it has agreed. What has been seen cannot be unseen:
withdrawing hides a mark at once, and gives no room to anybody else.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from evaluation.suppression import SMALLEST_GROUP, may_show_distribution


@dataclass(frozen=True, slots=True)
class Rated:
    """A mentee's area score of a mentor, from a wave that closed at some moment.

    `may_join` says that the rating may be shown together with others.
    """

    rater: Hashable
    closed_at: datetime
    score: float
    may_join: bool = True


@dataclass(frozen=True, slots=True)
class Agreed:
    """A mentee agreed to be seen by name, from one moment until another, or until now."""

    rater: Hashable
    since: datetime
    until: datetime | None = None

    @property
    def stands(self) -> bool:
        """Tell whether it was not taken back."""
        return self.until is None

    def overlaps(self, first: datetime, last: datetime) -> bool:
        """Tell whether it stood at any moment from the first to the last."""
        return self.since <= last and (self.until is None or self.until >= first)


@dataclass(frozen=True, slots=True)
class Group:
    """Ratings that are shown together, the latest of each mentee, and when the last came in."""

    closed_at: datetime
    scores: tuple[tuple[Hashable, float], ...]

    @property
    def n(self) -> int:
        """Return how many mentees it holds."""
        return len(self.scores)

    @property
    def mean(self) -> float:
        """Return the mean, each mentee weighing the same."""
        return sum(score for _rater, score in self.scores) / self.n

    @property
    def may_be_shown(self) -> bool:
        """Tell whether it is not a few of one mind, whose mean is everybody's mark."""
        counts = Counter(round(score, 6) for _rater, score in self.scores)
        return may_show_distribution(counts.values())


@dataclass(frozen=True, slots=True)
class Seen:
    """What a mentor sees of one area: a group, and single mentees by their key, latest scores.

    `waits` says that somebody agreed whose mark is kept back for the sake of the others.
    """

    group: Group | None
    singles: tuple[tuple[Hashable, float], ...]
    waits: bool = False


def seen_of(ratings: Sequence[Rated], agreements: Sequence[Agreed]) -> Seen:
    """Return what may be seen of one mentor's ratings in one area; their order does not matter."""
    arrived = sorted(ratings, key=lambda rated: (rated.closed_at, str(rated.rater)))
    groups = _groups(arrived, agreements)
    opened = [
        _opened(group, [each for each in agreements if each.since > group.closed_at])
        for group in groups
    ]
    standing = {agreed.rater for agreed in agreements if agreed.stands}
    singles: dict[Hashable, float] = {}
    waits = False
    for rated in arrived:
        if rated.rater not in standing:
            continue
        place = _place_of(rated, groups)
        if place is not None and rated.rater not in opened[place]:
            waits = True
            continue
        singles[rated.rater] = rated.score
    shown = [group for group in groups if group.may_be_shown]
    return Seen(shown[-1] if shown else None, tuple(singles.items()), waits)


def _place_of(rated: Rated, groups: Sequence[Group]) -> int | None:
    """Return which group holds a rating; None where it stands alone or still waits."""
    for place, group in enumerate(groups):
        if rated.closed_at <= group.closed_at:
            return place if rated.rater in dict(group.scores) else None
    return None


def _groups(arrived: Sequence[Rated], agreements: Sequence[Agreed]) -> list[Group]:
    """Return the groups in the order in which they filled up.

    Whoever a mentor could have seen by name, in an earlier rating too, joins none: people rate much
    alike each time.
    """
    groups: list[Group] = []
    waiting: list[Rated] = []
    first: dict[Hashable, datetime] = {}
    for rated in arrived:
        first.setdefault(rated.rater, rated.closed_at)
    for moment in sorted({rated.closed_at for rated in arrived}):
        waiting += [rated for rated in arrived if rated.closed_at == moment and rated.may_join]
        seen = {
            a.rater for a in agreements if a.rater in first and a.overlaps(first[a.rater], moment)
        }
        joining = [rated for rated in waiting if rated.rater not in seen]
        latest = {rated.rater: rated.score for rated in joining}
        if len(latest) >= SMALLEST_GROUP:
            groups.append(Group(moment, tuple(latest.items())))
            waiting = []
    return groups


def _opened(group: Group, later: Sequence[Agreed]) -> frozenset[Hashable]:
    """Return who of a group may be seen by name, by those who agreed once it had been shown."""
    members = {rater for rater, _score in group.scores}
    opened: set[Hashable] = set()
    # Of two at the same moment always the same one comes first, or both would be seen in turn.
    for agreed in sorted(later, key=lambda each: (each.since, str(each.rater))):
        if agreed.rater in members and len(members - opened - {agreed.rater}) >= SMALLEST_GROUP:
            opened.add(agreed.rater)
    standing = {agreed.rater for agreed in later if agreed.stands}
    return frozenset(members) if members <= opened | standing else frozenset(opened)
