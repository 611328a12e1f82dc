"""Practice with mentees, as it becomes known: entered once for each occasion, and taken back.

Whoever tells of an occasion names it. A name is never used twice in the ledger, which is
append-only: after a reversal the same occasion is entered under its name and a turn ("…#2").
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.actions.ledger import reverse_entry, settle_hours
from training.enums import EntryKind, EntrySource
from training.models import LedgerEntry
from training.models.session import TENTH

# So many occasions are looked up, and stored, at a time.
BATCH = 1000

# An occasion of which an entry stands, whatever its turn.
STANDS = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A mentor was at work with a mentee on a day, for so long."""

    mentor: Person
    mentee: Person
    programme: Programme
    on: date
    minutes: int
    occasion_key: str


@transaction.atomic
def note_practice(
    *,
    mentor: Person,
    mentee: Person,
    programme: Programme,
    on: date,
    minutes: int,
    occasion_key: str,
    by: Person | None = None,
) -> LedgerEntry:
    """Enter that a mentor was at work with a mentee, and return the entry; recorded.

    Told twice, it is entered once; told again after it was taken back, it is entered anew. The
    mentor's standing follows.
    """
    note_all_practice(
        [
            Practice(
                mentor=mentor,
                mentee=mentee,
                programme=programme,
                on=on,
                minutes=minutes,
                occasion_key=occasion_key,
            )
        ],
        by=by,
    )
    return LedgerEntry.objects.standing().get(_turns_of(occasion_key))


@transaction.atomic
def note_all_practice(told: Iterable[Practice], *, by: Person | None) -> int:
    """Enter many occasions at once, and return how many were new; recorded for each programme."""
    wanted = {each.occasion_key: each for each in told}
    entered: list[LedgerEntry] = []
    keys = list(wanted)
    for start in range(0, len(keys), BATCH):
        batch = [wanted[key] for key in keys[start : start + BATCH]]
        turns = turns_taken([each.occasion_key for each in batch])
        drafts = [
            _entry(each, turns.get(each.occasion_key, 0), by=by)
            for each in batch
            if turns.get(each.occasion_key) != STANDS
        ]
        LedgerEntry.objects.bulk_create(drafts, ignore_conflicts=True)
        entered += LedgerEntry.objects.filter(pk__in=[draft.pk for draft in drafts])
    for programme in {each.programme for each in wanted.values()}:
        if count := sum(entry.programme_id == programme.pk for entry in entered):
            record("practice.noted", programme, by=by, changes={"entries": count})
    settle_hours(entered, by=by)
    return len(entered)


@transaction.atomic
def take_back_practice(occasion_key: str, *, by: Person | None, reason: str) -> None:
    """Reverse the entry of an occasion; nothing happens where none stands. Recorded."""
    for entry in LedgerEntry.objects.standing().filter(_turns_of(occasion_key)):
        reverse_entry(entry, by=by, reason=reason)


def turns_taken(occasion_keys: Collection[str]) -> dict[str, int]:
    """Return how often each known occasion was entered before, or STANDS; two queries at most."""
    found = {
        key: 1 if is_reversed else STANDS
        for key, is_reversed in _known(Q(occasion_key__in=list(occasion_keys)))
    }
    again = Q(pk__in=[])
    for key in (key for key, turns in found.items() if turns != STANDS):
        again |= Q(occasion_key__startswith=f"{key}#")
    for key, is_reversed in _known(again):
        name = key.partition("#")[0]
        if not is_reversed:
            found[name] = STANDS
        elif found[name] != STANDS:
            found[name] += 1
    return found


def _known(wanted: Q) -> list[tuple[str, bool]]:
    """Return occasions that were entered, and whether they were taken back."""
    entries = LedgerEntry.objects.filter(wanted).annotate(is_reversed=Q(reversed_by__isnull=False))
    return [(str(key), is_so) for key, is_so in entries.values_list("occasion_key", "is_reversed")]


def key_of_turn(occasion_key: str, turn: int) -> str:
    """Return what an occasion is called in the ledger when it is entered for the n-th time."""
    name = occasion_key.partition("#")[0]
    return name if turn == 1 else f"{name}#{turn}"


def _turns_of(occasion_key: str) -> Q:
    """Return what finds an occasion, whatever its turn."""
    return Q(occasion_key=occasion_key) | Q(occasion_key__startswith=f"{occasion_key}#")


def _entry(told: Practice, turns: int, *, by: Person | None) -> LedgerEntry:
    """Return an occasion as an entry, not yet stored."""
    return LedgerEntry(
        organisation_id=told.programme.organisation_id,
        programme=told.programme,
        person=told.mentor,
        role=ParticipantRole.MENTOR,
        kind=EntryKind.PRACTICE,
        source=EntrySource.PRACTICE,
        hours=max(TENTH, (Decimal(told.minutes) / 60).quantize(TENTH)),
        earned_on=told.on,
        counterpart=told.mentee,
        occasion_key=key_of_turn(told.occasion_key, turns + 1),
        entered_by=by,
    )
