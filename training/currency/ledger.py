"""Which entries of a ledger stand on a day."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from training.currency.model import Entry, Kind, Reason


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of one person in the order of time, and why some of them do not stand."""

    entries: tuple[Entry, ...]
    fallen: Mapping[Hashable, Reason]
    standing: Mapping[str, Sequence[Entry]]

    def of(self, kind: Kind) -> Sequence[Entry]:
        """Return the entries of a kind that stand, in the order of time."""
        return self.standing.get(kind, ())


def read_ledger(entries: Iterable[Entry], day: date) -> Ledger:
    """Sort the entries, and set aside what does not stand on this day.

    Raises ValueError if entries undo each other in a circle.
    """
    ordered = tuple(sorted(entries, key=lambda entry: (entry.earned_on, str(entry.id))))
    undone = _undone(ordered)
    fallen: dict[Hashable, Reason] = {}
    standing: dict[str, list[Entry]] = {}
    for entry in ordered:
        reason = _reason_to_fall(entry, day, undone)
        if reason is None:
            standing.setdefault(entry.kind, []).append(entry)
        else:
            fallen[entry.id] = reason
    return Ledger(ordered, fallen, standing)


def _reason_to_fall(entry: Entry, day: date, undone: set[Hashable]) -> Reason | None:
    if not entry.is_assured:
        return Reason.NOT_ASSURED
    if entry.id in undone:
        return Reason.REVERSED
    if entry.reverses is not None:
        return Reason.REVERSAL
    if entry.earned_on > day:
        return Reason.NOT_YET
    return None


def _undone(entries: Sequence[Entry]) -> set[Hashable]:
    """Return the ids undone by a reversal that is not itself undone."""
    against: dict[Hashable, list[Hashable]] = {}
    for entry in entries:
        if entry.reverses is not None and entry.is_assured:
            against.setdefault(entry.reverses, []).append(entry.id)

    def is_undone(entry: Hashable, seen: frozenset[Hashable]) -> bool:
        if entry in seen:
            raise ValueError(f"Entries undo each other in a circle around {entry}.")
        return any(not is_undone(other, seen | {entry}) for other in against.get(entry, ()))

    return {entry for entry in against if is_undone(entry, frozenset())}
