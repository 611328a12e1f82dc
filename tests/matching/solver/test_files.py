import json
import random
import re

import numpy as np
import pytest

from matching.solver.answering import answer
from matching.solver.files import read_instance
from matching.solver.model import BadProblemError, Mode, PinsConflictError, Solution
from matching.solver.ordering import ordered
from matching.solver.solve import solve
from matching.solver.verifying import verify
from tests.matching.solver import brute

GOOD = {
    "score": [[90, 40, None], [80, 70, 20], [85, None, None], [60, 50, 10]],
    "capacity": [1, 1, 1],
    "groups": [{"members": [0, 2], "capacity": 2}],
    "demand": [1, 1, 1, 1],
    "mentee_ids": ["ines", "kwame", "li", "zoe"],
    "mentor_ids": ["ada", "bo", "cem"],
    "pins": [[1, 1]],
    "forbid": [[3, 2]],
    "mentee_prefs": [[[0], [1]], [[0, 1], [2]], [[0]], [[1], [0]]],
    "mentor_prefs": [[[0, 1, 2, 3]], [[0], [1], [3]], [[1]]],
}


def changed(**more):
    return {name: value for name, value in {**GOOD, **more}.items() if value is not ...}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (changed(score=[[1, 2, 3], [1, 2]]), "score[1] has 2 entries instead of 3"),
        (changed(score=[[1], 2]), "score[0] has 1 entry instead of 3"),
        (changed(score=7), "score must be a list, not 7"),
        (changed(score=[[1, 2, float("nan")]]), "score[0][2] is NaN"),
        (changed(score=[[1, 2, float("inf")]]), "score[0][2] is Infinity"),
        (changed(score=[[1, 2.0, 3]]), "score[0][1] is 2.0"),
        (changed(score=[[1, True, 3]]), "score[0][1] is true"),
        (changed(score=[[1, "2", 3]]), 'score[0][1] is "2"'),
        (changed(score=[[1, 2, -1]]), "score[0][2] is -1"),
        (changed(score=[[1, 2, 32_768]]), "from 0 to 32767"),
        (changed(score=...), "needs score or score_npy"),
        (changed(score_npy="table.npy"), "Only one of score and score_npy"),
        (changed(capacity=...), "“capacity” is missing"),
        (changed(capacity=[1, -1, 1]), "capacity[1] is -1"),
        (changed(capacity=[1, 10**30, 1]), "capacity[1] is 10000"),
        (changed(capacity=[1, 1]), "score[0] has 3 entries instead of 2"),
        (changed(demand=[1, 0, 1, 1]), "demand[1] is 0"),
        (changed(demand=[1]), "demand has 1 entry instead of 4"),
        (changed(groups=[5]), "groups[0] must be an object"),
        (changed(groups=[{"members": [0]}]), "“capacity” is missing in groups[0]"),
        (changed(groups=[{"members": [3], "capacity": 1}]), "groups[0].members[0] is 3"),
        (changed(groups=[{"members": [0], "capacity": -1}]), "groups[0].capacity is -1"),
        (changed(groups=[{"members": [0, 0], "capacity": 1}]), "Mentor 0 is in groups[0] twice"),
        (changed(groups=[{"members": [0], "capacity": 1}] * 2), "is in groups[0] and groups[1]"),
        (
            changed(groups=[{"members": [0], "capacity": 1, "name": "x"}]),
            "“name” in groups[0] is not known",
        ),
        (changed(mentee_ids=["a"]), "mentee_ids has 1 entry instead of 4"),
        (changed(mentee_ids=["a", "b", "a", "c"]), 'mentee_ids[2] is "a", as mentee_ids[0] is'),
        (changed(mentor_ids=["a", 1, 1.5]), "mentor_ids[2] is 1.5"),
        (changed(pins=[[0, 3]]), "pins[0][1] is 3"),
        (changed(pins=[[0, 1, 2]]), "pins[0] must be [mentee, mentor]"),
        (changed(forbid=[[-1, 0]]), "forbid[0][0] is -1"),
        (changed(mentee_prefs=[[[0]]]), "mentee_prefs has 1 entry instead of 4"),
        (changed(mentee_prefs=[[[0], [7]], [], [], []]), "mentee_prefs[0][1][0] is 7"),
        (changed(mentee_prefs=[[0, 1], [], [], []]), "mentee_prefs[0][0] must be a list, not 0"),
        (changed(mentor_prefs=[[[0], [0]], [], []]), "mentor_prefs[0] names 0 twice"),
        (changed(wishes=[]), "“wishes” is not known"),
        ([GOOD], "must hold one JSON object"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data, says, tmp_path):
    with pytest.raises(BadProblemError, match=re.escape(says)) as caught:
        read_instance(json.dumps(data), tmp_path, Mode.QUALITY)
    assert re.fullmatch(r"[^\n]+\.", str(caught.value))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The file is empty."),
        (" \n", "The file is empty."),
        ('{"score": [[1,]]}', "line 1, column 15"),
        ('{"capacity": [1], "capacity": [2]}', "“capacity” stands there twice"),
        ("[" * 100_000, "nested too deep"),
        ('{"capacity": [' + "9" * 5_000 + "]}", "too many digits"),
    ],
)
def test_what_is_no_json_is_said(text, says, tmp_path):
    with pytest.raises(BadProblemError, match=re.escape(says)):
        read_instance(text, tmp_path, Mode.QUALITY)


@pytest.mark.parametrize(
    ("data", "pins"),
    [
        (changed(pins=[[0, 2]]), [(0, 2)]),
        (changed(pins=[[3, 2]]), [(3, 2)]),
        (changed(pins=[[0, 0], [1, 0], [2, 0]]), [(0, 0), (1, 0)]),
        (changed(pins=[[1, 0], [1, 1]]), [(1, 0), (1, 1)]),
        (changed(pins=[[0, 0]], capacity=[0, 1, 1]), [(0, 0)]),
        (
            changed(pins=[[0, 0], [1, 2]], groups=[{"members": [0, 2], "capacity": 1}]),
            [(0, 0), (1, 2)],
        ),
    ],
)
def test_pins_that_cannot_all_be_kept_are_named(data, pins, tmp_path):
    with pytest.raises(PinsConflictError) as caught:
        read_instance(json.dumps(data), tmp_path, Mode.QUALITY)
    assert caught.value.pins == pins
    for pin in pins:
        assert str(list(pin)) in str(caught.value)


def test_scores_may_come_in_a_file_of_numpy(tmp_path):
    table = np.array([[5, -1], [7, 9]], dtype=np.int16)
    np.save(tmp_path / "table.npy", table)
    text = json.dumps({"score_npy": "table.npy", "capacity": [1, 1]})
    problem = read_instance(text, tmp_path, Mode.QUALITY).problem
    assert (problem.scores.rows(0, 2) == table).all()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (np.zeros((2, 2)), "must hold a table of int16"),
        (np.zeros(2, dtype=np.int16), "must hold a table of int16"),
        (np.zeros((2, 3), dtype=np.int16), "has 3 columns, and capacity has 2"),
    ],
)
def test_another_table_is_refused(table, says, tmp_path):
    np.save(tmp_path / "table.npy", table)
    text = json.dumps({"score_npy": "table.npy", "capacity": [1, 1]})
    with pytest.raises(BadProblemError, match=says):
        read_instance(text, tmp_path, Mode.QUALITY)


@pytest.mark.parametrize(
    ("name", "says"),
    [("none.npy", "No such file"), ("text.npy", "is not an .npy file"), (7, "name of a file")],
)
def test_a_table_that_cannot_be_read_is_said(name, says, tmp_path):
    (tmp_path / "text.npy").write_text("no numbers")
    text = json.dumps({"score_npy": name, "capacity": [1, 1]})
    with pytest.raises(BadProblemError, match=says):
        read_instance(text, tmp_path, Mode.QUALITY)


@pytest.mark.parametrize("mode", [Mode.RANK_MAXIMAL, Mode.STABLE])
def test_preferences_alone_are_enough_for_two_modes(mode, tmp_path):
    text = json.dumps({"capacity": [1, 1], "mentee_prefs": [[[0], [1]], [[0]]]})
    found = answer(text, tmp_path, mode)
    assert sorted(len(each) for each in found["mates"]) in ([0, 1], [1, 1])
    assert found["total"] == 0
    with pytest.raises(BadProblemError, match="needs"):
        read_instance('{"capacity": [1]}', tmp_path, mode)


def test_first_choices_need_preferences_beside_scores(tmp_path):
    with pytest.raises(BadProblemError, match="needs mentee_prefs"):
        read_instance('{"score": [[1]], "capacity": [1]}', tmp_path, Mode.RANK_MAXIMAL)


def test_who_is_left_out_reads_why(tmp_path):
    data = {
        "score": [[90, 40], [95, None], [None, None], [85, None], [10, 20]],
        "capacity": [1, 0],
        "mentee_ids": ["a", "b", "c", "d", "e"],
        "mentor_ids": ["x", "y"],
        "forbid": [[4, 0]],
    }
    found = answer(json.dumps(data), tmp_path, Mode.QUALITY)
    assert found["mates"] == [[], [0], [], [], []]
    why = {each["mentee"]: each["why"] for each in found["unmatched"]}
    assert why.pop("a").startswith(
        "All mentors who come into question are full: x has b, y has no seat"
    )
    cost = re.fullmatch(
        r"All mentors who come into question are full: x has b; "
        r"a place with x would cost the total (\d+) or more.",
        why.pop("d"),
    )
    assert 5 <= int(cost[1]) <= 10  # what b brings more than a, or than d
    assert why == {
        "c": "No mentor is allowed: each pair is ruled out or forbidden.",
        "e": "None of the mentors who come into question has a seat: y.",
    }


def as_file(problem, mentee_ids, mentor_ids):
    """A problem as the file that says it."""
    table = problem.scores.rows(0, problem.mentees)
    data = {
        "score": [[int(score) if score >= 0 else None for score in row] for row in table],
        "capacity": [int(seats) for seats in problem.capacity],
        "demand": [int(wanted) for wanted in problem.demand],
        "groups": [
            {"members": list(each.members), "capacity": each.capacity} for each in problem.groups
        ],
        "pins": [list(pair) for pair in problem.pins],
        "forbid": [list(pair) for pair in problem.forbidden],
        "mentee_ids": mentee_ids,
        "mentor_ids": mentor_ids,
    }
    for key, wishes in (
        ("mentee_prefs", problem.mentee_wishes),
        ("mentor_prefs", problem.mentor_wishes),
    ):
        if wishes is not None:
            data[key] = [[list(tier) for tier in tiers] for tiers in wishes]
    return data


def shuffled(data, mentees, mentors):
    """The same people in another order: each list has the old positions."""
    mentee_at = {old: new for new, old in enumerate(mentees)}
    mentor_at = {old: new for new, old in enumerate(mentors)}

    def moved(pairs):
        return [[mentee_at[i], mentor_at[j]] for i, j in pairs]

    def wishes(key, people, other_at):
        return [[[other_at[k] for k in reversed(tier)] for tier in data[key][p]] for p in people]

    return {
        "score": [[data["score"][i][j] for j in mentors] for i in mentees],
        "capacity": [data["capacity"][j] for j in mentors],
        "demand": [data["demand"][i] for i in mentees],
        "groups": [
            {"members": [mentor_at[j] for j in each["members"]], "capacity": each["capacity"]}
            for each in reversed(data["groups"])
        ],
        "pins": moved(data["pins"]),
        "forbid": moved(data["forbid"]),
        "mentee_ids": [data["mentee_ids"][i] for i in mentees],
        "mentor_ids": [data["mentor_ids"][j] for j in mentors],
        "mentee_prefs": wishes("mentee_prefs", mentees, mentor_at),
        "mentor_prefs": wishes("mentor_prefs", mentors, mentee_at),
    }


def by_name(data, mates):
    """Who has whom, by what the file calls them."""
    return {
        data["mentee_ids"][i]: {data["mentor_ids"][j] for j in mentors}
        for i, mentors in enumerate(mates)
    }


@pytest.mark.parametrize("mode", list(Mode))
def test_the_order_of_people_changes_nothing(mode, tmp_path):
    for seed in range(30):
        chance = random.Random(f"order {seed}")
        problem = brute.random_problem(chance, mentee_wishes=True, mentor_wishes=True)
        names = [f"person {number}" for number in range(problem.mentees)]
        data = as_file(problem, names, list(range(problem.mentors)))
        other = shuffled(
            data,
            chance.sample(range(problem.mentees), problem.mentees),
            chance.sample(range(problem.mentors), problem.mentors),
        )
        first, second = (answer(json.dumps(each), tmp_path, mode) for each in (data, other))
        assert by_name(data, first["mates"]) == by_name(other, second["mates"]), seed
        assert first["certificate"]["bound"] == second["certificate"]["bound"], seed


@pytest.mark.parametrize("mode", list(Mode))
def test_a_certificate_holds_in_the_order_of_the_file(mode, tmp_path):
    for seed in range(30):
        chance = random.Random(f"places {seed}")
        problem = brute.random_problem(chance, mentee_wishes=True)
        mentee_ids = chance.sample("abcdefgh", problem.mentees)
        mentor_ids = chance.sample(range(9), problem.mentors)
        text = json.dumps(as_file(problem, mentee_ids, mentor_ids))
        instance = read_instance(text, tmp_path, mode)
        order = ordered(instance)
        found = solve(order.problem, mode)
        put_back = Solution(
            mode, order.mates(found.mates), order.certificate(found.certificate), found.seconds
        )
        assert verify(instance.problem, put_back) == [], seed
