"""Most first choices, then most second choices, and so on."""

from contextlib import suppress

import numpy as np

from matching.solver.limits import Limits
from matching.solver.model import BadProblemError, Certificate, Level, Problem, Tiers
from matching.solver.modes.network import Mates, Network, OutOfTimeError
from matching.solver.modes.proofs import as_data


def solve_rank_maximal(
    problem: Problem, *, limits: Limits | None = None
) -> tuple[Mates, Certificate]:
    """Return a draft with most first choices of mentees, then most second, …, then the best total.

    Only pairs that both sides named are acceptable (mentors, where they were asked); pinned pairs
    stand whatever their rank. Each rank is an aim of its own among the drafts that are best at all
    ranks before, so that no weight can be too small or too large. Out of time, the ranks not done
    are weighed together, and the note says from which on. Raises BadProblemError where mentees
    have no wishes.
    """
    wishes = problem.mentee_wishes
    if wishes is None:
        raise BadProblemError("Most first choices need the preferences of the mentees.")
    limits = limits or Limits()
    network = _network(problem, wishes)
    ranks = rank_of_each(wishes)
    pinned = [ranks[i].get(j, 0) for i, j in sorted(problem.pins)]
    last = max((len(tiers) for tiers in wishes), default=0)
    levels: list[Level] = []
    for rank in range(1, last + 1):
        limits.tell(f"rank {rank}", (rank - 1) / (last + 1))
        settled = pinned.count(rank) + network.taken_marks.count(rank)
        worth = (network.marks == rank).astype(np.int64)
        try:
            proof = network.improve(worth, seconds=limits.left)
        except OutOfTimeError:
            _weigh_together(network, last, limits)
            return network.draft(), _certificate(problem, network, levels, f"rank {rank}")
        levels.append(
            Level(f"rank {rank}", settled + proof.value, as_data(problem, proof, settled))
        )
    settled = network.total_of_taken()
    try:
        proof = network.improve(network.scores(), seconds=limits.left)
    except OutOfTimeError:
        return network.draft(), _certificate(problem, network, levels, "total")
    levels.append(Level("total", settled + proof.value, as_data(problem, proof, settled)))
    return network.draft(), _certificate(problem, network, levels)


def _weigh_together(network: Network, last: int, limits: Limits) -> None:
    """Choose good ranks all at once; closing a run may take a fifth of its time more."""
    with suppress(OutOfTimeError):
        network.improve(last + 1 - network.marks, seconds=(limits.seconds or 0) / 5 + 1)


def rank_of_each(wishes: tuple[Tiers, ...]) -> list[dict[int, int]]:
    """Return, for each person, the rank of everybody they named, 1 the best."""
    return [
        {other: rank for rank, tier in enumerate(tiers, 1) for other in tier} for tiers in wishes
    ]


def _network(problem: Problem, wishes: tuple[Tiers, ...]) -> Network:
    """Return all drafts of acceptable pairs, each marked with its rank."""
    naming = rank_of_each(problem.mentor_wishes) if problem.mentor_wishes is not None else None
    named = [
        (i, j, rank)
        for i, ranks in enumerate(rank_of_each(wishes))
        for j, rank in sorted(ranks.items())
        if (naming is None or i in naming[j])
        and (i, j) not in problem.forbidden
        and (i, j) not in problem.pins
    ]
    mentees, mentors, ranks = np.array(named, dtype=np.int64).reshape(-1, 3).T
    allowed = problem.scores.pairs(mentees, mentors) >= 0
    return Network(problem, mentees[allowed], mentors[allowed], ranks[allowed])


def _certificate(
    problem: Problem, network: Network, levels: list[Level], stopped: str = ""
) -> Certificate:
    """Return what the levels prove: how many pairs the draft has, and could have at most."""
    placed = sum(len(each) for each in network.draft())
    still = int(network.high[: problem.mentees].sum()) if stopped else 0
    note = f"Time was up before the level “{stopped}”: from there on it may not be the best."
    return Certificate(
        is_optimal=not stopped,
        objective=placed,
        bound=max(placed, len(network.taken) + still),
        levels=tuple(levels),
        note=note if stopped else "",
    )
