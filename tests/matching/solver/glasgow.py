"""The allocation of Glasgow 2010/11, read from its own files, and a solver of its own for it."""

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "glasgow-2010"
PROJECTS = 63


def choices() -> list[list[int]]:
    """Return the projects of each student, best first, counted from 0."""
    lines = (FOLDER / "00038-00000004.soi").read_text().splitlines()
    orders = [line.partition(":") for line in lines if not line.startswith("#")]
    return [
        [int(number) - 1 for number in named.split(",")]
        for times, _, named in orders
        for _ in range(int(times))
    ]


def supervisors() -> list[tuple[int, list[int]]]:
    """Return the ceiling and the projects of each supervisor."""
    with (FOLDER / "00038-00000004.dat").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (int(row["Capacity"]), [int(project) for project in row["Projects"].split()])
        for row in rows
    ]


def instance() -> dict:
    """Return the instance in the plain file format: projects are mentors, supervisors groups."""
    named = choices()
    return {
        "score": [
            [10_000 - mine.index(j) - 1 if j in mine else None for j in range(PROJECTS)]
            for mine in named
        ],
        "capacity": [1] * PROJECTS,
        "groups": [
            {"members": projects, "capacity": ceiling} for ceiling, projects in supervisors()
        ],
        "mentee_ids": [f"student {number}" for number in range(1, len(named) + 1)],
        "mentor_ids": [f"project {number}" for number in range(PROJECTS)],
        "mentee_prefs": [[[j] for j in mine] for mine in named],
    }


def cheapest(costs: list[int], *, worst: int = 5) -> tuple[int, ...] | None:
    """Return how many students get each rank, where all are placed at the least cost.

    `costs` has the cost of each rank; ranks beyond `worst` are left out. None where not all can be
    placed. One shortest path after another, by Bellman and Ford, in whole numbers of any size.
    """
    named = choices()
    students, sink = len(named), len(named) + PROJECTS + len(supervisors())
    arcs: list[list[int]] = []  # from, to, cost, room; the one back is the next

    def add(tail: int, head: int, cost: int, room: int) -> None:
        arcs.append([tail, head, cost, room])
        arcs.append([head, tail, -cost, 0])

    for i, mine in enumerate(named):
        for rank, j in enumerate(mine[:worst]):
            add(i, students + j, costs[rank], 1)
    for number, (ceiling, projects) in enumerate(supervisors()):
        for j in projects:
            add(students + j, students + PROJECTS + number, 0, 1)
        add(students + PROJECTS + number, sink, 0, ceiling)
    for i in range(students):
        path = _shortest(arcs, i, sink)
        if path is None:
            return None
        for arc in path:
            arcs[arc][3] -= 1
            arcs[arc ^ 1][3] += 1
    ranks = [
        named[tail].index(head - students)
        for tail, head, _, room in arcs[::2]
        if tail < students and not room
    ]
    return tuple(ranks.count(rank) for rank in range(5))


def _shortest(arcs: list[list[int]], start: int, end: int) -> list[int] | None:
    """Return the arcs of a cheapest way; None where there is none."""
    cost, via = {start: 0}, {}
    changed = True
    while changed:
        changed = False
        for number, (tail, head, more, room) in enumerate(arcs):
            if room and tail in cost and cost[tail] + more < cost.get(head, cost[tail] + more + 1):
                cost[head], via[head], changed = cost[tail] + more, number, True
    if end not in cost:
        return None
    path, node = [], end
    while node != start:
        path.append(via[node])
        node = arcs[via[node]][0]
    return path
