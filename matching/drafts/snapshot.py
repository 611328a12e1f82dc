"""The rules that a draft was made with, as its settings keep them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matching.models import Draft
from matching.rounds.enums import RuleStrength, RuleTest
from matching.rounds.settings import settings_of

# As many rules have a colour of their own; those that weigh less share one.
COLOURS = 4
# Stands among the broken rules of a pair where its mentor has more mentees than seats.
SEATS = "seats"
# What a later proposal would be refused for in any case, so that no reason sets it aside here.
NEVER_SET_ASIDE = frozenset({RuleTest.IN_DATE.value, RuleTest.CHECKS.value})

# What somebody may try otherwise than the round has it.
_TRIED = ("rules", "ceiling", "mentors_each", "groups")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as a draft shows it; `most` are its points at its best, 0 for one that decides."""

    id: str
    strength: str
    test: str
    sentence: str
    name: str
    weight: int = 0
    most: int = 0
    colour: int = 0

    @property
    def weighs(self) -> bool:
        """Tell whether it weighs rather than decides."""
        return self.strength == RuleStrength.SHOULD

    @property
    def can_be_set_aside(self) -> bool:
        """Tell whether somebody may place a pair against it, with a reason."""
        return self.test not in NEVER_SET_ASIDE


def rule_lines(draft: Draft) -> list[RuleLine]:
    """Return the rules of a draft, in order, each that weighs with its colour (1 to 5)."""
    rows = [row for row in draft.settings.get("rules", []) if row.get("is_on", True)]
    weighing = [row for row in rows if row.get("strength") == RuleStrength.SHOULD]
    colours = _colours(weighing)
    return [
        RuleLine(
            id=str(row["id"]),
            strength=row.get("strength", ""),
            test=row.get("test", ""),
            sentence=row.get("sentence", ""),
            name=row.get("short_name") or row.get("name") or row.get("sentence", ""),
            weight=row.get("weight", 0),
            colour=colours.get(str(row["id"]), 0),
        )
        for row in rows
    ]


def weighing_lines(draft: Draft) -> list[RuleLine]:
    """Return the rules whose points make up the fit of a pair, in the order of its parts."""
    return [line for line in rule_lines(draft) if line.weighs]


def settings_for_next(draft: Draft) -> dict[str, Any] | None:
    """Return the settings with which a draft is run again; None for the round's own.

    A draft that tried other rules keeps them, as long as the round's own have not moved on.
    """
    if draft.round.version != draft.round_version:
        return None
    own = settings_of(draft.round)
    tried = any(_meant(draft.settings.get(key)) != _meant(own[key]) for key in _TRIED)
    return dict(draft.settings) if tried else None


def _meant(value: Any) -> Any:
    """Return a part of settings without its words, which stand in somebody's language."""
    if not isinstance(value, list):
        return value
    return [
        {key: part for key, part in row.items() if key not in {"sentence", "short_name"}}
        for row in value
    ]


def _colours(weighing: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return a colour for each rule: the heaviest have one each, the others share the last."""
    by_weight = sorted(
        range(len(weighing)), key=lambda place: (-weighing[place].get("weight", 0), place)
    )
    own = COLOURS + 1 if len(weighing) <= COLOURS + 1 else COLOURS
    chosen = sorted(by_weight[:own])
    colours = {str(row["id"]): COLOURS + 1 for row in weighing}
    for colour, place in enumerate(chosen, start=1):
        colours[str(weighing[place]["id"])] = colour
    return colours
