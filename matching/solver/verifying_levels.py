"""An independent look at modes that improve one thing after another: each level is replayed.

The prices of a level tell which pairs and numbers can still be in a best draft; the next level is
checked among these. Shares no code with what solves.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching.solver.model import Level, Mode, Problem, Solution

Pair = tuple[int, int]


def wrong_levels(problem: Problem, solution: Solution) -> list[str]:
    """Return a sentence for each level that does not hold."""
    wrong: list[str] = []
    replay: _Replay | None = None
    for level in solution.certificate.levels:
        value = _value(problem, solution, level.name)
        if value != level.value:
            wrong.append(f"The level “{level.name}” says {level.value}, and the draft has {value}.")
        proof: dict[str, Any] = level.proof
        if "at_most" in proof:
            wrong += _wrong_cut(problem, proof, level)
        if "next" in proof:
            floor = proof.get("floor", level.value)
            wrong += _wrong_next(problem, proof["next"], -1 if floor is None else floor)
        if level.name == "worst" and "pinned" in proof:
            wrong += _wrong_pinned(problem, proof["pinned"], level.value)
        if "prices" in proof:
            if replay is None:
                floor = proof.get("floor") or 0
                replay = _Replay(problem, solution, _open_pairs(problem, solution.mode, floor))
            wrong += replay.wrong(level.name, proof)
    if replay is not None and solution.certificate.is_optimal and not wrong:
        wrong += replay.undecided(solution.mode)
    return wrong


def _score(problem: Problem, pair: Pair) -> int:
    """Return the score of a pair."""
    return int(problem.scores.rows(pair[0], pair[0] + 1)[0, pair[1]])


def _rank(problem: Problem, pair: Pair) -> int:
    """Return at which place a mentee named a mentor, 1 the first; 0 where they did not."""
    for rank, tier in enumerate((problem.mentee_wishes or ())[pair[0]], 1):
        if pair[1] in tier:
            return rank
    return 0


def _value(problem: Problem, solution: Solution, name: str) -> int:
    """Return what the draft has of what a level counts."""
    chosen = solution.chosen
    word, _, number = name.partition(" ")
    if word == "rank":
        return sum(_rank(problem, pair) == int(number) for pair in chosen)
    scores = [_score(problem, pair) for pair in chosen]
    if word == "score":
        return sum(score == int(number) for score in scores)
    placed = {i for i, _ in chosen}
    free = set(chosen) - problem.pins
    return {
        "pairs": len(chosen),
        "mentees placed": len(placed),
        "worst": min(scores, default=0),
        "total": sum(scores),
        "places from the floor": len(free) + len(placed - {i for i, _ in problem.pins}),
    }[name]


def _wrong_cut(problem: Problem, proof: dict[str, Any], level: Level) -> Iterator[str]:
    """Yield where a set of mentees does not prove that no more can be placed."""
    each_once = level.name != "pairs"
    most = _most_by_cut(problem, proof, each_once=each_once)
    pinned = len({i for i, _ in problem.pins}) if each_once else len(problem.pins)
    if most + pinned != level.value or proof["at_most"] != most:
        yield f"The mentees named under “{level.name}” prove {most + pinned}, not {level.value}."


def _wrong_next(problem: Problem, proof: dict[str, Any] | None, floor: int) -> Iterator[str]:
    """Yield where a Hall violator does not prove that the next floor places fewer."""
    above = {_score(problem, pair) for pair in _allowed(problem, floor + 1)}
    if proof is None:
        if above:
            yield f"Nothing proves that no floor above {floor} is possible."
        return
    most = _most_by_cut(problem, proof, each_once=proof["of"] != "pairs")
    if most != proof["at_most"] or most >= proof["needed"]:
        yield f"The mentees named at the floor {proof['floor']} do not prove it to be too high."
    if min(above, default=None) != proof["floor"]:
        yield f"There are pairs between {floor} and the next floor {proof['floor']}."


def _most_by_cut(problem: Problem, proof: dict[str, Any], *, each_once: bool) -> int:
    """Return how many pairs a set of mentees and mentors allows from a floor up, without pins."""
    mentees, mentors, groups = (set(proof[name]) for name in ("mentees", "mentors", "groups"))
    wanted = [int(number) for number in problem.demand]
    left = [int(number) for number in problem.capacity]
    for i, j in problem.pins:
        wanted[i] -= 1
        left[j] -= 1
    if each_once:
        pinned = {i for i, _ in problem.pins}
        wanted = [0 if i in pinned else 1 for i in range(problem.mentees)]
    in_groups = {j for number in groups for j in problem.groups[number].members}
    seats = sum(left[j] for j in mentors - in_groups)
    for number in groups:
        group = problem.groups[number]
        seats += group.capacity - sum(j in group.members for _, j in problem.pins)
    single = sum(
        i in mentees and j not in mentors for i, j in _allowed(problem, int(proof["floor"]))
    )
    others = sum(count for i, count in enumerate(wanted) if i not in mentees)
    return int(seats + single + others)


def _allowed(problem: Problem, floor: int) -> list[Pair]:
    """Return all pairs from a floor up that are neither pinned nor forbidden."""
    table = problem.scores.rows(0, problem.mentees)
    pairs = {(int(i), int(j)) for i, j in np.argwhere(table >= max(0, floor))}
    return sorted(pairs - problem.pins - problem.forbidden)


def _wrong_pinned(problem: Problem, pinned: list[int], worst: int) -> Iterator[str]:
    """Yield where the pair named is not pinned, or does not have the worst score."""
    pair = (pinned[0], pinned[1])
    if pair not in problem.pins or _score(problem, pair) != worst:
        yield f"The pair {pair} is not a pinned one with a score of {worst}."


def _open_pairs(problem: Problem, mode: Mode, floor: int) -> set[Pair]:
    """Return the pairs that a mode may choose from."""
    pairs = set(_allowed(problem, floor))
    if mode != Mode.RANK_MAXIMAL:
        return pairs
    pairs = {pair for pair in pairs if _rank(problem, pair)}
    if problem.mentor_wishes is None:
        return pairs
    return {(i, j) for i, j in pairs if any(i in tier for tier in problem.mentor_wishes[j])}


@dataclass(slots=True)
class _Replay:
    """What is left to choose from after some levels."""

    problem: Problem
    solution: Solution
    open: set[Pair]
    taken: set[Pair] = field(default_factory=set)
    least: Counter[tuple[str, int]] = field(default_factory=Counter)
    most: Counter[tuple[str, int]] = field(default_factory=Counter)
    done: int = -1

    def __post_init__(self) -> None:
        """Count the places; those of pins are taken."""
        self.group_of = {
            j: number for number, each in enumerate(self.problem.groups) for j in each.members
        }
        for kind, numbers in (
            ("mentee", self.problem.demand),
            ("mentor", self.problem.capacity),
            ("group", [group.capacity for group in self.problem.groups]),
        ):
            self.most.update({(kind, place): int(number) for place, number in enumerate(numbers)})
        for pair in self.problem.pins:
            self._take(pair)

    group_of: dict[int, int] = field(init=False)

    def _places(self, pair: Pair) -> list[tuple[str, int]]:
        """Return whose places a pair takes."""
        places = [("mentee", pair[0]), ("mentor", pair[1])]
        group = self.group_of.get(pair[1])
        return places if group is None else [*places, ("group", group)]

    def _take(self, pair: Pair) -> None:
        """Put a pair into every draft that is left."""
        self.taken.add(pair)
        for place in self._places(pair):
            self.most[place] -= 1
            self.least[place] = max(0, self.least[place] - 1)

    def wrong(self, name: str, proof: dict[str, Any]) -> Iterator[str]:
        """Yield what does not hold in a level, and narrow down to its best drafts."""
        worth = self._worth(name, proof)
        firsts = self._firsts() if name == "places from the floor" else set()
        price = {
            (kind, place): number
            for kind, listed in proof["prices"].items()
            for place, number in listed
        }
        above = {
            pair: worth.get(pair, 0) - sum(price.get(place, 0) for place in self._places(pair))
            for pair in self.open
        }
        bound = sum(max(0, number) for number in above.values())
        counts = {}
        for place in self.most:
            gains = {
                count: price.get(place, 0) * count + (place in firsts and count > 0)
                # A price times a number, with a bend at one: an end or the bend is the best.
                for count in {self.least[place], min(1, self.most[place]), self.most[place]}
                if count >= self.least[place]
            }
            most = max(gains.values())
            bound += most
            best = [count for count, gain in gains.items() if gain == most]
            counts[place] = (min(best), max(best))
        chosen = set(self.solution.chosen) & self.open
        value = sum(worth.get(pair, 0) for pair in chosen)
        value += len({i for i, _ in chosen if ("mentee", i) in firsts})
        if not value == bound == proof["bound"]:
            yield f"The prices of “{name}” prove {bound}, and the draft has {value}."
            return
        for place, (least, most) in counts.items():
            self.least[place], self.most[place] = least, most
        for pair in [pair for pair in self.open if above[pair] > 0]:
            self._take(pair)
        self.open = {pair for pair in self.open if above[pair] == 0}
        if not set(self.solution.chosen) <= self.taken | self.open:
            yield f"The draft is not among the best by “{name}”."

    def _firsts(self) -> set[tuple[str, int]]:
        """Return the mentees who have nobody pinned."""
        pinned = {i for i, _ in self.problem.pins}
        return {("mentee", i) for i in range(self.problem.mentees) if i not in pinned}

    def _worth(self, name: str, proof: dict[str, Any]) -> dict[Pair, int]:
        """Return what each open pair counts in a level."""
        if name == "places from the floor":
            return dict.fromkeys(self.open, 1)
        if name == "total":
            self._drop_below(proof.get("lowest", 0))
            return {pair: _score(self.problem, pair) for pair in self.open}
        if name.startswith("rank "):
            rank = int(name.removeprefix("rank "))
            return {pair: 1 for pair in self.open if _rank(self.problem, pair) == rank}
        weights = dict(proof["weights"])
        self._drop_below(min(weights))
        self.done = max(weights)
        return {pair: -weights.get(_score(self.problem, pair), 0) for pair in self.open}

    def _drop_below(self, lowest: int) -> None:
        """Drop pairs of scores that were passed over: the draft shows that none is needed.

        If it has one, the next level finds that the draft is not among what is left.
        """
        self.open = {
            pair for pair in self.open if not self.done < _score(self.problem, pair) < lowest
        }

    def undecided(self, mode: Mode) -> Iterator[str]:
        """Yield that a mode ended before all was decided."""
        if mode != Mode.LEXIMIN:
            return
        scores = {pair: _score(self.problem, pair) for pair in self.open}
        mine = [scores[pair] for pair in set(self.solution.chosen) & self.open]
        lowest = min((score for score in mine if score > self.done), default=None)
        if lowest is not None and any(score > lowest for score in scores.values()):
            yield f"How many pairs have a score of {lowest} was not decided."
