"""The answer to a file: the draft, its certificate and a reason for everybody left out."""

import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from matching.solver.files import Instance, read_instance
from matching.solver.measures import rank_profile
from matching.solver.model import Certificate, IntArray, Mode, Prices, Problem, Solution
from matching.solver.ordering import ordered
from matching.solver.solve import solve

MOST_NAMES = 5  # in a reason


def answer(
    text: str, folder: Path, mode: Mode, time_limit: float | None = None
) -> dict[str, object]:
    """Return what the file interface prints for a JSON text.

    Raises BadProblemError (PinsConflictError) with one sentence about what is wrong with it.
    """
    instance = read_instance(text, folder, mode)
    order = ordered(instance)
    found = solve(order.problem, mode, time_limit=time_limit)
    solution = Solution(
        mode, order.mates(found.mates), order.certificate(found.certificate), found.seconds
    )
    return {**_figures(instance, solution), "peak_mb": _peak_megabytes()}


def _figures(instance: Instance, solution: Solution) -> dict[str, object]:
    """Return everything but what the machine used."""
    problem = instance.problem
    scores = [
        int(problem.scores.pairs(np.array([i]), np.array([j]))[0]) for i, j in solution.chosen
    ]
    profile = rank_profile(problem, solution.mates)
    return {
        "mode": str(solution.mode),
        "mates": [list(mentors) for mentors in solution.mates],
        "placed": sum(bool(mentors) for mentors in solution.mates),
        "total": sum(scores),
        "worst": min(scores, default=None),
        **({} if profile is None else {"rank_profile": list(profile)}),
        "certificate": _certificate(solution.certificate),
        "unmatched": [
            {"mentee": instance.mentee_ids[i], "why": why}
            for i, why in _reasons(instance, solution)
        ],
        "seconds": round(solution.seconds, 3),
    }


def _certificate(certificate: Certificate) -> dict[str, object]:
    """Return a certificate as plain data; parts that a mode does not have are left out."""
    data: dict[str, object] = {
        "optimal": certificate.is_optimal,
        "objective": certificate.objective,
        "bound": certificate.bound,
        "gap": certificate.gap,
    }
    if certificate.levels:
        data["levels"] = [
            {"name": level.name, "value": level.value, "proof": level.proof}
            for level in certificate.levels
        ]
    if certificate.prices is not None:
        data["prices"] = _prices(certificate.prices)
    if certificate.blocking_pairs is not None:
        data["blocking_pairs"] = [list(pair) for pair in certificate.blocking_pairs]
    if certificate.note:
        data["note"] = certificate.note
    return data


def _prices(prices: Prices) -> dict[str, object]:
    """Return prices as plain data."""
    return {
        "mentee": prices.mentee.tolist(),
        "mentor": prices.mentor.tolist(),
        "group": prices.group.tolist(),
        "pair": [[i, j, int(price)] for (i, j), price in sorted(prices.pair.items())],
        "bonus": int(prices.bonus),
        "further": int(prices.further),
    }


def _reasons(instance: Instance, solution: Solution) -> Iterator[tuple[int, str]]:
    """Yield each mentee without a mentor, and why."""
    problem = instance.problem
    used = np.bincount([j for _, j in solution.chosen], minlength=problem.mentors)
    room = np.array(problem.capacity) - used
    for group in problem.groups:
        members = list(group.members)
        if used[members].sum() >= group.capacity:
            room[members] = 0
    for i, mentors in enumerate(solution.mates):
        if not mentors:
            yield i, _reason(instance, solution, i, room)


def _reason(instance: Instance, solution: Solution, i: int, room: IntArray) -> str:
    """Return why a mentee has nobody, in one sentence."""
    problem = instance.problem
    allowed, acceptable = _allowed(problem, i), _acceptable(problem, solution.mode, i)
    if not allowed:
        return "No mentor is allowed: each pair is ruled out or forbidden."
    if not acceptable:
        return "No mentor who is allowed was named, and named them where mentors were asked."
    names = _some([str(instance.mentor_ids[j]) for j in acceptable])
    if all(problem.capacity[j] == 0 for j in acceptable):
        return f"None of the mentors who come into question has a seat: {names}."
    if any(room[j] > 0 for j in acceptable):
        return f"A pair would add nothing to what this mode counts: {names}."
    full = "All mentors who come into question are full: "
    full += _with_mates(instance, solution, acceptable)
    prices = solution.certificate.prices
    if prices is not None and solution.certificate.is_optimal:
        seated = [j for j in acceptable if problem.capacity[j] > 0]
        cost, nearest = min((_cost(problem, prices, i, j), j) for j in seated)
        if cost > 0:
            name = instance.mentor_ids[nearest]
            full += f"; a place with {name} would cost the total {cost} or more"
    return f"{full}."


def _cost(problem: Problem, prices: Prices, i: int, j: int) -> int:
    """Return what a draft loses at least by a pair that is not in it."""
    score = int(problem.scores.pairs(np.array([i]), np.array([j]))[0])
    group = sum(
        int(prices.group[number]) for number, each in enumerate(problem.groups) if j in each.members
    )
    return int(prices.mentee[i]) + int(prices.mentor[j]) + group - score - prices.bonus


def _allowed(problem: Problem, i: int) -> list[int]:
    """Return the mentors whom no rule keeps from a mentee."""
    row = problem.scores.rows(i, i + 1)[0]
    return [int(j) for j in np.flatnonzero(row >= 0) if (i, int(j)) not in problem.forbidden]


def _acceptable(problem: Problem, mode: Mode, i: int) -> list[int]:
    """Return the mentors whom a mode may give to a mentee."""
    allowed = _allowed(problem, i)
    if mode not in {Mode.RANK_MAXIMAL, Mode.STABLE}:
        return allowed
    if problem.mentee_wishes is not None:
        named = {j for tier in problem.mentee_wishes[i] for j in tier}
        allowed = [j for j in allowed if j in named]
    if problem.mentor_wishes is not None:
        wishes = problem.mentor_wishes
        allowed = [j for j in allowed if any(i in tier for tier in wishes[j])]
    return allowed


def _with_mates(instance: Instance, solution: Solution, mentors: list[int]) -> str:
    """Return some mentors with the mentees whom they have instead."""
    mentees: dict[int, list[str]] = {j: [] for j in mentors}
    for i, j in solution.chosen:
        if j in mentees:
            mentees[j].append(str(instance.mentee_ids[i]))
    return _some(
        [f"{instance.mentor_ids[j]} has {_some(mine) or 'no seat'}" for j, mine in mentees.items()]
    )


def _some(words: list[str]) -> str:
    """Return the first few words in a row, and how many more there are."""
    more = len(words) - MOST_NAMES
    return ", ".join(words[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _peak_megabytes() -> float:
    """Return the most memory that this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kilobytes, macOS bytes.
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)
