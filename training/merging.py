"""When two records of one person become one: their hours, which are never edited, and standings."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.merging import Merger
from programmes.models import Participant
from training.actions.ledger import reversal_of
from training.actions.practice import key_of_turn
from training.actions.standings import refresh_standings
from training.models import CurrencyPolicy, LedgerEntry, Standing

_WORDS = "Two records of one person became one."
_BACK = "One record became two again."
_SAME = (
    "person_id",
    "counterpart_id",
    "organisation_id",
    "programme_id",
    "role",
    "kind",
    "source",
    "hours",
    "earned_on",
    "competency_id",
    "session_id",
    "is_assured",
    "rejected_reason",
    "note",
)


def hand_over(kept: Person, gone: Person, by: Person) -> dict[str, Any]:
    """Enter the hours anew for who stays, and reverse them where they were; return which.

    The ledger is append-only, so nothing in it changes: sums follow, and the history shows both.
    So does what mentors practised with somebody who is now called by their other record.
    """
    standing = LedgerEntry.objects.standing()
    copies = _enter_anew(standing.filter(person=gone), by=by, note=_WORDS, person=kept)
    practice = standing.filter(counterpart=gone)
    with_them = _enter_anew(practice, by=by, note=_WORDS, counterpart=kept)
    Standing.objects.filter(person=gone).delete()
    return {
        "entered": [str(copy.pk) for copy in copies],
        "practice": [str(copy.pk) for copy in with_them],
    }


def give_back(data: dict[str, Any], kept: Person, gone: Person, by: Person) -> None:
    """Reverse the hours of who stayed, and enter them anew for who came back.

    An hour that was reversed meanwhile stays reversed.
    """
    standing = LedgerEntry.objects.standing()
    entered = standing.filter(pk__in=data["entered"], person=kept)
    _enter_anew(entered, by=by, note=_BACK, person=gone)
    practice = standing.filter(pk__in=data.get("practice", []), counterpart=kept)
    _enter_anew(practice, by=by, note=_BACK, counterpart=gone)


def settle_both(kept: Person, gone: Person, _by: Person) -> None:
    """Compute both standings again, under every policy of the programmes they take part in.

    Nobody is moved to another state by it, so that all of it can be taken back.
    """
    people: set[UUID] = {kept.pk, gone.pk}
    policies = CurrencyPolicy.objects.filter(
        Exists(
            Participant.objects.filter(
                person__in=people, cohort__programme=OuterRef("programme_id")
            )
        )
    )
    for policy in policies.select_related("programme__organisation"):
        refresh_standings(policy, people)


def _enter_anew(
    entries: Iterable[LedgerEntry], *, by: Person, note: str, **instead: Person
) -> list[LedgerEntry]:
    """Reverse entries, and store the same for somebody else, or with somebody else."""
    found = list(entries)
    now = timezone.now()
    copies = [
        LedgerEntry(
            entered_by=by,
            entered_at=now,
            occasion_key=_next_key(entry),
            **{name: getattr(entry, name) for name in _SAME}
            | {f"{name}_id": person.pk for name, person in instead.items()},
        )
        for entry in found
    ]
    reversals = [reversal_of(entry, by=by, note=note) for entry in found]
    LedgerEntry.objects.bulk_create([*reversals, *copies])
    return copies


def _next_key(entry: LedgerEntry) -> str | None:
    """Return what the occasion of an entry is called when it is entered once more."""
    if entry.occasion_key is None:
        return None
    name, _mark, turn = entry.occasion_key.partition("#")
    return key_of_turn(name, int(turn or 1) + 1)


MERGER = Merger(
    name="training",
    tables=frozenset({"training.LedgerEntry", "training.Standing"}),
    merge=hand_over,
    undo=give_back,
    settle=settle_both,
)
