"""Whom a draft leaves without a mentor, what would place them, and which mentors are missing."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from matching.drafts.enums import UnplacedReason
from matching.models import Draft, DraftPair, DraftUnplaced
from matching.rounds.assembling import Assembly, assemble
from matching.rounds.enums import DraftMode
from matching.solver.model import Certificate, Mode, Problem, Solution
from matching.solver.recruiting import MissingMentor, missing_mentors
from matching.solver.remedies import Remedies, Remedy, remedies_of
from matching.trying.solving import held_in
from matching.trying.wanted import FIXED_TESTS, OFF, Wanted

MOST_REMEDIES = 3
SECONDS = 4.0
# More pairs are not gone through while somebody waits.
MOST_PAIRS = 4_000_000
# In these nobody is left out for a better total.
PLACING = frozenset({DraftMode.PARTICIPATION, DraftMode.MAXMIN, DraftMode.LEXIMIN})


@dataclass(frozen=True)
class Nobody:
    """A draft as it stands, and what would help; `remedies` is None where the round is too large.

    `by_hand` are mentees whom somebody took out of their pair.
    """

    draft: Draft
    assembly: Assembly
    problem: Problem
    remedies: Remedies | None
    missing: list[MissingMentor]
    by_hand: frozenset[UUID]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Return the groups of the settings that have a mentor here, in the engine's order."""
        there = {str(place.pk) for place in self.assembly.mentors}
        listed: list[dict[str, Any]] = self.assembly.settings["groups"]
        return [group for group in listed if not there.isdisjoint(group["members"])]

    def wanted_for(self, mentee: int, remedy: Remedy) -> Wanted | None:
        """Return a remedy as changes to try; None where it asks for what cannot be tried."""
        assembly = self.assembly
        tests = {rule.id: rule.test.value for rule in assembly.rules}
        if any(tests[rule] in FIXED_TESTS for rule in remedy.rules):
            return None
        person = assembly.mentees[mentee].pk
        pair = (person, assembly.mentors[remedy.mentor].pk)
        is_certain = self.draft.mode in PLACING and person not in self.by_hand and remedy.size
        groups = self.groups
        return Wanted(
            together=() if is_certain else (pair,),
            free=tuple(
                (assembly.mentees[one].pk, assembly.mentors[other].pk)
                for one, other in remedy.forbidden
                if is_certain or (one, other) != (mentee, remedy.mentor)
            ),
            rules=dict.fromkeys(remedy.rules, OFF),
            seats={assembly.mentors[j].pk: int(assembly.seats[j]) + 1 for j in remedy.seats},
            groups={groups[k]["id"]: int(groups[k]["ceiling"]) + 1 for k in remedy.ceilings},
        )


def nobody_in(draft: Draft) -> Nobody:
    """Return who has nobody in a draft as it stands, and what would help.

    A constant number of queries; some seconds at most.
    """
    rows = list(DraftPair.objects.filter(draft=draft))
    held = held_in(draft, Wanted(), rows)
    assembly = assemble(draft.round, settings=draft.settings)
    problem = assembly.problem(pins=held.pins, forbidden=held.apart)
    pairs = assembly.pairs_of((row.mentee_id, row.mentor_id) for row in rows)
    mates: list[list[int]] = [[] for _ in range(problem.mentees)]
    for mentee, mentor in sorted(pairs):
        mates[mentee].append(mentor)
    proof = Certificate(is_optimal=False, objective=0, bound=0)
    solution = Solution(Mode(draft.mode), tuple(map(tuple, mates)), proof, 0)
    remedies, missing = None, []
    if problem.mentees * problem.mentors <= MOST_PAIRS:
        scores = assembly.scores
        remedies = remedies_of(problem, scores, solution, count=MOST_REMEDIES, seconds=SECONDS)
        missing = missing_mentors(problem, scores, solution)
    taken_out = DraftUnplaced.objects.filter(draft=draft, reason=UnplacedReason.TAKEN_OUT)
    return Nobody(
        draft=draft,
        assembly=assembly,
        problem=problem,
        remedies=remedies,
        missing=missing,
        by_hand=frozenset(taken_out.values_list("mentee", flat=True)),
    )
