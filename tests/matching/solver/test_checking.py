import numpy as np
import pytest

from matching.solver.checking import check
from matching.solver.model import BadProblemError, Group, PinsConflictError
from matching.solver.solve import solve
from tests.matching.solver.assigning.small import problem_of

SCORES = [[5, 6, -1], [7, 8, 9], [1, 2, 3]]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"capacity": [1, -2, 1]}, "mentor at position 1 has a capacity of -2"),
        ({"capacity": [1, 1.5, 1]}, "Each mentor needs a capacity that is a whole number"),
        ({"demand": [1, 0, 1]}, "mentee at position 1 has a demand of 0"),
        ({"demand": [1, 1]}, "3 mentees, but a demand is given for 2"),
        ({"groups": [Group((0, 1), 1), Group((1, 2), 1)]}, "groups at positions 0 and 1"),
        ({"groups": [Group((0, 0), 1)]}, "position 0 names mentor 0 twice"),
        ({"groups": [Group((0, 3), 1)]}, "names mentor 3, but there are 3"),
        ({"groups": [Group((0,), -1)]}, "group at position 0 has a capacity of -1"),
        ({"pins": [(0, 3)]}, "mentee 0 and mentor 3 is pinned"),
        ({"pins": [(-1, 0)]}, "mentee -1 and mentor 0 is pinned"),
        ({"forbidden": [(3, 0)]}, "mentee 3 and mentor 0 is forbidden"),
    ],
)
def test_what_contradicts_itself_is_named(parts, words):
    with pytest.raises(BadProblemError, match=words) as caught:
        check(problem(**parts))
    assert str(caught.value).count(".") == 1


def problem(capacity=(1, 1, 1), **parts):
    made = problem_of(SCORES, [1, 1, 1], **parts)
    return type(made)(
        made.scores, np.array(capacity), made.demand, made.groups, made.pins, made.forbidden
    )


@pytest.mark.parametrize(
    ("parts", "pins"),
    [
        ({"pins": [(0, 2)]}, [(0, 2)]),
        ({"pins": [(1, 1)], "forbidden": [(1, 1)]}, [(1, 1)]),
        ({"pins": [(0, 1), (1, 1)]}, [(0, 1), (1, 1)]),
        ({"pins": [(0, 0), (0, 1)]}, [(0, 0), (0, 1)]),
        ({"pins": [(0, 0), (1, 1), (2, 2)], "groups": [Group((0, 2), 1)]}, [(0, 0), (2, 2)]),
        ({"pins": [(0, 0), (1, 0), (2, 0), (0, 1)], "capacity": [2, 0, 1]}, [(0, 1)]),
        ({"pins": [(0, 0), (1, 0), (2, 0)], "capacity": [2, 1, 1]}, [(0, 0), (1, 0), (2, 0)]),
    ],
)
def test_the_smallest_set_of_pins_that_cannot_be_kept_is_named(parts, pins):
    with pytest.raises(PinsConflictError) as caught:
        solve(problem(**parts))
    assert caught.value.pins == pins
    rest = parts | {"pins": sorted(set(parts["pins"]) - set(pins[:1]))}
    if len(pins) < len(parts["pins"]):
        return
    check(problem(**rest))


def test_wishes_name_people_who_are_there_once():
    fine = problem()
    for wishes, words in (
        (((),), "3 mentees, but wishes are given for 1"),
        ((((3,),), (), ()), "position 0 wishes for 3"),
        (((), ((1,), (1,)), ()), "position 1 names somebody twice"),
    ):
        with pytest.raises(BadProblemError, match=words):
            check(type(fine)(fine.scores, fine.capacity, fine.demand, mentee_wishes=wishes))
