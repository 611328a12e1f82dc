"""The one door to the engine: a problem and a mode in, a draft with its proof out."""

import time
from collections.abc import Callable

from matching.solver.assigning.columns import assign
from matching.solver.checking import check
from matching.solver.limits import Limits, Progress
from matching.solver.model import Mode, Problem, Solution
from matching.solver.modes.by_mode import solve_by_mode


def solve(
    problem: Problem,
    mode: Mode = Mode.PARTICIPATION,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Solution:
    """Return the best draft of a problem by a mode, the same for the same problem.

    `time_limit` in seconds: past it the best known draft comes back with its proven gap.
    `progress` is told what is being done, and how much of it (0 to 1). Raises BadProblemError,
    PinsConflictError, and CancelledError once `is_cancelled` says yes.
    """
    began = time.monotonic()
    limits = Limits(time_limit, progress, is_cancelled, began)
    limits.check()
    check(problem)
    mates, certificate = solve_by_mode(problem, mode, assign, limits=limits)
    return Solution(mode, mates, certificate, time.monotonic() - began)
