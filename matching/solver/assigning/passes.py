"""Passes over all pairs, block by block: the best few of each mentee at given prices.

Blocks are small enough for a processor's cache. NumPy lets go of the interpreter inside each step,
so two threads share the blocks where the scores are kept; results come back in order.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.solver.assigning.network import Network, are_kept
from matching.solver.model import IntArray, ScoreArray

BLOCK = 1 << 19  # pairs looked at together
PARTS = 64  # the mentors are cut into so many parts to find a threshold without sorting
THREADS = 2
WORTH_TWO = 1 << 22  # pairs from which a second thread pays

Result = TypeVar("Result")
Mask = NDArray[np.bool_]


class Few(NamedTuple):
    """Pairs found in a pass, by mentee and best first; and the best reduced score of each mentee.

    A reduced score is a score less the mentor's price.
    """

    mentees: IntArray
    mentors: IntArray
    tops: IntArray


def blocks(network: Network, work: Callable[[int, int], Result]) -> Iterator[Result]:
    """Do something with each block of mentees, in order."""
    mentees, mentors = network.shape
    size = max(1, BLOCK // max(1, mentors))
    starts = range(0, mentees, size)
    stops = [min(start + size, mentees) for start in starts]
    if mentees * mentors < WORTH_TWO or not are_kept(network.scores):
        yield from map(work, starts, stops)
        return
    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(work, starts, stops)


def reduced(block: ScoreArray, asked: IntArray, bonus: int) -> NDArray[np.signedinteger[Any]]:
    """Return scores less the prices asked, in the narrowest type in which they are exact.

    Where something counts on top of scores, less than 0 may be looked for, and ruled-out pairs get
    less than any other; elsewhere it is enough that they are negative.
    """
    high = int(asked.max(initial=0))
    kind: type[np.signedinteger[Any]] = np.int64
    if block.dtype == np.int16:
        kind = np.int16 if high < (1 << 15) - 1 and not bonus else np.int32
        kind = kind if high + bonus < 1 << 29 else np.int64
    left = np.subtract(block, asked.astype(kind), dtype=kind)
    if bonus:
        np.putmask(left, block < 0, np.iinfo(kind).min)
    return left


def asked_of(network: Network, prices: IntArray, top: int) -> IntArray:
    """Return prices for a pass: a mentor who can take nobody asks more than anybody pays.

    `top` is the best score of all.
    """
    return np.where(network.open_mentors, prices, top + network.bonus + 1)


def survey(network: Network) -> tuple[IntArray, int]:
    """Return the best score of each mentee, and the lowest of all.

    Forbidden pairs count: what is derived from the best scores holds once they are allowed again.
    """

    def work(start: int, stop: int) -> tuple[IntArray, int]:
        block = network.scores.rows(start, stop)
        return block.max(axis=1, initial=-1).astype(np.int64), int(block.min(initial=-1))

    parts = list(blocks(network, work))
    tops = np.concatenate([np.zeros(0, dtype=np.int64), *(each for each, _lowest in parts)])
    return tops, min((lowest for _each, lowest in parts), default=-1)


def best_few(network: Network, asked: IntArray, floors: IntArray, most: int) -> Few:
    """Return at most `most` pairs of each mentee whose reduced score is above the mentee's floor.

    The best come first; among equals a hash decides, so that mentees who like the same mentors
    equally do not all name the same ones.
    """
    spread = _scrambled(network.shape[1], 0x9E37)

    def work(start: int, stop: int) -> tuple[IntArray, IntArray, IntArray]:
        left = reduced(network.rows(start, stop), asked, network.bonus)
        tops = left.max(axis=1, initial=np.iinfo(left.dtype).min).astype(np.int64)
        rows = np.flatnonzero(tops > floors[start:stop])
        if not len(rows):
            return rows, rows, tops
        left = left if len(rows) == len(left) else left[rows]
        lines = _lines(left, most)
        lines = np.maximum(lines, floors[start:stop][rows] + 1)
        # One long row is gone through much faster than a table.
        inside, mentors = np.divmod(
            np.flatnonzero(left >= lines.astype(left.dtype)[:, None]), left.shape[1]
        )
        found = rows[inside] + start
        values = left[inside, mentors]
        lots = spread[mentors] ^ _scrambled_of(found)
        if len(found) > 8 * most * len(rows):
            chosen = _thinned(inside, values > lines[inside], lots, most, len(rows))
            inside, mentors, found = inside[chosen], mentors[chosen], found[chosen]
            values, lots = values[chosen], lots[chosen]
        order = np.lexsort((lots, -values.astype(np.int64), inside))
        firsts = np.searchsorted(inside, np.arange(len(rows)))
        rank = np.arange(len(order)) - firsts[inside[order]]
        order = order[rank < most]
        return found[order], mentors[order], tops

    parts = list(blocks(network, work))
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return Few(empty, empty, empty)
    return Few(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _lines(left: NDArray[np.signedinteger[Any]], most: int) -> IntArray:
    """Return for each mentee a reduced score that at least `most` mentors reach."""
    mentors = left.shape[1]
    length = mentors // PARTS
    if most >= PARTS or not length:
        return np.full(len(left), np.iinfo(left.dtype).min, dtype=np.int64)
    tops = left[:, : PARTS * length].reshape(len(left), PARTS, length).max(axis=2)
    return np.partition(tops, PARTS - most, axis=1)[:, PARTS - most].astype(np.int64)


def _thinned(inside: IntArray, is_above: Mask, lots: IntArray, most: int, mentees: int) -> IntArray:
    """Return which candidates to keep where masses tie: all above the line, and a draw of the rest.

    The draw leaves several times as many as are wanted, so that hardly anybody is left short.
    """
    tied = np.bincount(inside[~is_above], minlength=mentees)
    chance = (8 * most << 16) // np.maximum(tied, 1)
    return np.flatnonzero(is_above | (lots < chance[inside]))


def _scrambled(count: int, seed: int) -> IntArray:
    """Return 16 bits of hash for each of the first whole numbers."""
    return _scrambled_of(np.arange(count, dtype=np.int64) + seed)


def _scrambled_of(numbers: IntArray) -> IntArray:
    """Return 16 bits of hash of whole numbers."""
    mixed = (numbers + 1) * 0x9E3779B1 & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 15) * 0x85EBCA77 & 0xFFFFFFFF
    return mixed >> 16


def start_prices(network: Network, top: int, steps: int) -> IntArray:
    """Return prices near the best ones, found by letting the mentees ask and the prices move.

    Each pass lets every mentee name the mentor they would take at these prices; who is named too
    often asks more, who has room asks less (a subgradient of the bound).
    """
    mentors = network.shape[1]
    is_open = network.open_mentors
    seats = np.where(is_open, network.seats, 1)
    prices, drift, size = np.zeros(mentors), np.zeros(mentors), 0.04 * top
    wanted = network.need > 0
    if not is_open.any():
        return np.zeros(mentors, dtype=np.int64)

    for _step in range(steps):
        asked = asked_of(network, np.rint(prices).astype(np.int64), top)

        def work(start: int, stop: int, asked: IntArray = asked) -> IntArray:
            left = reduced(network.rows(start, stop), asked, 0)
            best = left.argmax(axis=1)
            pays = left[np.arange(len(best)), best] >= 0
            return np.bincount(best[pays & wanted[start:stop]], minlength=mentors)

        named = sum(blocks(network, work), start=np.zeros(mentors, dtype=np.int64))
        excess = np.clip((named - seats) / seats, -1, 6)
        drift = 0.7 * drift + excess
        prices = np.where(is_open, np.clip(prices + size * drift, 0, top), 0)
        size *= 0.9
    return np.rint(prices).astype(np.int64)
