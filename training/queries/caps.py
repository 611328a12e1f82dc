"""How much prior learning a policy still has room for."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from training import wording
from training.enums import EntryKind, EntrySource
from training.models import CurrencyPolicy, LedgerEntry
from training.models.ledger import LedgerEntryQuerySet


class Room(NamedTuple):
    """So many hours still count, and why no more."""

    hours: Decimal
    reason: str


def room_for_prior_learning(person: Person, policy: CurrencyPolicy, kind: EntryKind) -> Room | None:
    """Return how many hours of prior learning still count as a kind; None where there is no cap.

    Caps are on initial training. The cap on refreshers is one for each period, so what is above it
    is told apart day by day when a currency is explained, and never for good.
    """
    if kind != EntryKind.INITIAL:
        return None
    standing = LedgerEntry.objects.standing().filter(
        organisation=policy.programme.organisation_id,
        person=person,
        role=policy.role,
        kind=EntryKind.INITIAL,
        is_assured=True,
    )
    prior = standing.filter(source=EntrySource.PRIOR_LEARNING)
    rooms = []
    if policy.prior_learning_cap is not None:
        cap = {"hours": wording.hours(policy.prior_learning_cap)}
        words = _("above the cap of %(hours)s of prior learning") % cap
        rooms.append(Room(_left(policy.prior_learning_cap, prior), words))
    if policy.initial_cap is not None:
        cap = {"hours": wording.hours(policy.initial_cap)}
        words = _("above the cap of %(hours)s of initial training") % cap
        rooms.append(Room(_left(policy.initial_cap, standing), words))
    return min(rooms, key=lambda room: room.hours, default=None)


def _left(cap: Decimal, entries: LedgerEntryQuerySet) -> Decimal:
    """Return what entries leave of a cap."""
    return max(Decimal(0), cap - (entries.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)))
