"""How long rules take to become scores, beside the machine's limit: a bare product of that shape.

    .venv/bin/python -m benchmarks.matching.scoring [MENTEES MENTORS]

The limit is one float32 product of mentees × columns by columns × mentors in the same blocks.
"""

import random
import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from matching.solver.rules import HALF_HOURS, Rule, Someone, Strength, Test
from matching.solver.scoring import BLOCK, RuleScores, encode

GRADES = tuple(f"grade {number}" for number in range(1, 9))
OFFICES = tuple(f"office {number}" for number in range(60))
TOPICS = tuple(f"topic {number}" for number in range(40))
LANGUAGES = ("English", "French", "Arabic", "Polish", "Urdu", "Welsh")
ZONES = (-480, -300, 0, 0, 0, 60, 60, 120, 330, 540)


def rules() -> list[Rule]:
    """Return ten rules such as a large programme has: four that decide, six that weigh."""
    must, must_not, should = Strength.MUST, Strength.MUST_NOT, Strength.SHOULD
    return [
        Rule("office", must_not, Test.SAME, 0, "office", "office"),
        Rule("line", must_not, Test.REPORTING_LINE),
        Rule("before", must_not, Test.PREVIOUS_PARTNER),
        Rule("language", must, Test.LANGUAGE, low=4),
        Rule("grade", should, Test.GAP, 8, "grade", "grade", low=1, high=2, order=GRADES),
        Rule("topics", should, Test.IN_COMMON, 9, "topics", "topics", at_least=3),
        Rule("zone", should, Test.TIME_ZONE, 3, most=3),
        Rule("free", should, Test.AVAILABILITY, 5, at_least=6),
        Rule("function", should, Test.SAME, 4, "function", "function"),
        Rule("wishes", should, Test.WISHES, 10),
    ]


def people(prefix: str, other: str, many: int, others: int, seed: int) -> list[Someone]:
    """Return invented people of one side, who wish for a few of the other."""
    chance = random.Random(seed)
    return [_person(chance, prefix, other, number, others) for number in range(many)]


def _person(chance: random.Random, prefix: str, other: str, number: int, others: int) -> Someone:
    """Return one invented person, free in a few stretches of the week."""
    hours = 0
    for _ in range(chance.randint(1, 6)):
        hours |= ((1 << chance.randint(2, 10)) - 1) << chance.randrange(HALF_HOURS - 10)
    return Someone(
        id=f"{prefix}{number}",
        values={
            "office": frozenset([chance.choice(OFFICES)]),
            "grade": frozenset([chance.choice(GRADES)]),
            "topics": frozenset(chance.sample(TOPICS, chance.randint(1, 6))),
            "function": frozenset([f"function {chance.randrange(25)}"]),
        },
        levels={name: chance.randint(2, 6) for name in chance.sample(LANGUAGES, 2)},
        hours=hours,
        utc_offset=chance.choice(ZONES),
        own_line=frozenset([f"{prefix}{number}"]),
        lines=frozenset([f"boss {chance.randrange(2000)}"]),
        previous=frozenset([f"{other}{chance.randrange(others)}"]),
        wishes={f"{other}{chance.randrange(others)}": 100 - 10 * k for k in range(3)},
    )


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def score_all(scores: RuleScores) -> None:
    """Score all pairs, block by block, and let go of each block."""
    mentees, mentors = scores.shape
    step = max(1, BLOCK // mentors)
    for start in range(0, mentees, step):
        scores.rows(start, min(start + step, mentees))


def multiply_all(mentees: int, mentors: int, width: int) -> None:
    """Do nothing but the product, block by block."""
    step = max(1, BLOCK // mentors)
    chance = np.random.default_rng(1)
    left = chance.random((step, width), dtype=np.float32)
    right = chance.random((width, mentors), dtype=np.float32)
    target = np.empty((step, mentors), dtype=np.float32)
    for start in range(0, mentees, step):
        many = min(step, mentees - start)
        np.matmul(left[:many], right, out=target[:many])


def best_of_all(scores: RuleScores, kept: int) -> int:
    """Stream all scores and keep the best few of each mentee; return how many bytes that takes."""
    mentees, mentors = scores.shape
    step = max(1, BLOCK // mentors)
    best = np.empty((mentees, kept), dtype=np.int32)
    # One number that sorts by score, then by position: whole numbers are quickest to partition.
    places = np.arange(mentors - 1, -1, -1, dtype=np.int32)
    for start in range(0, mentees, step):
        stop = min(start + step, mentees)
        keys = scores.rows(start, stop).astype(np.int32) * 32_768 + places
        keys.partition(mentors - kept, axis=1)
        best[start:stop] = mentors - 1 - keys[:, mentors - kept :] % 32_768
    return best.nbytes


def peak() -> int:
    """Return the most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(mentees: int, mentors: int) -> None:
    """Print the figures of one size."""
    ours = people("e", "o", mentees, mentors, 1)
    theirs = people("o", "e", mentors, mentees, 2)
    before = peak()
    began = time.perf_counter()
    scores = encode(ours, theirs, rules())
    encoding = time.perf_counter() - began
    score_all(scores)
    after = peak()
    # In turn, and the best of some runs: other work on the machine must not favour either.
    runs = [
        (
            timed(lambda: score_all(scores)),
            timed(lambda: multiply_all(mentees, mentors, scores.width)),
        )
        for _ in range(5 if mentees * mentors < 10**8 else 1)
    ]
    scoring, limit = (min(each) for each in zip(*runs, strict=True))
    print(f"{mentees} × {mentors}, {len(scores.rules)} rules, {scores.width} columns")
    print(f"read and encoded   {encoding:7.2f} s")
    print(
        f"scored             {scoring:7.3f} s   {scoring / mentees / mentors * 1e9:.1f} ns a pair"
    )
    print(f"bare product       {limit:7.3f} s   scoring reaches {limit / scoring:.0%} of it")
    print(f"memory above the people themselves {after - before} MB")
    print(f"best 16 of each    {timed(lambda: best_of_all(scores, 16)):7.2f} s")
    print(f"peak of the process {peak()} MB, of which people {before} MB")


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 4_000)))
