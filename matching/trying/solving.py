"""A draft with changes tried: worked out afresh, as near to the draft as an equally good one is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

import numpy as np

from matching.drafts.enums import HoldKind, UnplacedReason
from matching.drafts.facts import rank_in
from matching.drafts.running import MOST_AT_ONCE, SECONDS_AT_ONCE, Asked, is_small
from matching.drafts.running import without as placed_before
from matching.models import Draft, DraftHold, DraftPair, DraftUnplaced, MatchingRule
from matching.rounds.assembling import Assembly, assemble
from matching.rounds.enums import DraftMode
from matching.rounds.fields import FieldName, names_of_fields
from matching.rounds.settings import kept_rule
from matching.solver.model import Mode, PinsConflictError, Solution
from matching.solver.nearest import nearest
from matching.solver.solve import solve
from matching.trying.difference import (
    Difference,
    Figures,
    Place,
    difference_between,
    figures_of,
)
from matching.trying.wanted import Pair, Wanted, changed_settings

# By total alone an answer comes soon, so that more can be tried while somebody waits.
MOST_BY_TOTAL_AT_ONCE = 16 * MOST_AT_ONCE
BY_TOTAL = frozenset({DraftMode.QUALITY, DraftMode.PARTICIPATION})


class TooLargeError(Exception):
    """So large a round is worked out by a worker, as a draft of its own."""


class PinRefusedError(Exception):
    """A pair that is tried cannot be: a rule is against it, or one of the two is not there.

    `rules` has the ids of the rules; `missing` whoever is not in the round.
    """

    def __init__(
        self, pair: Pair, *, rules: Sequence[str] = (), missing: Sequence[UUID] = ()
    ) -> None:
        """Keep what is against it."""
        self.pair, self.rules, self.missing = pair, tuple(rules), tuple(missing)
        super().__init__(str(pair))


class PinsTriedConflictError(Exception):
    """These pins cannot all be kept; `pairs` is a smallest set of them that cannot."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        """Keep the pins."""
        self.pairs = tuple(pairs)
        super().__init__(str(pairs))


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of pairs while something is tried."""

    pins: frozenset[Pair]
    apart: frozenset[Pair]
    # Against a rule, with a reason: they keep their places outside what is worked out.
    set_aside: frozenset[Pair]
    # Placed by hand, and kept so far as nothing else was tried.
    by_hand: frozenset[Pair]
    # Taken out by hand: without a mentor, unless one is tried.
    left_out: frozenset[UUID]


@dataclass(frozen=True)
class Outcome:
    """A draft before and after; places are counted by the rules that are tried.

    `own_before` and `own_after` are the same pairs counted by the draft's own rules, None where
    that makes no difference. `gone` are mentees of the draft who are not in the round any more.
    """

    draft: Draft
    wanted: Wanted
    settings: dict[str, Any]
    assembly: Assembly
    asked: Asked
    solution: Solution
    held: Held
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    difference: Difference
    figures_before: Figures
    figures_after: Figures
    own_before: Figures | None = None
    own_after: Figures | None = None
    gone: frozenset[UUID] = field(default_factory=frozenset)
    is_counted_anew: bool = False

    @property
    def mode(self) -> str:
        """Return by what mode it was worked out."""
        return self.wanted.mode or self.draft.mode

    @property
    def mark(self) -> str:
        """Return what tells this answer from any other: pairs, settings and what is held."""
        pairs = sorted(f"{place.mentee}{place.mentor}{place.points}" for place in self.after)
        parts = [str(self.draft.pk), str(self.draft.version), self.wanted.query, *pairs]
        return sha256("\n".join(parts).encode()).hexdigest()[:32]


def try_out(draft: Draft, wanted: Wanted) -> Outcome:
    """Return what changes would do to a draft; nothing is stored.

    A constant number of queries. Raises TooLargeError, PinRefusedError, PinsTriedConflictError,
    and BadProblemError where the rules cannot be worked with.
    """
    settings = settings_for(draft, wanted)
    assembly = assemble(draft.round, settings=settings)
    mode = wanted.mode or draft.mode
    _refuse_large(len(assembly.mentees) * len(assembly.mentors), mode)
    rows = list(DraftPair.objects.filter(draft=draft))
    held = held_in(draft, wanted, rows)
    _refuse_pins(assembly, wanted)
    asked = ask_with(assembly, held)
    try:
        solution = solve(asked.problem, Mode(mode), time_limit=SECONDS_AT_ONCE)
    except PinsConflictError as error:
        raise _conflict(assembly, error) from error
    pairs = [(row.mentee_id, row.mentor_id) for row in rows]
    solution = nearest(asked.problem, solution, assembly.pairs_of(pairs) - asked.problem.forbidden)
    return _told(draft, wanted, settings, assembly, asked, solution, held, rows)


def settings_for(draft: Draft, wanted: Wanted) -> dict[str, Any]:
    """Return the settings of a draft with the changes in them; three queries at most."""
    spare: list[dict[str, Any]] = []
    names: dict[str, FieldName] = {}
    if wanted.rules:
        rows = list(MatchingRule.objects.filter(round=draft.round_id, pk__in=wanted.rules))
        sides = ("mentee_field", "mentor_field")
        fields = {getattr(row, side) for row in rows for side in sides}
        fields |= {rule[side] for rule in draft.settings["rules"] for side in sides}
        names = names_of_fields(draft.round.cohort.programme, fields)
        spare = [kept_rule(row, names) for row in rows]
    return changed_settings(draft.settings, wanted, spare=spare, names=names)


def held_in(draft: Draft, wanted: Wanted, rows: Collection[DraftPair]) -> Held:
    """Return what is held of the pairs of a draft with the changes in it; two queries."""
    tried = {*wanted.together, *wanted.apart, *wanted.free}
    holds = [
        (hold.kind, (hold.mentee_id, hold.mentor_id))
        for hold in DraftHold.objects.filter(draft=draft)
    ]
    pins = {pair for kind, pair in holds if kind == HoldKind.PIN} - tried
    apart = {pair for kind, pair in holds if kind == HoldKind.FORBID} - tried
    hand = {(row.mentee_id, row.mentor_id): row for row in rows if row.is_by_hand}
    placed_anew = {mentee for mentee, _mentor in wanted.together}
    by_hand: set[Pair] = set()
    left_out: set[UUID] = set()
    if not wanted.hand_may_move:
        by_hand = {pair for pair in hand if pair not in tried and pair[0] not in placed_anew} - pins
        taken_out = DraftUnplaced.objects.filter(draft=draft, reason=UnplacedReason.TAKEN_OUT)
        left_out = set(taken_out.values_list("mentee", flat=True)) - placed_anew
    kept = pins | by_hand
    return Held(
        pins=frozenset(kept | set(wanted.together)),
        apart=frozenset(apart | set(wanted.apart)),
        set_aside=frozenset(pair for pair in kept if pair in hand and hand[pair].broken_rules),
        by_hand=frozenset(by_hand),
        left_out=frozenset(left_out),
    )


def ask_with(assembly: Assembly, held: Held) -> Asked:
    """Return the problem of a round with what is held."""
    problem = assembly.problem(
        pins=held.pins - held.set_aside, forbidden=held.apart - held.set_aside
    )
    nobody = {
        (assembly.index_of(mentee), mentor)
        for mentee in held.left_out
        if mentee in {place.pk for place in assembly.mentees}
        for mentor in range(len(assembly.mentors))
    }
    problem = replace(problem, forbidden=problem.forbidden | (nobody - problem.pins))
    set_aside = tuple(sorted(assembly.pairs_of(held.set_aside)))
    return Asked(placed_before(problem, set_aside), set_aside)


def _refuse_large(pairs: int, mode: str) -> None:
    """Raise TooLargeError where nobody should wait for an answer."""
    most = MOST_BY_TOTAL_AT_ONCE if mode in BY_TOTAL else 0
    if pairs > most and not is_small(pairs, mode):
        raise TooLargeError


def _refuse_pins(assembly: Assembly, wanted: Wanted) -> None:
    """Raise PinRefusedError where a rule is against a pair that is tried."""
    there = {place.pk for place in (*assembly.mentees, *assembly.mentors)}
    for pair in wanted.together:
        if missing := [pk for pk in pair if pk not in there]:
            raise PinRefusedError(pair, missing=missing)
        place = assembly.index_of(pair[0]), assembly.index_of(pair[1])
        if rules := assembly.scores.ruled_out_by(*place):
            raise PinRefusedError(pair, rules=rules)


def _conflict(assembly: Assembly, error: PinsConflictError) -> PinsTriedConflictError:
    """Return which pins contradict each other, by who they are."""
    return PinsTriedConflictError(
        [(assembly.mentees[one].pk, assembly.mentors[other].pk) for one, other in error.pins]
    )


def _told(
    draft: Draft,
    wanted: Wanted,
    settings: dict[str, Any],
    assembly: Assembly,
    asked: Asked,
    solution: Solution,
    held: Held,
    rows: Collection[DraftPair],
) -> Outcome:
    """Return the draft before and after, counted by the same rules."""
    chosen = sorted({*solution.chosen, *asked.set_aside})
    pairs = [(assembly.mentees[one].pk, assembly.mentors[other].pk) for one, other in chosen]
    stored = {(row.mentee_id, row.mentor_id): row for row in rows}
    there = {place.pk for place in assembly.mentees}
    old = [pair for pair in stored if pair[0] in there]
    mentees = len(assembly.mentees)
    before, after = places_of(assembly, old, stored), places_of(assembly, pairs, stored)
    outcome = Outcome(
        draft=draft,
        wanted=wanted,
        settings=settings,
        assembly=assembly,
        asked=asked,
        solution=solution,
        held=held,
        before=before,
        after=after,
        difference=difference_between(before, after),
        figures_before=figures_of(before, mentees),
        figures_after=figures_of(after, mentees),
        gone=frozenset(pair[0] for pair in stored if pair[0] not in there),
    )
    if settings["rules"] == draft.settings["rules"]:
        anew = any(place.points != stored[place.mentee, place.mentor].points for place in before)
        return replace(outcome, is_counted_anew=anew)
    own = assemble(draft.round, settings=draft.settings)
    by_own = (
        figures_of(places_of(own, old, stored), mentees),
        figures_of(places_of(own, pairs, stored), mentees),
    )
    if by_own == (outcome.figures_before, outcome.figures_after):
        return outcome
    return replace(outcome, own_before=by_own[0], own_after=by_own[1])


def places_of(
    assembly: Assembly, pairs: Iterable[Pair], stored: Mapping[Pair, DraftPair]
) -> tuple[Place, ...]:
    """Return pairs with their fit by the rules of an assembly; of who has left, as stored."""
    known, places = [], []
    mentors = {place.pk for place in assembly.mentors}
    for mentee, mentor in pairs:
        if mentor in mentors:
            known.append((mentee, mentor))
        else:
            row = stored[mentee, mentor]
            places.append(Place(mentee, mentor, row.points, row.wish_rank))
    if not known:
        return tuple(places)
    spots = [(assembly.index_of(one), assembly.index_of(other)) for one, other in known]
    rows, columns = np.array(spots, dtype=np.int64).T
    points = assembly.scores.contributions_of(rows, columns).sum(axis=1).tolist()
    places += [
        Place(mentee, mentor, int(value), rank_in(assembly.mentee_wishes, *spot))
        for (mentee, mentor), spot, value in zip(known, spots, points, strict=True)
    ]
    return tuple(places)
