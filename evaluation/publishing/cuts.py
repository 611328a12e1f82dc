"""Which groups of a breakdown may be shown, for each item."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.publishing.deciding import Verdict, Want, decide, known_cells
from evaluation.publishing.register import Register, settle
from mentorship.accounts.models import Person
from programmes.models import Programme

# How often each value was given to an item, by group.
GroupTallies = Mapping[str, Counter[Any]]


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to part the answers of some waves of an instrument: what each group consists of.

    `groups` gives, by the group's name, its atoms: ids of waves, or wave and department joined by a
    colon. Whoever shows a sum over groups beside them names it as a group, too. `where` says in
    words where it is shown.
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
    everything that was shown before without giving a hidden group away; it is written down, so that
    the same page shows the same again. A closed wave's own figures count as shown from the start.
    """
    verdicts = verdicts_on(programme, instrument_key, cut, tallies, by=by)
    return {key: verdict.shown for key, verdict in verdicts.items()}


def verdicts_on(
    programme: Programme,
    instrument_key: str,
    cut: Cut,
    tallies: Mapping[str, GroupTallies],
    *,
    by: Person | None,
) -> dict[str, Verdict]:
    """Return what `visible_groups` decides on each item, and what stands in the way of the rest."""
    wants = [Want(instrument_key, item_key, cut.groups) for item_key in tallies]
    known = {
        place: counted
        for want in wants
        for place, counted in known_cells(want, tallies[want.item_key]).items()
    }

    def look(register: Register) -> list[Verdict]:
        return decide(register, wants, cut.where, known)

    found = settle(programme, tallies.keys(), look, by=by)
    return {
        want.item_key: verdict.only_counted(tallies[want.item_key])
        for want, verdict in zip(wants, found, strict=True)
    }
