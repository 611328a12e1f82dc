import numpy as np
import pytest

from matching.solver.model import BadProblemError, CancelledError, Mode
from matching.solver.solve import solve
from tests.matching.solver.assigning.small import check_proof, problem_of


def test_a_problem_and_a_mode_give_a_draft_with_its_proof():
    problem = problem_of([[9, 8, -1], [9, 1, -1], [5, -1, -1]], [1, 1, 4])
    for mode, mates in (
        (Mode.QUALITY, ((1,), (0,), ())),
        (Mode.PARTICIPATION, ((1,), (0,), ())),
    ):
        solution = solve(problem, mode)
        check_proof(problem, solution.mates, solution.certificate)
        assert (solution.mode, solution.mates) == (mode, mates)
        assert solution.certificate.gap == 0
        assert solution.seconds >= 0


def test_a_bad_problem_is_refused_before_anything_is_solved():
    with pytest.raises(BadProblemError, match="position 0 has a capacity of -1"):
        solve(problem_of([[1]], [-1]))


def test_a_run_says_how_far_it_is_and_can_be_stopped():
    told = []
    problem = problem_of(np.arange(900).reshape(30, 30), [1] * 30)
    solve(problem, progress=lambda what, part: told.append((what, part)))
    assert told[0] == ("Looking for the best draft", 0.0)
    asked = []

    def is_cancelled():
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(CancelledError):
        solve(problem, is_cancelled=is_cancelled)
