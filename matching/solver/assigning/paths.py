"""Worths beyond floating point: the best choice among few pairs by whole-numbered paths."""

import heapq

import numpy as np
from numpy.typing import NDArray

from matching.solver.assigning.network import Network
from matching.solver.assigning.pairs import Pairs


class _Flow:
    """Arcs with room and cost, in plain integers of any size; each arc stands by its reverse."""

    def __init__(self, nodes: int) -> None:
        """Start with nodes and no arc."""
        self.leaving: list[list[int]] = [[] for _ in range(nodes)]
        self.heads: list[int] = []
        self.room: list[int] = []
        self.costs: list[int] = []

    def add(self, tail: int, head: int, room: int, cost: int) -> int:
        """Add an arc and its reverse; return its number."""
        for start, end, free, price in ((tail, head, room, cost), (head, tail, 0, -cost)):
            self.leaving[start].append(len(self.heads))
            self.heads.append(end)
            self.room.append(free)
            self.costs.append(price)
        return len(self.heads) - 2

    def distances(self, source: int, potential: list[int]) -> tuple[dict[int, int], dict[int, int]]:
        """Return the reduced length of the shortest way to each node, and its last arc."""
        best, last, done = {source: 0}, {}, set()
        queue = [(0, source)]
        while queue:
            length, node = heapq.heappop(queue)
            if node in done:
                continue
            done.add(node)
            for arc in self.leaving[node]:
                head = self.heads[arc]
                if not self.room[arc] or head in done:
                    continue
                longer = length + self.costs[arc] + potential[node] - potential[head]
                if head not in best or longer < best[head]:
                    best[head], last[head] = longer, arc
                    heapq.heappush(queue, (longer, head))
        return best, last


def choose_by_paths(network: Network, pairs: Pairs) -> NDArray[np.bool_]:
    """Return which of the pairs make the best total; for some thousand pairs."""
    mentees, mentors = network.shape
    source = mentees + mentors + len(network.ceilings)
    sink = source + 1
    flow = _Flow(sink + 1)
    worth = pairs.worth.tolist()
    top = max(worth)
    # Costs begin at 0 or more: each way from source to sink crosses one pair and gives up `top`.
    arcs = [
        flow.add(i, mentees + j, 1, top - each)
        for i, j, each in zip(pairs.mentees.tolist(), pairs.mentors.tolist(), worth, strict=True)
    ]
    for i in range(mentees):
        flow.add(source, i, int(network.first[i]), 0)
        flow.add(source, i, int(network.need[i] - network.first[i]), network.further)
    for j in range(mentors):
        group = int(network.in_group[j])
        after = sink if group < 0 else mentees + mentors + group
        flow.add(mentees + j, after, int(network.seats[j]), 0)
    for group, ceiling in enumerate(network.ceilings.tolist()):
        flow.add(mentees + mentors + group, sink, ceiling, 0)
    potential = [0] * (sink + 1)
    while True:
        lengths, last = flow.distances(source, potential)
        if sink not in lengths or lengths[sink] + potential[sink] - potential[source] > top:
            break
        farthest = lengths[sink]
        for node in range(sink + 1):
            potential[node] += min(lengths.get(node, farthest), farthest)
        node = sink
        while node != source:
            flow.room[last[node]] -= 1
            flow.room[last[node] ^ 1] += 1
            node = flow.heads[last[node] ^ 1]
    return np.array([not flow.room[arc] for arc in arcs], dtype=np.bool_)
