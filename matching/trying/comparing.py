"""Drafts of one round side by side: what people argue about, rules that differ, and people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Min, Q, QuerySet
from django.db.models.functions import Lower

from matching.drafts.enums import DraftState
from matching.drafts.running import MOST_AT_ONCE
from matching.models import Draft, DraftPair, DraftUnplaced
from matching.rounds.assembling import Assembly, assemble
from matching.solver.blocking import blocking_pairs
from matching.solver.model import Problem
from matching.trying.difference import FIRST_WISHES
from matching.trying.wanted import OFF, standing_of

MOST_DRAFTS = 4
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """A draft's measures; points are whole, None without pairs.

    `deciles` has 11 scores from the weakest pair to the best. `blocking` counts pairs who would
    both rather have each other by the draft's own rules; None where that was not counted.
    """

    placed: int
    mentees: int
    pairs: int
    mean: float | None
    worst: int | None
    first: int
    first_three: int
    mentors_used: int
    pinned: int
    by_hand: int
    deciles: tuple[int, ...]
    blocking: int | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that is not the same in all drafts: its standing in each, "off" where it is not."""

    sentence: str
    standings: tuple[str, ...]


def drafts_to_compare(draft: Draft) -> "QuerySet[Draft]":
    """Return the other drafts of the round that are ready, the latest first."""
    others = Draft.objects.filter(round=draft.round_id, state=DraftState.READY)
    return others.exclude(pk=draft.pk).order_by("-number")


def measured(drafts: Sequence[Draft]) -> dict[UUID, Measured]:
    """Return the measures of drafts by id; a constant number of queries for each set of rules."""
    ids = [draft.pk for draft in drafts]
    rows = DraftPair.objects.filter(draft__in=ids)
    counted = rows.values("draft").annotate(
        pairs=Count("pk"),
        placed=Count("mentee", distinct=True),
        mentors_used=Count("mentor", distinct=True),
        mean=Avg("points"),
        worst=Min("points"),
        first=Count("pk", filter=Q(wish_rank=1)),
        first_three=Count("pk", filter=Q(wish_rank__lte=FIRST_WISHES)),
        pinned=Count("pk", filter=Q(is_pinned=True)),
        by_hand=Count("pk", filter=Q(is_by_hand=True)),
    )
    found: dict[UUID, dict[str, Any]] = {
        row["draft"]: {name: value for name, value in row.items() if name != "draft"}
        for row in counted.order_by()
    }
    left = DraftUnplaced.objects.filter(draft__in=ids).values("draft").order_by()
    unplaced = dict(left.annotate(number=Count("pk")).values_list("draft", "number"))
    points: defaultdict[UUID, list[int]] = defaultdict(list)
    for pk, value in rows.order_by("points").values_list("draft", "points"):
        points[pk].append(value)
    blocking = _blocking(drafts)
    nothing = dict.fromkeys(
        ("pairs", "placed", "mentors_used", "first", "first_three", "pinned", "by_hand"), 0
    ) | {"mean": None, "worst": None}
    return {
        pk: Measured(
            **found.get(pk, nothing),
            mentees=found.get(pk, nothing)["placed"] + unplaced.get(pk, 0),
            deciles=deciles(points[pk]),
            blocking=blocking.get(pk),
        )
        for pk in ids
    }


def deciles(points: Sequence[int]) -> tuple[int, ...]:
    """Return 11 of the scores of a sorted list: the weakest, each tenth of the way, the best."""
    if not points:
        return ()
    last = len(points) - 1
    return tuple(points[last * tenth // TENTHS] for tenth in range(TENTHS + 1))


def _blocking(drafts: Sequence[Draft]) -> dict[UUID, int]:
    """Count who would both rather have each other, by draft, where the round is small enough."""
    pairs: defaultdict[UUID, list[tuple[UUID, UUID]]] = defaultdict(list)
    rows = DraftPair.objects.filter(draft__in=[draft.pk for draft in drafts])
    for pk, mentee, mentor in rows.values_list("draft", "mentee", "mentor"):
        pairs[pk].append((mentee, mentor))
    assembled: dict[str, Assembly] = {}
    found = {}
    for draft in drafts:
        key = repr({name: draft.settings[name] for name in draft.settings if name not in NO_RULES})
        if key not in assembled:
            assembled[key] = assemble(draft.round, settings=draft.settings)
        assembly = assembled[key]
        if len(assembly.mentees) * len(assembly.mentors) > MOST_AT_ONCE:
            continue
        problem = assembly.problem()
        found[draft.pk] = len(blocking_pairs(problem, _mates(assembly, problem, pairs[draft.pk])))
    return found


# Of a snapshot, what does not decide who fits whom.
NO_RULES = frozenset({"mark", "tried", "mode", "version"})


def _mates(
    assembly: Assembly, problem: Problem, pairs: Collection[tuple[UUID, UUID]]
) -> list[list[int]]:
    """Return the mentors of each mentee by position."""
    mates: list[list[int]] = [[] for _ in range(problem.mentees)]
    for mentee, mentor in sorted(assembly.pairs_of(pairs)):
        mates[mentee].append(mentor)
    return mates


def rules_that_differ(drafts: Sequence[Draft]) -> list[RuleRow]:
    """Return the rules that are not equally strong in all drafts, in the order of the first."""
    sentences: dict[str, str] = {}
    for draft in drafts:
        for rule in draft.settings["rules"]:
            sentences.setdefault(rule["id"], rule["sentence"])
    rows = []
    for pk, sentence in sentences.items():
        standings = tuple(_standing(draft.settings, pk) for draft in drafts)
        if len(set(standings)) > 1:
            rows.append(RuleRow(sentence, standings))
    return rows


def _standing(settings: Mapping[str, Any], pk: str) -> str:
    """Return how strong a rule is in a snapshot."""
    for rule in settings["rules"]:
        if rule["id"] == pk:
            return standing_of(rule)
    return OFF


def mentees_that_differ(drafts: Sequence[Draft], *, everybody: bool) -> "QuerySet[Any, Any]":
    """Return the mentees whose mentors are not the same in all drafts, by name.

    Rows with `mentee` and `name`. Where all have the same mentors, each is counted once a draft.
    """
    rows = DraftPair.objects.filter(draft__in=[draft.pk for draft in drafts])
    grouped = rows.values("mentee", name=F("mentee__person__name")).annotate(
        pairs=Count("pk"), mentors=Count("mentor", distinct=True)
    )
    if not everybody:
        grouped = grouped.exclude(pairs=F("mentors") * len(drafts))
    return grouped.order_by(Lower("mentee__person__name"), "mentee")


def pairs_of_mentees(
    drafts: Sequence[Draft], mentees: Collection[UUID]
) -> dict[tuple[UUID, UUID], list[DraftPair]]:
    """Return the pairs of some mentees in drafts, by draft and mentee; one query."""
    found: defaultdict[tuple[UUID, UUID], list[DraftPair]] = defaultdict(list)
    rows = DraftPair.objects.filter(draft__in=[draft.pk for draft in drafts], mentee__in=mentees)
    for row in rows.select_related("mentor__person").order_by(Lower("mentor__person__name")):
        found[row.draft_id, row.mentee_id].append(row)
    return found
