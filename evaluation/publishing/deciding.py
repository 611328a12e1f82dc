"""Which of some groups may be shown, given the register and the answers."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from evaluation.publishing.atoms import (
    Atom,
    Atoms,
    department_of,
    is_part,
    wave_of,
    waves_of,
    whole_wave,
)
from evaluation.publishing.counting import Cells, as_text, counts_of
from evaluation.publishing.register import Entry, Register
from evaluation.suppression import Ground, choose, may_show_distribution

# The answers to an item in a whole wave.
Known = Mapping[tuple[str, uuid.UUID], Counter[str]]


@dataclass(frozen=True, slots=True)
class Want:
    """Groups of answers to an item that somebody wants to show.

    With `is_either`, the first of them that may be shown is, and no other.
    """

    instrument_key: str
    item_key: str
    groups: Mapping[str, Atoms]
    is_either: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which groups are shown, how many answered in each, and what stands in the way of others.

    `beside` names, for a group that could be shown by itself, what was shown before and does not
    go together with it.
    """

    shown: frozenset[str]
    sizes: Mapping[str, int]
    beside: Mapping[str, str] = field(default_factory=dict)

    def only_counted(self, tallies: Mapping[str, Counter[Any]]) -> "Verdict":
        """Return it without groups of which answers are claimed that nobody counted."""
        shown = frozenset(
            name
            for name in self.shown
            if self.sizes[name] or not tallies.get(name, Counter()).total()
        )
        return replace(self, shown=shown)


def decide(register: Register, wants: Iterable[Want], where: str, known: Known) -> list[Verdict]:
    """Return the verdict on each want, and add what is shown to the register.

    `known` holds counts that whoever asks has read already; see `known_cells`. The same few
    queries whatever there is to decide.
    """
    asked = list(wants)
    entries = [register.beside(want.item_key, want.groups.values()) for want in asked]
    scopes = [
        [*want.groups.values(), *(entry.atoms for entry in found)]
        for want, found in zip(asked, entries, strict=True)
    ]
    cells = _cells(asked, scopes, known)
    verdicts = []
    for want, found, mine in zip(asked, entries, cells, strict=True):
        verdict = _verdict(want, found, mine)
        for name in sorted(verdict.shown):
            if verdict.sizes[name]:
                atoms, size = want.groups[name], verdict.sizes[name]
                register.add(Entry(want.instrument_key, want.item_key, atoms, where, size))
        verdicts.append(verdict)
    return verdicts


def known_cells(want: Want, tallies: Mapping[str, Counter[Any]]) -> Known:
    """Return the counts of groups that are one whole wave each, as `decide` takes them."""
    return {
        (want.item_key, wave_of(atom)): as_text(tallies.get(name, Counter()))
        for name, group in want.groups.items()
        for atom in group
        if len(group) == 1 and not is_part(atom)
    }


def _cells(asked: list[Want], scopes: list[list[Atoms]], known: Known) -> list[Cells]:
    """Return for each want the counts of the parts that it and what was shown consist of."""
    parted = {
        wave_of(atom) for scope in scopes for atoms in scope for atom in atoms if is_part(atom)
    }
    missing = {
        wave
        for want, scope in zip(asked, scopes, strict=True)
        for wave in waves_of(scope) - parted
        if (want.item_key, wave) not in known
    }
    keys = {want.item_key for want in asked}
    counted = counts_of(keys, whole=missing, parted=parted)
    found: list[Cells] = []
    for want, scope in zip(asked, scopes, strict=True):
        waves = waves_of(scope)
        mine = {
            atom: counts
            for atom, counts in counted.get(want.item_key, {}).items()
            if wave_of(atom) in waves
        }
        for wave in waves - parted:
            if (given := known.get((want.item_key, wave))) is not None:
                mine[whole_wave(wave)] = given
        found.append({atom: counts for atom, counts in mine.items() if counts.total()})
    return found


def _verdict(want: Want, entries: list[Entry], cells: Cells) -> Verdict:
    """Decide on the groups of one item."""
    values = sorted({value for counts in cells.values() for value in counts}, key=str)
    rows = {atom: [counts[value] for value in values] for atom, counts in cells.items()}
    by_wave: dict[uuid.UUID, set[Atom]] = {}
    for atom in rows:
        by_wave.setdefault(wave_of(atom), set()).add(atom)
    waves = {wave: frozenset(atoms) for wave, atoms in by_wave.items()}
    departments: dict[str, set[Atom]] = {}
    for atom in rows:
        if (department := department_of(atom)) is not None:
            departments.setdefault(department, set()).add(atom)
    watched = frozenset([*waves.values(), *map(frozenset, departments.values())])
    by_itself = Ground(rows, frozenset(), watched)
    # A closed wave's own page shows it whole, whether or not anybody has opened that page yet.
    own = frozenset(
        cells for cells in waves.values() if may_show_distribution(by_itself.counts_of(cells))
    )
    earlier = frozenset(_resolve(entry.atoms, waves) for entry in entries) - {frozenset()}
    wanted = {name: _resolve(atoms, waves) for name, atoms in want.groups.items()}
    sizes = {name: sum(by_itself.counts_of(group)) for name, group in wanted.items()}
    ground = Ground(rows, own | earlier, watched)
    shown = _chosen(want, ground, wanted)
    beside = {}
    if entries and len(shown) < len(wanted):
        without = _chosen(want, Ground(rows, own, watched), wanted)
        beside = dict.fromkeys(sorted(without - shown), entries[-1].where)
    return Verdict(shown, sizes, beside)


def _chosen(
    want: Want, ground: Ground[Atom], wanted: Mapping[str, frozenset[Atom]]
) -> frozenset[str]:
    """Return the groups that may be shown: all that go together, or the first."""
    if not want.is_either:
        return choose(ground, wanted)
    for name, group in wanted.items():
        if name in choose(ground, {name: group}):
            return frozenset({name})
    return frozenset()


def _resolve(atoms: Atoms, waves: Mapping[uuid.UUID, frozenset[Atom]]) -> frozenset[Atom]:
    """Return the parts with answers that a group consists of."""
    parts: set[Atom] = set()
    for atom in atoms:
        members = waves.get(wave_of(atom), frozenset())
        parts.update(members & {atom} if is_part(atom) else members)
    return frozenset(parts)
