"""What somebody would like to try with a draft: plain data, its address, and its settings."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from matching.models import MatchingRule
from matching.rounds.enums import RuleStrength, RuleTest
from matching.rounds.fields import FieldName
from matching.rounds.wording import NO_FIELD, ONE_FIELD, sentence_of

Pair = tuple[UUID, UUID]
OFF = "off"
MOST_WEIGHT = 10
MOVE = "move"
BETWEEN = "~"  # stands between two parts in an address, and is in no id
# Proposals are refused without them in any case, so that there is nothing to try.
FIXED_TESTS = frozenset({RuleTest.IN_DATE.value, RuleTest.CHECKS.value})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Changes that are tried together.

    `rules` says by a rule's id what it is to be: "off", "must", "must_not", or a weight of "1" to
    "10". `free` are pairs that are neither pinned nor kept apart any more. `groups` says by a
    group's id how many mentees its mentors take together. Placed by hand stays as it is unless
    `hand_may_move`.
    """

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    free: tuple[Pair, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[UUID, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    ceiling: int | None = None
    mode: str = ""
    hand_may_move: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything is tried."""
        return bool(self.count)

    @property
    def count(self) -> int:
        """Return how many changes there are."""
        pairs = len(self.together) + len(self.apart) + len(self.free)
        others = (self.ceiling is not None) + bool(self.mode) + self.hand_may_move
        return pairs + len(self.rules) + len(self.seats) + len(self.groups) + others

    @property
    def query(self) -> str:
        """Return it as the query of an address, the same for the same changes."""
        parts: list[tuple[str, str]] = []
        for name, pairs in (
            ("together", self.together),
            ("apart", self.apart),
            ("free", self.free),
        ):
            parts += [(name, f"{mentee}{BETWEEN}{mentor}") for mentee, mentor in pairs]
        parts += [(f"rule-{pk}", how) for pk, how in sorted(self.rules.items())]
        parts += [("seats", f"{pk}{BETWEEN}{seats}") for pk, seats in self.seats.items()]
        parts += [("group", f"{pk}{BETWEEN}{places}") for pk, places in self.groups.items()]
        if self.ceiling is not None:
            parts.append(("ceiling", str(self.ceiling)))
        if self.mode:
            parts.append(("mode", self.mode))
        if self.hand_may_move:
            parts.append(("hand", MOVE))
        return urlencode(parts, safe=BETWEEN)


def standing_of(rule: Mapping[str, Any]) -> str:
    """Return how strong a rule of a snapshot is, as `Wanted.rules` says it."""
    if rule["strength"] == RuleStrength.SHOULD:
        return str(rule["weight"])
    return str(rule["strength"])


def standings_for(test: str) -> list[str]:
    """Return what a rule that looks at something can be, softest first, without "off"."""
    possible = {strength for name, strength in (*ONE_FIELD, *NO_FIELD) if name == test}
    weights = [str(weight) for weight in range(1, MOST_WEIGHT + 1)]
    found = weights if RuleStrength.SHOULD in possible else []
    return found + [
        strength.value
        for strength in (RuleStrength.MUST, RuleStrength.MUST_NOT)
        if strength in possible
    ]


def changed_settings(
    settings: Mapping[str, Any],
    wanted: Wanted,
    *,
    spare: Iterable[Mapping[str, Any]] = (),
    names: Mapping[str, FieldName] | None = None,
) -> dict[str, Any]:
    """Return a snapshot with the changes in it; `spare` are rules that it has not got yet.

    `names` has what fields are called, for the sentences of rules that change.
    """
    changed = deepcopy(dict(settings))
    known = {rule["id"] for rule in changed["rules"]}
    rules = [*changed["rules"]]
    rules += [
        dict(rule) for rule in spare if rule["id"] in wanted.rules and rule["id"] not in known
    ]
    changed["rules"] = [
        _as_wanted(rule, wanted.rules.get(rule["id"], standing_of(rule)), names or {})
        for rule in rules
        if wanted.rules.get(rule["id"]) != OFF
    ]
    if wanted.ceiling is not None:
        changed["ceiling"] = wanted.ceiling
    changed["seats"] |= {str(pk): seats for pk, seats in wanted.seats.items()}
    for group in changed["groups"]:
        group["ceiling"] = wanted.groups.get(group["id"], group["ceiling"])
    if wanted.mode:
        changed["mode"] = wanted.mode
    return changed


def _as_wanted(
    rule: dict[str, Any], standing: str, names: Mapping[str, FieldName]
) -> dict[str, Any]:
    """Return a rule of a snapshot as strong as is wanted, with its sentence."""
    if standing == standing_of(rule):
        return rule
    is_weight = standing.isdigit()
    changed = rule | {
        "strength": RuleStrength.SHOULD.value if is_weight else standing,
        "weight": int(standing) if is_weight else 0,
    }
    if changed["strength"] != rule["strength"]:
        changed["sentence"] = sentence_of(_unstored(changed), names)
    return changed


def _unstored(rule: Mapping[str, Any]) -> MatchingRule:
    """Return a rule of a snapshot as what a sentence is made of."""
    return MatchingRule(
        strength=rule["strength"],
        test=rule["test"],
        mentee_field=rule["mentee_field"],
        mentor_field=rule["mentor_field"],
        at_least=Decimal(str(rule["at_least"])),
        most=Decimal(str(rule["most"])),
        low=rule["low"],
        high=rule["high"],
    )
