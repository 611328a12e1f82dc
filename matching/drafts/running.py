"""From a draft that was asked for to pairs: the problem, its troubles in words, and the answer."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.drafts.enums import HoldKind
from matching.drafts.snapshot import rule_lines
from matching.models import Draft, DraftHold, DraftPair
from matching.rounds.assembling import Assembly
from matching.rounds.enums import DraftMode
from matching.solver.model import Group, PinsConflictError, Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Pair = tuple[int, int]

# Up to so many pairs are worked out while somebody waits; fewer where a mode goes step by step.
MOST_AT_ONCE = 250_000
MOST_STEPWISE_AT_ONCE = 25_000
STEPWISE = frozenset({DraftMode.LEXIMIN, DraftMode.MAXMIN, DraftMode.RANK_MAXIMAL})
SECONDS_AT_ONCE = 10.0
SECONDS_OF_A_WORKER = 200.0
# How often a run tells how far it is, and asks whether to stop.
SECONDS_BETWEEN_WORDS = 0.5
# Steps of the engine, by the first word of what it calls them.
STEPS: "dict[str, _StrPromise]" = {
    "": gettext_lazy("Looking for the best pairs"),
    "floor": gettext_lazy("Raising the weakest pair"),
    "score": gettext_lazy("Raising the weak pairs, one after another"),
    "rank": gettext_lazy("Giving wishes, the first ones first"),
    "a": gettext_lazy("Looking for a draft that places more"),
}
# Ways of matching that reach for the best fit in all.
TOTALS = frozenset({DraftMode.QUALITY, DraftMode.PARTICIPATION})
BY_WISHES = frozenset({DraftMode.RANK_MAXIMAL, DraftMode.STABLE})


class HopelessError(Exception):
    """Nothing can be worked out; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is solved, and what stays as it is: pairs against a rule, by position."""

    problem: Problem
    set_aside: tuple[Pair, ...]


def is_small(pairs: int, mode: str) -> bool:
    """Tell whether somebody can wait for a draft over so many pairs."""
    return pairs <= (MOST_STEPWISE_AT_ONCE if mode in STEPWISE else MOST_AT_ONCE)


def ask(draft: Draft, assembly: Assembly) -> Asked:
    """Return a draft's problem with its pins and what is kept apart.

    Pins against a rule or over a mentor's seats keep their places, outside what is solved. Raises
    HopelessError where nothing can be solved, and what `Assembly.problem` raises.
    """
    _refuse_hopeless(draft, assembly)
    there = {place.pk for place in (*assembly.mentees, *assembly.mentors)}
    holds = [
        (hold.kind, hold.mentee_id, hold.mentor_id)
        for hold in DraftHold.objects.filter(draft=draft)
        if {hold.mentee_id, hold.mentor_id} <= there
    ]
    pins = {(mentee, mentor) for kind, mentee, mentor in holds if kind == HoldKind.PIN}
    overridden = pins & _against_rules(draft)
    problem = assembly.problem(
        pins=sorted(pins - overridden, key=str),
        forbidden=[(mentee, mentor) for kind, mentee, mentor in holds if kind == HoldKind.FORBID],
    )
    set_aside = tuple(
        sorted((assembly.index_of(one), assembly.index_of(other)) for one, other in overridden)
    )
    return Asked(without(problem, set_aside), set_aside)


def without(problem: Problem, pairs: Collection[Pair]) -> Problem:
    """Return a problem in which some pairs have taken their places and are no more part of it."""
    if not pairs:
        return problem
    capacity, demand = problem.capacity.copy(), problem.demand.copy()
    forbidden, groups = set(problem.forbidden), list(problem.groups)
    for mentee, mentor in pairs:
        capacity[mentor] = max(0, capacity[mentor] - 1)
        forbidden.add((mentee, mentor))
        if demand[mentee] > 1:
            demand[mentee] -= 1
        else:
            forbidden.update((mentee, other) for other in range(problem.mentors))
        groups = [
            Group(group.members, max(0, group.capacity - 1)) if mentor in group.members else group
            for group in groups
        ]
    return replace(
        problem,
        capacity=capacity,
        demand=demand,
        forbidden=frozenset(forbidden - problem.pins),
        groups=tuple(groups),
    )


def _against_rules(draft: Draft) -> set[tuple[UUID, UUID]]:
    """Return the pairs of the parent draft that somebody placed against a rule."""
    if draft.parent_id is None:
        return set()
    rows = DraftPair.objects.filter(draft=draft.parent_id).exclude(broken_rules=[])
    return set(rows.values_list("mentee", "mentor"))


def _refuse_hopeless(draft: Draft, assembly: Assembly) -> None:
    """Raise HopelessError where there is nobody to match, or no wish to go by."""
    if not assembly.mentees:
        raise HopelessError(
            _("No mentee waits for a match in this round. Accept mentees first, then run it again.")
        )
    if not assembly.mentors:
        raise HopelessError(
            _("No mentor can be matched in this round. Accept mentors first, then run it again.")
        )
    if not int(np.sum(assembly.capacity)):
        raise HopelessError(
            _("No mentor has room. Give mentors seats under “People and seats”, then run it again.")
        )
    if draft.mode in BY_WISHES and not any(assembly.mentee_wishes or ()):
        raise HopelessError(
            _(
                "Nobody has handed in wishes, and this way of matching goes by them alone. "
                "Ask for wishes, or choose another way."
            )
        )


def conflict_in_words(error: PinsConflictError, draft: Draft, assembly: Assembly) -> str:
    """Return which pins cannot all be kept, by the names of their people, and what to do."""
    people = [(assembly.mentees[mentee], assembly.mentors[mentor]) for mentee, mentor in error.pins]
    named = sorted(
        _("%(mentee)s with %(mentor)s") % {"mentee": one.person.name, "mentor": other.person.name}
        for one, other in people
    )
    if len(error.pins) > 1:
        said = _("These pins cannot all be kept: %(pairs)s. Take one out, then run it again.")
        return said % {"pairs": "; ".join(named)}
    broken = assembly.scores.ruled_out_by(*error.pins[0])
    against = [line.sentence for line in rule_lines(draft) if line.id in broken]
    if not against:
        said = _("%(pair)s is pinned, and cannot be kept. Take the pin out, then run it again.")
        return said % {"pair": named[0]}
    said = _(
        "%(pair)s is pinned, and a rule is against it now: “%(rule)s” Take the pin out, or change "
        "the rule, then run it again."
    )
    return said % {"pair": named[0], "rule": against[0]}


def step_in_words(step: str) -> str:
    """Return what a run is doing, as its page says it."""
    return str(STEPS.get(step.partition(" ")[0], STEPS[""]))


class Teller:
    """Tells the row how far a run is, and asks it whether to stop: twice a second at most."""

    def __init__(self, draft_id: UUID, words: Callable[[str], str]) -> None:
        """Take whose run it is, and how steps are called."""
        self._draft_id, self._words = draft_id, words
        self._told = self._asked = 0.0
        self._is_stopped = False

    def tell(self, step: str, part: float) -> None:
        """Write down what is being done, and how much of it (0 to 1) is done."""
        now = time.monotonic()
        if now - self._told < SECONDS_BETWEEN_WORDS:
            return
        self._told = now
        Draft.objects.filter(pk=self._draft_id).update(
            progress=min(99, max(1, round(100 * part))),
            progress_words=self._words(step)[:120],
            touched_at=timezone.now(),
        )

    def is_stopped(self) -> bool:
        """Tell whether somebody asked to stop."""
        now = time.monotonic()
        if not self._is_stopped and now - self._asked >= SECONDS_BETWEEN_WORDS:
            self._asked = now
            rows = Draft.objects.filter(pk=self._draft_id)
            self._is_stopped = rows.filter(is_stop_asked=True).exists() or not rows.exists()
        return self._is_stopped
