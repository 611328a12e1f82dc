"""The rows of a draft from an answer of the engine: pairs, who is left, and who has room."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from matching.drafts.enums import HoldKind, UnplacedReason
from matching.drafts.judging import Judged, judge
from matching.drafts.running import Asked
from matching.models import Draft, DraftHold, DraftPair, DraftSeat, DraftUnplaced
from matching.rounds.assembling import Assembly
from matching.solver.model import Solution
from matching.solver.rules import Someone, Strength, Test

_AT_ONCE = 1_000
_MOST_WORDS = 3
_LONGEST_WORD = 200
_GATES = frozenset({Test.IN_DATE, Test.CHECKS})
_SHARING = frozenset({Test.SAME, Test.IN_COMMON})

PairOfIds = tuple[UUID, UUID]


def keep_rows(draft: Draft, assembly: Assembly, asked: Asked, solution: Solution) -> None:
    """Store an answer in place of whatever a draft holds; in the caller's transaction."""
    for model in (DraftPair, DraftUnplaced, DraftSeat):
        model._base_manager.filter(draft=draft).delete()
    chosen = sorted({*solution.chosen, *asked.set_aside})
    pairs = [(assembly.mentees[one].pk, assembly.mentors[other].pk) for one, other in chosen]
    overridden = {
        (assembly.mentees[one].pk, assembly.mentors[other].pk) for one, other in asked.set_aside
    }
    before = _placed_by_hand(draft, overridden)
    held = DraftHold.objects.filter(draft=draft, kind=HoldKind.PIN)
    pinned = set(held.values_list("mentee", "mentor"))
    rows = [_pair(draft, each, pinned, before) for each in judge(assembly, pairs)]
    DraftPair.objects.bulk_create(rows, batch_size=_AT_ONCE)
    DraftSeat.objects.bulk_create(_seats(draft, assembly), batch_size=_AT_ONCE)
    placed = {mentee for mentee, _mentor in chosen}
    DraftUnplaced.objects.bulk_create(
        _left_over(draft, assembly, asked, placed), batch_size=_AT_ONCE
    )


def _placed_by_hand(draft: Draft, pairs: Iterable[PairOfIds]) -> dict[PairOfIds, DraftPair]:
    """Return the pairs against a rule as the parent draft has them."""
    wanted = set(pairs)
    if not wanted:
        return {}
    rows = DraftPair.objects.filter(draft=draft.parent_id).exclude(broken_rules=[])
    found = {(row.mentee_id, row.mentor_id): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def _pair(
    draft: Draft,
    judged: Judged,
    pinned: set[PairOfIds],
    before: Mapping[PairOfIds, DraftPair],
) -> DraftPair:
    """Return a pair as a row."""
    key = (judged.mentee_id, judged.mentor_id)
    row = DraftPair(
        draft=draft,
        mentee_id=judged.mentee_id,
        mentor_id=judged.mentor_id,
        points=judged.points,
        parts=judged.parts,
        facts=judged.facts,
        wish_rank=judged.wish_rank,
        is_pinned=key in pinned,
    )
    if key in before:
        row.is_by_hand = True
        row.broken_rules = before[key].broken_rules
        row.override_reason = before[key].override_reason
    return row


def _seats(draft: Draft, assembly: Assembly) -> Iterator[DraftSeat]:
    """Yield how much room each mentor has."""
    field = _what_matters(assembly, of_mentor=True)
    sides = zip(assembly.mentors, assembly.mentor_people, assembly.capacity, strict=True)
    for place, (mentor, person, seats) in enumerate(sides):
        # Who may not be matched with anybody, for want of training or a check, has no room.
        is_out = mentor.pk in assembly.held_back and bool((assembly.scores.column(place) < 0).all())
        own = 0 if is_out else int(seats)
        yield DraftSeat(draft=draft, mentor=mentor, seats=own, offers=_words(person, field))


def _left_over(
    draft: Draft, assembly: Assembly, asked: Asked, placed: set[int]
) -> Iterator[DraftUnplaced]:
    """Yield the mentees without a mentor, each with the reason and the facts behind it."""
    field = _what_matters(assembly, of_mentor=False)
    for position, mentee in enumerate(assembly.mentees):
        if position in placed:
            continue
        facts = _facts_against(assembly, asked, position)
        facts["wants"] = _words(assembly.mentee_people[position], field)
        reason = UnplacedReason.ALL_FULL if facts["fits"] else UnplacedReason.NOBODY_ALLOWED
        if mentee.pk in assembly.held_back and _is_gated(assembly, facts):
            reason = UnplacedReason.NOT_READY
            facts["why"] = assembly.held_back[mentee.pk][0]
        yield DraftUnplaced(draft=draft, mentee=mentee, reason=reason, facts=facts)
    for place, why in assembly.not_ready:
        if place.role == "mentee":
            yield DraftUnplaced(
                draft=draft, mentee=place, reason=UnplacedReason.NOT_READY, facts={"why": why}
            )


def _is_gated(assembly: Assembly, facts: Mapping[str, Any]) -> bool:
    """Tell whether training or checks alone rule out every mentor."""
    gates = {rule.id for rule in assembly.rules if rule.test in _GATES}
    return any(each["rule"] in gates and each["out"] == facts["mentors"] for each in facts["rules"])


def _facts_against(assembly: Assembly, asked: Asked, mentee: int) -> dict[str, Any]:
    """Return how many mentors a mentee may meet, and how many each rule rules out."""
    scores = assembly.scores
    everybody = np.arange(len(assembly.mentors), dtype=np.int64)
    flags = scores.broken_of(np.full_like(everybody, mentee), everybody)
    allowed: NDArray[np.bool_] = np.logical_not(flags.any(axis=1))
    for one, other in asked.problem.forbidden:
        if one == mentee:
            allowed[other] = False
    alone = flags.sum(axis=1) == 1
    rules = [
        {
            "rule": each.rule.id,
            "out": int(flags[:, place].sum()),
            "alone": int((flags[:, place] & alone).sum()),
        }
        for place, each in enumerate(scores.deciding)
        if flags[:, place].any()
    ]
    tiers = assembly.mentee_wishes[mentee] if assembly.mentee_wishes else ()
    return {
        "mentors": len(everybody),
        "fits": int(allowed.sum()),
        "rules": sorted(rules, key=lambda rule: (-rule["out"], -rule["alone"])),
        "together": [scores.deciding[place].rule.id for place in _covering(flags)],
        "wishes": sum(len(tier) for tier in tiers),
    }


def _covering(flags: NDArray[np.bool_]) -> list[int]:
    """Return few rules that together rule out everybody whom any rule does, by place.

    `flags` tells of each mentor (row) which rules (columns) are broken.
    """
    left: NDArray[np.bool_] = np.logical_or.reduce(flags, axis=1)
    places: list[int] = []
    while left.any():
        places.append(int(flags[left].sum(axis=0).argmax()))
        left = np.logical_and(left, ~flags[:, places[-1]])
    return places


def _what_matters(assembly: Assembly, *, of_mentor: bool) -> str:
    """Return the field that says best what somebody wants, or offers: of the heaviest rule."""
    weighing = [
        rule
        for rule in assembly.rules
        if rule.strength == Strength.SHOULD and rule.test in _SHARING
    ]
    if not weighing:
        return ""
    heaviest = max(
        weighing, key=lambda rule: (rule.mentee_field.startswith("question:"), rule.weight)
    )
    return heaviest.mentor_field if of_mentor else heaviest.mentee_field


def _words(person: Someone, field: str) -> list[str]:
    """Return a few of somebody's answers."""
    answers = sorted(person.values.get(field, ()))
    return [answer[:_LONGEST_WORD] for answer in answers[:_MOST_WORDS]]
