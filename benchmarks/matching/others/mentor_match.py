"""The package `mentor-match` on one instance: run by its own interpreter, prints JSON."""

import json
import resource
import sys
import time
from pathlib import Path

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify, Rule


class Points(Rule):
    """Gives a pair its points."""

    def __init__(self, values: list[list[int]]) -> None:
        """Take the points of all pairs."""
        super().__init__()
        self.values = values

    def evaluate(self, match_object: object) -> bool:
        """Say that it applies to everybody."""
        return True

    def apply(self, match_object: object) -> int:
        """Return the points of a pair."""
        return self.values[match_object.mentee.grade][match_object.mentor.grade]


def main(path: str, limit: int) -> None:
    """Give each seat a mentor of its own, as the package gives each mentor one mentee a round."""
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    instance = json.loads(Path(path).read_text())
    values, capacity = instance["scores"], instance["capacity"]
    began = time.perf_counter()
    mentees = [Mentee(grade=i, email=f"mentee {i}") for i in range(len(values))]
    mentors = [
        Mentor(grade=j, email=f"mentor {j} {seat}")
        for j, seats in enumerate(capacity)
        for seat in range(seats)
    ]
    barred = Disqualify(lambda match: values[match.mentee.grade][match.mentor.grade] < 0)
    process_data(mentors, mentees, [[Points(values), barred]])
    taken = [(m.grade, each.grade) for each in mentors for m in each.mentees]
    print(json.dumps({
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "total": sum(values[i][j] for i, j in taken),
        "placed": len(taken),
        "said": "",
    }))  # fmt: skip


main(sys.argv[1], int(sys.argv[2]))
