"""What each rule does to a round, at once: how many pairs it leaves, and whom with nobody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.solver.comparing import Comparison, Tabled
from matching.solver.contradictions import Kind, RulesProblem, problems_of
from matching.solver.judging import Flags, broken
from matching.solver.rules import Rule
from matching.solver.scoring import Judged, RuleScores

__all__ = ["Effects", "Kind", "RuleEffect", "RulesProblem", "effects_of", "problems_of"]

BLOCK = 1 << 23  # flags (rules × mentees × mentors) that are kept at once: 8 MB


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What one MUST or MUST NOT does, after those before it and beside all others."""

    rule: str
    # After this rule and those before it:
    pairs_left: int
    mentees_emptied: tuple[str, ...]  # who now has nobody left, and had somebody before
    mentors_emptied: tuple[str, ...]
    # Were this rule alone taken away:
    pairs_gained: int
    mentees_gained: tuple[str, ...]  # who has nobody, and would then have somebody
    mentors_gained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """What the rules that decide do together; people by id, in the order of the round.

    `pairs` counts all mentees with all mentors but themselves, `pairs_left` those that may meet.
    """

    pairs: int
    pairs_left: int
    rules: tuple[RuleEffect, ...]
    mentees_without: tuple[str, ...]
    mentors_without: tuple[str, ...]


class _Tally:
    """Counts, and who still has somebody, for a number of stages."""

    def __init__(self, stages: int, shape: tuple[int, int]) -> None:
        self.pairs = [0] * stages
        self.mentees: Flags = np.zeros((stages, shape[0]), dtype=np.bool_)
        self.mentors: Flags = np.zeros((stages, shape[1]), dtype=np.bool_)

    def add(self, stage: int, start: int, flags: Flags) -> None:
        """Count the pairs of a block (mentees from `start` on × mentors) at one stage."""
        self.pairs[stage] += int(np.count_nonzero(flags))
        self.mentees[stage, start : start + len(flags)] = flags.any(axis=1)
        self.mentors[stage] |= flags.any(axis=0)


def effects_of(scores: RuleScores) -> Effects:
    """Return what each MUST and MUST NOT does to a round, in the order of the rules."""
    *deciding, same = scores.deciding
    mentees, mentors = scores.shape
    # Stage 0 is before any rule; stage k after the first k rules.
    after, gained = _Tally(len(deciding) + 1, scores.shape), _Tally(len(deciding), scores.shape)
    step = max(1, BLOCK // max(1, mentors * (len(deciding) + 1)))
    for start in range(0, mentees, step):
        stop = min(start + step, mentees)
        left = ~broken_in(same, start, stop)
        after.add(0, start, left)
        blocks = [broken_in(each, start, stop) & left for each in deciding]
        times: NDArray[np.uint16] = np.zeros(left.shape, dtype=np.uint16)
        for stage, block in enumerate(blocks, start=1):
            left &= ~block
            times += block
            after.add(stage, start, left)
        once = times == 1
        for stage, block in enumerate(blocks):
            gained.add(stage, start, block & once)
    return _told(scores, [each.rule for each in deciding], after, gained)


def _told(scores: RuleScores, rules: list[Rule], after: _Tally, gained: _Tally) -> Effects:
    """Return what was counted, with the ids of people."""
    ours = np.array([who.id for who in scores.mentees], dtype=object)
    theirs = np.array([who.id for who in scores.mentors], dtype=object)
    effects = []
    for stage, rule in enumerate(rules):
        effects.append(
            RuleEffect(
                rule.id,
                after.pairs[stage + 1],
                tuple(ours[after.mentees[stage] & ~after.mentees[stage + 1]]),
                tuple(theirs[after.mentors[stage] & ~after.mentors[stage + 1]]),
                gained.pairs[stage],
                tuple(ours[gained.mentees[stage] & ~after.mentees[-1]]),
                tuple(theirs[gained.mentors[stage] & ~after.mentors[-1]]),
            )
        )
    return Effects(
        after.pairs[0],
        after.pairs[-1],
        tuple(effects),
        tuple(ours[~after.mentees[-1]]),
        tuple(theirs[~after.mentors[-1]]),
    )


def broken_in(each: Judged, start: int, stop: int) -> Flags:
    """Return where a rule rules pairs out, in a block of mentees × all mentors."""
    compared: Comparison = each.comparison
    if not isinstance(compared, Tabled):
        return broken(each.rule, compared.of_block(start, stop))
    table = broken(each.rule, compared.table)
    return table[compared.mentees.codes[start:stop]][:, compared.mentors.codes]
