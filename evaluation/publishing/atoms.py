"""The smallest parts of which groups consist: a wave, or the people of one department in it."""

import uuid
from collections.abc import Collection, Iterable

# An id of a wave, or that and a department joined by a colon.
Atom = str
Atoms = frozenset[Atom]

_ID_LENGTH = 36


def whole_wave(wave_id: uuid.UUID) -> Atom:
    """Return the atom of everybody who answered a wave."""
    return str(wave_id)


def of_department(wave_id: uuid.UUID, department: str) -> Atom:
    """Return the atom of those who answered a wave and belonged to a department then."""
    return f"{wave_id}:{department}"


def wave_of(atom: Atom) -> uuid.UUID:
    """Return which wave an atom is of; raises ValueError for what is no atom."""
    return uuid.UUID(atom[:_ID_LENGTH])


def department_of(atom: Atom) -> str | None:
    """Return which department an atom is of: empty is people without one, None a whole wave."""
    return atom[_ID_LENGTH + 1 :] if is_part(atom) else None


def is_part(atom: Atom) -> bool:
    """Say whether an atom is a part of a wave."""
    return len(atom) > _ID_LENGTH


def waves_of(groups: Iterable[Collection[Atom]]) -> frozenset[uuid.UUID]:
    """Return the waves that groups take answers from."""
    return frozenset(wave_of(atom) for group in groups for atom in group)
