"""Each mode by its name."""

from matching.solver.limits import Limits
from matching.solver.model import Certificate, Mode, Problem
from matching.solver.modes.leximin import solve_leximin
from matching.solver.modes.maxmin import Assign, solve_maxmin
from matching.solver.modes.network import Mates
from matching.solver.modes.rank_maximal import solve_rank_maximal
from matching.solver.stable import solve_stable


def solve_by_mode(
    problem: Problem, mode: Mode, assign: Assign, *, limits: Limits | None = None
) -> tuple[Mates, Certificate]:
    """Return the draft that a mode asks for, and its proof; the problem's pins can be kept."""
    if mode == Mode.MAXMIN:
        return solve_maxmin(problem, assign, limits=limits)
    if mode == Mode.LEXIMIN:
        return solve_leximin(problem, assign, limits=limits)
    if mode == Mode.RANK_MAXIMAL:
        return solve_rank_maximal(problem, limits=limits)
    if mode == Mode.STABLE:
        return solve_stable(problem, limits=limits)
    return assign(problem, mode, limits=limits)
