"""The exact best total over all pairs, from the few pairs of each mentee that matter."""

from matching.solver.assigning.linear import Mates, assign_by_linear_programme
from matching.solver.limits import Limits
from matching.solver.model import Certificate, Mode, Problem


def assign(
    problem: Problem, mode: Mode, *, limits: Limits | None = None
) -> tuple[Mates, Certificate]:
    """Return the mentors of each mentee and the proof, for QUALITY or PARTICIPATION."""
    return assign_by_linear_programme(problem, mode)
