import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.matching.solver import glasgow

ROOT = Path(__file__).resolve().parents[3]
INSTANCE = glasgow.FOLDER / "instance.json"


def printed(mode):
    """What the command prints on a bare checkout: no setting is in the environment."""
    done = subprocess.run(
        [sys.executable, "manage.py", "solve", str(INSTANCE), "--mode", mode],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def keeps_all_limits(mates):
    taken = [j for mentors in mates for j in mentors]
    return (
        len(set(taken)) == len(taken)
        and all(len(mentors) <= 1 for mentors in mates)
        and all(
            len(set(taken) & set(projects)) <= ceiling
            for ceiling, projects in glasgow.supervisors()
        )
    )


def ranks(mates):
    named = glasgow.choices()
    return [named[i].index(j) + 1 for i, mentors in enumerate(mates) for j in mentors]


def cost(profile):
    return sum(rank * count for rank, count in enumerate(profile, 1))


def test_the_instance_is_what_the_files_say():
    assert json.loads(INSTANCE.read_text()) == glasgow.instance()


def test_most_placed_then_the_best_total():
    total_rank = cost(glasgow.cheapest([1, 2, 3, 4, 5]))
    assert total_rank == 50
    found = printed("participation")
    assert keeps_all_limits(found["mates"])
    assert found["placed"] == len(ranks(found["mates"])) == 34
    assert sum(ranks(found["mates"])) == total_rank == 34 * 10_000 - found["total"]
    assert found["certificate"]["optimal"]
    assert found["unmatched"] == []


def test_the_smallest_worst_rank():
    worst = next(rank for rank in range(1, 6) if glasgow.cheapest([1] * 5, worst=rank))
    assert worst == 3
    found = printed("maxmin")
    assert keeps_all_limits(found["mates"])
    assert found["placed"] == 34
    assert max(ranks(found["mates"])) == worst == 10_000 - found["worst"]
    best = glasgow.cheapest([1, 2, 3, 4, 5], worst=worst)
    assert sum(ranks(found["mates"])) == cost(best)


def test_most_first_choices():
    # Here all can be placed at once with the best ranks, so that the cheapest are rank-maximal.
    profile = glasgow.cheapest([-(100**power) for power in range(5, 0, -1)])
    assert profile == (25, 4, 3, 1, 1)
    found = printed("rank_maximal")
    assert keeps_all_limits(found["mates"])
    assert tuple(found["rank_profile"]) == profile
    assert [level["value"] for level in found["certificate"]["levels"]][:5] == list(profile)


@pytest.mark.parametrize("mode", ["quality", "leximin"])
def test_other_modes_place_everybody_too(mode):
    found = printed(mode)
    assert keeps_all_limits(found["mates"])
    assert found["placed"] == 34
