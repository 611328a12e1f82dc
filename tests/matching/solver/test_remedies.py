"""Remedies do place who they are for, leave nobody else out, and no smaller change would do."""

from dataclasses import replace
from itertools import chain, combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solver.model import Certificate, Group, Mode, Problem, Solution
from matching.solver.remedies import in_whose_place, remedies_of
from matching.solver.rules import Rule, Someone, Strength, Test
from matching.solver.scoring import encode

ASKED = [
    Rule("a", Strength.MUST_NOT, Test.SAME, 0, "a", "a"),
    Rule("b", Strength.MUST_NOT, Test.SAME, 0, "b", "b"),
    Rule("c", Strength.MUST_NOT, Test.SAME, 0, "c", "c"),
    Rule("s", Strength.SHOULD, Test.SAME, 5, "a", "b"),
]


def can_place(allowed, wanted, capacity, groups, pins):
    """Whether all of some mentees can have a mentor at once, by trying."""
    places = list(capacity)
    ceilings = [group.capacity for group in groups]
    of = {j: number for number, group in enumerate(groups) for j in group.members}

    def take(j, many):
        places[j] -= many
        if j in of:
            ceilings[of[j]] -= many

    def seat(left):
        if not left:
            return True
        for j in allowed[left[0]]:
            if places[j] > 0 and (j not in of or ceilings[of[j]] > 0):
                take(j, 1)
                if seat(left[1:]):
                    return True
                take(j, -1)
        return False

    for _, j in pins:
        take(j, 1)
    return seat(sorted(set(wanted) - {i for i, _ in pins}))


def kept_apart(problem, scores):
    """The rules that keep each pair apart."""
    return [
        [frozenset(scores.ruled_out_by(i, j)) for j in range(problem.mentors)]
        for i in range(problem.mentees)
    ]


def works(problem, apart, wanted, change):
    """Whether mentees can all be placed once some things have changed."""
    dropped = {name for kind, name in change if kind == "rule"}
    lifted = {pair for kind, pair in change if kind == "pair"}
    capacity = problem.capacity.copy()
    groups = list(problem.groups)
    for kind, what in change:
        if kind == "seat":
            capacity[what] += 1
        if kind == "ceiling":
            groups[what] = replace(groups[what], capacity=groups[what].capacity + 1)
    allowed = [
        [
            j
            for j in range(problem.mentors)
            if apart[i][j] <= dropped and ((i, j) not in problem.forbidden or (i, j) in lifted)
        ]
        for i in range(problem.mentees)
    ]
    return can_place(allowed, wanted, capacity, groups, problem.pins)


def changes_of(remedy):
    return [
        *(("rule", name) for name in remedy.rules),
        *(("pair", pair) for pair in remedy.forbidden),
        *(("seat", mentor) for mentor in remedy.seats),
        *(("ceiling", group) for group in remedy.ceilings),
    ]


def all_changes(problem):
    return [
        *(("rule", rule.id) for rule in ASKED[:3]),
        *(("pair", pair) for pair in sorted(problem.forbidden)),
        *(("seat", mentor) for mentor in range(problem.mentors)),
        *(("ceiling", group) for group in range(len(problem.groups))),
    ]


def subsets(changes, most):
    return chain.from_iterable(combinations(changes, size) for size in range(most + 1))


@st.composite
def rounds(draw):
    """A problem by rules, with seats, a group, forbidden pairs, and a greedy draft with a pin."""
    values = st.fixed_dictionaries({field: st.sampled_from(["x", "y", ""]) for field in "abc"})

    def side(prefix, most):
        return [
            Someone(f"{prefix}{k}", values={key: frozenset({value}) for key, value in each.items()})
            for k, each in enumerate(draw(st.lists(values, min_size=1, max_size=most)))
        ]

    mentees, mentors = side("e", 5), side("o", 4)
    scores = encode(mentees, mentors, ASKED)
    capacity = [draw(st.integers(0, 2)) for _ in mentors]
    members = draw(st.sampled_from([(), (0,), (0, 1), (0, 1, 2)]))
    groups = (Group(members, draw(st.integers(0, 2))),) if members and len(mentors) > 2 else ()
    cells = [(i, j) for i in range(len(mentees)) for j in range(len(mentors))]
    forbidden = frozenset(draw(st.lists(st.sampled_from(cells), max_size=2)))
    problem = Problem(
        scores, np.array(capacity), np.ones(len(mentees), np.int64), groups, forbidden=forbidden
    )
    chosen = []
    for i, j in draw(st.permutations(cells)):
        taken = [*chosen, (i, j)]
        per_group = all(
            sum(1 for _, k in taken if k in group.members) <= group.capacity for group in groups
        )
        if (
            scores.rows(i, i + 1)[0, j] >= 0
            and (i, j) not in forbidden
            and i not in {k for k, _ in chosen}
            and sum(1 for _, k in taken if k == j) <= capacity[j]
            and per_group
        ):
            chosen = taken
    pins = frozenset(chosen[: draw(st.integers(0, 1))])
    mates = tuple(tuple(j for k, j in chosen if k == i) for i in range(len(mentees)))
    return replace(problem, pins=pins), scores, draft(mates)


def draft(mates):
    certificate = Certificate(is_optimal=True, objective=0, bound=0)
    return Solution(Mode.PARTICIPATION, mates, certificate, 0)


@settings(max_examples=50)
@given(rounds())
def test_remedies_place_them_and_no_smaller_change_does(drawn):
    problem, scores, solution = drawn
    apart = kept_apart(problem, scores)
    placed = [i for i, mates in enumerate(solution.mates) if mates]
    found = remedies_of(problem, scores, solution, count=50, seconds=60)
    assert found.is_complete
    assert [each.mentee for each in found.mentees] == [
        i for i, mates in enumerate(solution.mates) if not mates
    ]
    for each in found.mentees:
        wanted = [*placed, each.mentee]
        working = [
            set(change)
            for change in subsets(all_changes(problem), 3)
            if works(problem, apart, wanted, change)
        ]
        smallest = min(map(len, working), default=None)
        assert (each.remedies[0].size if each.remedies else None) == smallest
        told = [set(changes_of(remedy)) for remedy in each.remedies]
        for change in told:
            assert change in working
            assert not any(other < change for other in working)
        # Everything as small as the smallest that leaves out rules alone is told.
        for change in working:
            if len(change) == smallest and all(kind == "rule" for kind, _ in change):
                assert change in told
        for remedy in each.remedies:
            check_shifts(problem, scores, solution, each.mentee, remedy)


def check_shifts(problem, scores, solution, mentee, remedy):
    """Moving people as told is a draft with the changes, and places the mentee."""
    pairs = set(solution.chosen)
    for shift in remedy.shifts:
        if shift.old is not None:
            pairs.remove((shift.mentee, shift.old))
        if shift.new is not None:
            pairs.add((shift.mentee, shift.new))
    assert (mentee, remedy.mentor) in pairs
    assert problem.pins <= pairs
    for i, j in pairs:
        assert set(scores.ruled_out_by(i, j)) <= set(remedy.rules)
        assert (i, j) not in problem.forbidden or (i, j) in remedy.forbidden
    for j in range(problem.mentors):
        assert sum(1 for _, k in pairs if k == j) <= problem.capacity[j] + remedy.seats.count(j)
    for number, group in enumerate(problem.groups):
        inside = sum(1 for _, k in pairs if k in group.members)
        assert inside <= group.capacity + remedy.ceilings.count(number)
    assert {i for i, _ in pairs} == {i for i, _ in solution.chosen} | {mentee}


@settings(max_examples=50)
@given(rounds())
def test_shortages_are_real_and_cover_who_cannot_be_placed(drawn):
    problem, scores, solution = drawn
    apart = kept_apart(problem, scores)
    placed = [i for i, mates in enumerate(solution.mates) if mates]
    found = remedies_of(problem, scores, solution).shortages
    short = {i for shortage in found for i in shortage.mentees}
    for i in range(problem.mentees):
        if not solution.mates[i]:
            assert (i in short) != works(problem, apart, [*placed, i], ())
    pinned = {i for i, _ in problem.pins}
    for shortage in found:
        assert shortage.seats < len(shortage.mentees)
        assert not pinned & set(shortage.mentees)
        met = {
            j
            for i in shortage.mentees
            for j in range(problem.mentors)
            if not scores.ruled_out_by(i, j) and (i, j) not in problem.forbidden
        }
        assert met <= set(shortage.mentors)
        assert seats_of(problem, met) <= shortage.seats


def seats_of(problem, mentors):
    """What mentors can take together, beside the pins, by their own seats and their groups'."""
    free = {
        j: int(problem.capacity[j]) - sum(1 for _, k in problem.pins if k == j) for j in mentors
    }
    seats = sum(free.values())
    for group in problem.groups:
        inside = [j for j in mentors if j in group.members]
        ceiling = group.capacity - sum(1 for _, k in problem.pins if k in group.members)
        seats -= max(0, sum(free[j] for j in inside) - ceiling)
    return seats


@settings(max_examples=50)
@given(rounds())
def test_whoever_could_make_way_is_named(drawn):
    problem, scores, solution = drawn
    apart = kept_apart(problem, scores)
    placed = {i for i, mates in enumerate(solution.mates) if mates}
    pinned = {i for i, _ in problem.pins}
    for i in range(problem.mentees):
        if solution.mates[i] or works(problem, apart, [*placed, i], ()):
            continue
        expected = {k for k in placed - pinned if works(problem, apart, [*(placed - {k}), i], ())}
        assert set(in_whose_place(problem, scores, solution, i)) == expected


def test_somebody_with_two_mentors_can_do_without_one():
    scores = encode([Someone("e"), Someone("d")], [Someone("o"), Someone("p")], [])
    problem = Problem(scores, np.array([1, 1]), np.array([2, 1]))
    remedy = remedies_of(problem, scores, draft(((0, 1), ()))).mentees[0].remedies[0]
    assert remedy.size == 0
    assert [(shift.mentee, shift.new) for shift in remedy.shifts] == [(1, 0), (0, None)]
    assert in_whose_place(problem, scores, draft(((0, 1), ())), 1) == ()


def test_each_rule_says_how_many_mentors_it_keeps_away():
    mentees = [Someone("e", values={"a": frozenset("x"), "b": frozenset("x")})]
    mentors = [
        Someone("o", values={"a": frozenset("x"), "b": frozenset("x")}),
        Someone("p", values={"a": frozenset("x")}),
        Someone("q"),
    ]
    scores = encode(mentees, mentors, ASKED)
    problem = Problem(scores, np.array([1, 1, 0]), np.array([1]))
    told = remedies_of(problem, scores, draft(((),))).mentees[0]
    assert told.allowed == (2,)
    assert told.ruled_out == (("a", 2), ("b", 1))
    assert told.alone == (("a", 1),)
    assert [(each.rules, each.seats) for each in told.remedies] == [((), (2,)), (("a",), ())]


def test_nobody_without_a_mentor_needs_no_remedy():
    scores = encode([], [], [])
    problem = Problem(scores, np.zeros(0, np.int64), np.zeros(0, np.int64))
    found = remedies_of(problem, scores, draft(()))
    assert (found.mentees, found.shortages, found.is_complete) == ((), (), True)


def test_no_time_is_said():
    scores = encode([Someone("e")], [Someone("o")], ASKED)
    problem = Problem(scores, np.array([0]), np.array([1]))
    assert not remedies_of(problem, scores, draft(((),)), seconds=-1).is_complete
