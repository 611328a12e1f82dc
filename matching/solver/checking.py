"""What makes a problem contradict itself, each said in one sentence that names the place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from matching.solver.model import BadProblemError, PinsConflictError, Problem, Tiers

Pair = tuple[int, int]


def check(problem: Problem) -> None:
    """Raise BadProblemError or PinsConflictError where a problem contradicts itself."""
    _check_counts("mentor", "a capacity", problem.capacity, problem.mentors, 0)
    _check_counts("mentee", "a demand", problem.demand, problem.mentees, 1)
    _check_groups(problem)
    for what, pairs in (("pinned", problem.pins), ("forbidden", problem.forbidden)):
        _check_pairs(problem, what, pairs)
    _check_wishes("mentee", problem.mentee_wishes, problem.mentees, problem.mentors)
    _check_wishes("mentor", problem.mentor_wishes, problem.mentors, problem.mentees)
    _check_pins(problem)


def _check_counts(who: str, what: str, counts: ArrayLike, people: int, least: int) -> None:
    """Raise where not everybody has a whole number of places, `least` or more."""
    numbers = np.asarray(counts)
    if numbers.shape != (people,):
        raise BadProblemError(
            f"There are {people} {who}s, but {what} is given for {numbers.size} of them."
        )
    if people and not np.issubdtype(numbers.dtype, np.integer):
        raise BadProblemError(f"Each {who} needs {what} that is a whole number.")
    wrong = np.flatnonzero(numbers < least)
    if len(wrong):
        at = int(wrong[0])
        raise BadProblemError(
            f"The {who} at position {at} has {what} of {int(numbers[at])}; "
            f"it must be {least} or more."
        )


def _check_groups(problem: Problem) -> None:
    """Raise where groups overlap, name nobody, or have less than no room."""
    group_of: dict[int, int] = {}
    for number, group in enumerate(problem.groups):
        if group.capacity < 0:
            raise BadProblemError(
                f"The group at position {number} has a capacity of {group.capacity}; "
                "it must be 0 or more."
            )
        for j in group.members:
            if not 0 <= j < problem.mentors:
                raise BadProblemError(
                    f"The group at position {number} names mentor {j}, "
                    f"but there are {problem.mentors} mentors."
                )
            if j in group_of:
                raise BadProblemError(
                    f"The mentor at position {j} is in the groups at positions {group_of[j]} and "
                    f"{number}; groups must not overlap."
                    if group_of[j] != number
                    else f"The group at position {number} names mentor {j} twice."
                )
            group_of[j] = number


def _check_pairs(problem: Problem, what: str, pairs: Iterable[Pair]) -> None:
    """Raise where a pair names somebody who is not there."""
    for i, j in sorted(pairs):
        if not (0 <= i < problem.mentees and 0 <= j < problem.mentors):
            raise BadProblemError(
                f"The pair of mentee {i} and mentor {j} is {what}, but there are "
                f"{problem.mentees} mentees and {problem.mentors} mentors."
            )


def _check_wishes(who: str, wishes: Sequence[Tiers] | None, people: int, others: int) -> None:
    """Raise where wishes are missing for somebody, name nobody, or name somebody twice."""
    if wishes is None:
        return
    if len(wishes) != people:
        raise BadProblemError(
            f"There are {people} {who}s, but wishes are given for {len(wishes)} of them."
        )
    for at, tiers in enumerate(wishes):
        named = [other for tier in tiers for other in tier]
        wrong = [other for other in named if not 0 <= other < others]
        if wrong:
            raise BadProblemError(
                f"The {who} at position {at} wishes for {wrong[0]}, but there are only {others}."
            )
        if len(set(named)) < len(named):
            raise BadProblemError(f"The {who} at position {at} names somebody twice.")


def _check_pins(problem: Problem) -> None:
    """Raise PinsConflictError with a smallest set of pins that cannot all be kept."""
    conflicts = [*_pins_out_of_question(problem), *_pins_over_a_limit(problem)]
    if conflicts:
        message, pins = min(conflicts, key=lambda each: (len(each[1]), each[1]))
        raise PinsConflictError(message, pins)


def _pins_out_of_question(problem: Problem) -> Iterable[tuple[str, list[Pair]]]:
    """Return pins on pairs that are forbidden, or ruled out by a rule."""
    pins = sorted(problem.pins)
    for i, j in pins:
        if (i, j) in problem.forbidden:
            yield f"The pair of mentee {i} and mentor {j} is both pinned and forbidden.", [(i, j)]
    mentees, mentors = np.array(pins, dtype=np.int64).reshape(-1, 2).T
    for at in np.flatnonzero(problem.scores.pairs(mentees, mentors) < 0):
        i, j = pins[at]
        yield f"The pair of mentee {i} and mentor {j} is pinned, but ruled out by a rule.", [(i, j)]


def _pins_over_a_limit(problem: Problem) -> Iterable[tuple[str, list[Pair]]]:
    """Return pins that are one too many for a mentee, a mentor or a group."""
    in_group = {j: n for n, group in enumerate(problem.groups) for j in group.members}
    held: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for i, j in sorted(problem.pins):
        held["mentee", i].append((i, j))
        held["mentor", j].append((i, j))
        if j in in_group:
            held["group", in_group[j]].append((i, j))
    for (kind, at), pins in held.items():
        limit = {
            "mentee": lambda at=at: int(problem.demand[at]),
            "mentor": lambda at=at: int(problem.capacity[at]),
            "group": lambda at=at: problem.groups[at].capacity,
        }[kind]()
        if len(pins) > limit:
            yield (
                f"{len(pins)} pinned pairs name {kind} {at}, who has room for {limit}."
                if kind != "group"
                else f"{len(pins)} pinned pairs name the group at position {at}, "
                f"which has room for {limit}.",
                pins[: limit + 1],
            )
