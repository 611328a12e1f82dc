"""One contender on one instance, in a process of its own: prints what it took as JSON.

`python -m benchmarks.matching.child NAME FOLDER LIMIT`: the folder holds the scores and capacities,
the limit is in seconds of the processor. Peak memory counts from before the scores are read, the
scores included.
"""

import json
import resource
import statistics
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.matching.contenders import CONTENDERS, Choice
from matching.solver.incremental import Session
from matching.solver.matrix import MatrixScores
from matching.solver.model import BadProblemError, IntArray, Mode, Problem, ScoreArray
from matching.solver.solve import solve

PINS = 21


def peak() -> float:
    """Return the peak memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def contend(name: str, folder: Path) -> dict[str, object]:
    """Return what a contender took, and what its pairs come to."""
    before = peak()
    values = np.load(folder / "scores.npy")
    capacity = np.load(folder / "capacity.npy")
    if values.size < 1 << 23:
        CONTENDERS[name](values[:50, :20], capacity[:20])  # imports are not what is measured
        times = [_timed(name, values, capacity) for _ in range(3)]
    else:
        times = [_timed(name, values, capacity)]
    mentees, mentors, said = times[0][1]
    assert (np.bincount(mentors, minlength=len(capacity)) <= capacity).all()
    assert len(set(mentees.tolist())) == len(mentees)
    scores = values[mentees, mentors]
    assert (scores >= 0).all()
    return {
        "seconds": statistics.median(each for (each, _own), _choice in times),
        "cpu": statistics.median(own for (_each, own), _choice in times),
        "peak": peak() - before,
        "total": int(scores.sum(dtype=np.int64)),
        "placed": len(mentees),
        "said": said,
    }


def _timed(name: str, values: ScoreArray, capacity: IntArray) -> tuple[tuple[float, float], Choice]:
    """Return how long a contender took by the clock and by the processor, and its choice."""
    began, used = time.perf_counter(), time.process_time()
    choice = CONTENDERS[name](values, capacity)
    return (time.perf_counter() - began, time.process_time() - used), choice


def what_if(folder: Path) -> dict[str, object]:
    """Return how long one pin takes in a session and how long solving afresh, by the processor."""
    values = np.load(folder / "scores.npy")
    demand = np.ones(len(values), dtype=np.int64)
    problem = Problem(MatrixScores(values), np.load(folder / "capacity.npy"), demand)
    solve(problem, Mode.PARTICIPATION)
    times = []
    for _ in range(3):
        began = time.process_time()
        solution = solve(problem, Mode.PARTICIPATION)
        times.append(time.process_time() - began)
    session = Session(problem, Mode.PARTICIPATION, solution)
    chance = np.random.default_rng(7)
    made = 0
    worst = used = 0.0
    while made < PINS:
        i = int(chance.integers(problem.mentees))
        j = int(chance.choice(np.flatnonzero(values[i] >= 0)))
        began, own = time.perf_counter(), time.process_time()
        try:
            session.pin(i, j)
        except BadProblemError:  # the seats are all pinned
            continue
        used += time.process_time() - own
        worst = max(worst, time.perf_counter() - began)
        made += 1
        assert session.certificate.is_optimal
    return {"afresh": statistics.median(times), "pin": used / PINS, "worst": worst}


def main(arguments: list[str]) -> int:
    """Measure what is named."""
    name, folder = arguments[0], Path(arguments[1])
    resource.setrlimit(resource.RLIMIT_CPU, (int(arguments[2]),) * 2)
    print(json.dumps(what_if(folder) if name == "what-if" else contend(name, folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
