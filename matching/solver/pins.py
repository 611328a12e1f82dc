"""Pins that cannot all be kept, and the smallest set of them that cannot."""

from collections.abc import Iterable

import numpy as np

from matching.solver.model import BadProblemError, PinsConflictError, Problem

Pair = tuple[int, int]


def check_pins(problem: Problem) -> None:
    """Raise PinsConflictError, naming mentees and mentors by position, where pins contradict."""
    _check_each(problem)
    _check_side(problem, 0)
    _check_side(problem, 1)
    for number, group in enumerate(problem.groups):
        members = set(group.members)
        inside = [pin for pin in problem.pins if pin[1] in members]
        _check_limit(inside, group.capacity, f"group {number}")


def _check_each(problem: Problem) -> None:
    """Look for a pin that is no pair, or a pair that may not be."""
    for i, j in sorted(problem.pins):
        if not (0 <= i < problem.mentees and 0 <= j < problem.mentors):
            raise BadProblemError(f"The pin ({i}, {j}) is outside the table of scores.")
        if (i, j) in problem.forbidden:
            raise PinsConflictError(f"The pin ({i}, {j}) is also forbidden.", [(i, j)])
        if problem.scores.pairs(np.array([i]), np.array([j]))[0] < 0:
            raise PinsConflictError(f"The pin ({i}, {j}) is ruled out by its score.", [(i, j)])


def _check_side(problem: Problem, side: int) -> None:
    """Look for a mentee (side 0) or mentor (side 1) with more pins than places."""
    places, word = ((problem.demand, "mentee"), (problem.capacity, "mentor"))[side]
    pins_of: dict[int, list[Pair]] = {}
    for pin in problem.pins:
        pins_of.setdefault(pin[side], []).append(pin)
    for position in sorted(pins_of):
        _check_limit(pins_of[position], places[position], f"{word} {position}")


def _check_limit(pins: Iterable[Pair], most: int, whose: str) -> None:
    """Raise where there are more pins than `most`; one more than fit is a smallest set."""
    ordered = sorted(pins)
    if len(ordered) <= most:
        return
    smallest = ordered[: int(most) + 1]
    named = ", ".join(str(pin) for pin in smallest)
    raise PinsConflictError(
        f"The pins {named} cannot all be kept: {whose} has room for {int(most)}.", smallest
    )
