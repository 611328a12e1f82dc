"""The register of what has been shown: read without a lock, written by one at a time."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from evaluation.models import PublishedGroup, PublishedRegister, Wave
from evaluation.publishing.atoms import Atoms, waves_of
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Entry:
    """A group whose figures for one item were shown, and where they were first."""

    instrument_key: str
    item_key: str
    atoms: Atoms
    where: str
    answers: int = 0
    first_shown_at: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """Return what is equal for equal groups."""
        return hashlib.sha256("\n".join(sorted(self.atoms)).encode()).hexdigest()


@dataclass(slots=True)
class Register:
    """What has been shown of some items in a programme, and what is to be added."""

    entries: Sequence[Entry]
    new: list[Entry] = field(default_factory=list)

    def beside(self, item_key: str, groups: Iterable[Atoms]) -> list[Entry]:
        """Return the entries of an item that share waves with the groups, however indirectly."""
        left = [entry for entry in self.entries if entry.item_key == item_key]
        waves, found = set(waves_of(groups)), []
        while met := [entry for entry in left if waves & waves_of([entry.atoms])]:
            found += met
            waves |= waves_of(entry.atoms for entry in met)
            left = [entry for entry in left if entry not in met]
        return found

    def add(self, entry: Entry) -> None:
        """Note a group that is about to be shown, unless it was before."""
        key = (entry.instrument_key, entry.item_key, entry.atoms)
        if all(
            (one.instrument_key, one.item_key, one.atoms) != key
            for one in (*self.entries, *self.new)
            if one.item_key == entry.item_key
        ):
            self.new.append(entry)


def settle(
    programme: Programme,
    item_keys: Collection[str],
    decide: Callable[[Register], Result],
    *,
    by: Person | None,
) -> Result:
    """Return what `decide` says of the register; what it adds is kept before anybody sees it.

    Of two who would add something at once, the second decides again with what the first added.
    Mostly nothing is new, and then nobody waits. Raises OperationalError in a transaction that
    sees an earlier state of the database than the other's entries; it is to be tried again.
    """
    register = _read(programme, item_keys)
    result = decide(register)
    if not register.new:
        return result
    with transaction.atomic():
        _hold(programme)
        register = _read(programme, item_keys)
        result = decide(register)
        if register.new:
            _keep(programme, register.new, by=by)
    return result


def is_shown(wave: Wave) -> bool:
    """Say whether any figure of the wave's answers has been shown."""
    shown = PublishedGroup.objects.filter(programme__cohorts=wave.cohort_id)
    return any(wave.pk in waves_of([atoms]) for atoms in shown.values_list("atoms", flat=True))


def _read(programme: Programme, item_keys: Collection[str]) -> Register:
    """Return what was shown of some items; one query."""
    rows = PublishedGroup.objects.filter(programme=programme, item_key__in=item_keys).order_by(
        "first_shown_at", "pk"
    )
    return Register(
        [
            Entry(
                row.instrument_key,
                row.item_key,
                frozenset(row.atoms),
                row.where,
                row.answers,
                row.first_shown_at,
            )
            for row in rows
        ]
    )


def _hold(programme: Programme) -> None:
    """Let nobody else write to the programme's register until this transaction ends."""
    # The row changes with every entry, so a transaction that sees an older state fails here.
    PublishedRegister.objects.bulk_create(
        [PublishedRegister(programme=programme)], ignore_conflicts=True
    )
    PublishedRegister.objects.filter(programme=programme).update(entries=F("entries") + 1)


def _keep(programme: Programme, entries: Sequence[Entry], *, by: Person | None) -> None:
    """Write down what is shown from now on."""
    PublishedGroup.objects.bulk_create(
        [
            PublishedGroup(
                programme=programme,
                instrument_key=entry.instrument_key,
                item_key=entry.item_key,
                atoms=sorted(entry.atoms),
                fingerprint=entry.fingerprint,
                answers=entry.answers,
                where=entry.where[:120],
            )
            for entry in entries
        ]
    )
    record("figures.first_shown", programme, by=by, changes={"groups": len(entries)})
