"""Forgetting again, after a restore, whoever was erased since the backup was made."""

from dataclasses import dataclass

from django.db import transaction

from mentorship.accounts.actions.erasing import after_commit, take
from mentorship.accounts.models import Erasure, Organisation, Person
from mentorship.accounts.privacy.erasing.enums import ErasureState
from mentorship.accounts.privacy.erasing.ledger import Entry, entries
from mentorship.accounts.privacy.erasing.registry import Taken
from mentorship.accounts.privacy.erasing.whom import gone_of
from mentorship.audit.actions import record


@dataclass(frozen=True, slots=True)
class Reapplied:
    """How many were erased again, were gone already, or are not in this database at all."""

    again: int
    already: int
    unknown: int


def reapply() -> Reapplied:
    """Erase again everybody on the list, each in a transaction; safe to run any number of times.

    Raises LedgerError, before anything is done, where the list was tampered with.
    """
    again = already = unknown = 0
    for entry in list(entries()):
        person = Person.objects.filter(pk=entry.person).first()
        if person is None:
            unknown += 1
        elif Erasure.objects.filter(person=person, state=ErasureState.DONE).exists():
            already += 1
        else:
            after_commit(_erase_again(person, entry))
            again += 1
    return Reapplied(again, already, unknown)


@transaction.atomic
def _erase_again(person: Person, entry: Entry) -> Taken:
    """Erase one person as the list says, whatever stands in the way now: it was decided then."""
    gone = gone_of(person, lock=True)
    taken = take(gone, kept=set(entry.kept), chosen=set(entry.cut))
    erasure = Erasure.objects.filter(person=person, state=ErasureState.ASKED).first()
    if erasure is None:
        organisation = Organisation.objects.get(pk=entry.organisation)
        erasure = Erasure(
            person=person,
            organisation=organisation,
            asked_at=entry.at,
            asked_by=person,
            due_on=entry.at.date(),
        )
    erasure.state, erasure.settled_at = ErasureState.DONE, max(entry.at, erasure.asked_at)
    erasure.code, erasure.counts = gone.code, taken.counts
    erasure.save()
    record("erasure.reapplied", erasure, by=None, changes={"rows": sum(taken.counts.values())})
    return taken
