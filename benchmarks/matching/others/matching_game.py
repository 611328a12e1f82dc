"""The package `matching` on one instance: run by its own interpreter, prints JSON.

It knows stable matchings only: both sides rank each other by points, position deciding ties.
"""

import json
import resource
import sys
import time
from pathlib import Path

from matching.games import HospitalResident


def main(path: str, limit: int) -> None:
    """Let mentees be residents and mentors hospitals."""
    sys.setrecursionlimit(10**6)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    instance = json.loads(Path(path).read_text())
    values = instance["scores"]
    capacity = instance["capacity"]
    began = time.perf_counter()
    everyone = range(len(values))
    residents = {
        f"r{i}": [f"h{j}" for j in sorted(range(len(capacity)), key=lambda j: -values[i][j])
                  if values[i][j] >= 0 and capacity[j]]
        for i in everyone
    }  # fmt: skip
    residents = {name: ranks for name, ranks in residents.items() if ranks}
    named = {h for ranks in residents.values() for h in ranks}
    hospitals = {
        f"h{j}": [f"r{i}" for i in sorted(everyone, key=lambda i: -values[i][j])
                  if values[i][j] >= 0]
        for j in range(len(capacity)) if f"h{j}" in named
    }  # fmt: skip
    seats = {f"h{j}": seats for j, seats in enumerate(capacity) if f"h{j}" in named}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, seats)
    answer = game.solve()
    taken = [(int(r.name[1:]), int(h.name[1:])) for h, held in answer.items() for r in held]
    print(json.dumps({
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "total": sum(values[i][j] for i, j in taken),
        "placed": len(taken),
        "said": "stable",
    }))  # fmt: skip


main(sys.argv[1], int(sys.argv[2]))
