"""Which groups of a breakdown may be shown, for each item."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.suppression import hidden_tallies
from mentorship.accounts.models import Person
from programmes.models import Programme

# How often each value was given to an item, by group.
GroupTallies = Mapping[str, Counter[Any]]


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to part the answers of some waves of an instrument: what each group consists of.

    `groups` gives, by the group's name, its atoms: ids of waves, or wave and department joined by a
    colon. `where` says in words where it is shown.
    """

    where: str
    groups: Mapping[str, frozenset[str]]


def visible_groups(
    programme: Programme,
    instrument_key: str,
    cut: Cut,
    tallies: Mapping[str, GroupTallies],
    *,
    by: Person | None,
) -> dict[str, frozenset[str]]:
    """Return, for each item, the groups whose figures may be shown.

    `tallies` holds the counts by item and group. What is shown may be looked at together with
    everything that was shown before without giving a hidden group away.
    """
    shown = {}
    for item_key, groups in tallies.items():
        values = sorted({value for counted in groups.values() for value in counted}, key=str)
        hidden = hidden_tallies(
            {name: [counted[value] for value in values] for name, counted in groups.items()}
        )
        shown[item_key] = frozenset(cut.groups) - hidden
    return shown
