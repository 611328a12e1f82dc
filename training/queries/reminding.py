"""Which kinds of reminder were seen, and which of them wait for somebody to look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from mentorship.notifications.models.message import MessageQuerySet
from programmes.models import Programme
from training.models import ReminderApproval
from training.reminding import emails
from training.reminding.declarations import Declared, Matter, all_declared

KINDS = {
    Matter.REFRESHER: emails.REFRESHER_DUE,
    Matter.PREPARATION: emails.PREPARATION_DUE,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Reminders of one kind that wait for a look, the first to leave first."""

    declared: Declared
    names: Sequence[str]
    leaves_at: datetime


def looks_taken() -> set[tuple[Any, str]]:
    """Return the programme and the name of every kind of reminder that was approved; one query."""
    return set(ReminderApproval.objects.values_list("programme_id", "name"))


def look_to_wait_for(programme_id: UUID, look: str, taken: set[tuple[Any, str]]) -> str:
    """Return the look that a reminder waits for; empty once somebody has taken it."""
    return "" if (programme_id, look) in taken else look


def reminders_of(programme: Programme) -> MessageQuerySet:
    """Return all reminders of training in a programme."""
    return _reminders().filter(programme_id=programme.pk)


def waiting_reminders() -> MessageQuerySet:
    """Return the reminders of training that leave once somebody has looked at their kind."""
    return _reminders().filter(state=MessageState.AWAITING_APPROVAL).exclude(waits_for="")


def _reminders() -> MessageQuerySet:
    """Return all reminders of training."""
    return Message.objects.filter(kind__in=[kind.name for kind in KINDS.values()])


def reminders_declared(programme: Programme, declared: Declared) -> MessageQuerySet:
    """Return the reminders of one kind, whether or not somebody has looked."""
    declaration = declared.declaration
    found = reminders_of(programme).filter(
        kind=KINDS[declaration.matter].name, occurrence__endswith=f", {declared.offset.name}"
    )
    if declaration.matter == Matter.PREPARATION:
        return found
    policies = programme.currency_policies.filter(role=declaration.role)
    return found.filter(about__in=[about_key(policy) for policy in policies])


def approvals_of(programme: Programme) -> dict[str, ReminderApproval]:
    """Return who let which kinds of reminder go, by their names; one query."""
    approvals = programme.reminder_approvals.select_related("approved_by")
    return {approval.name: approval for approval in approvals}


def waiting_for_a_look(programme: Programme, now: datetime) -> list[Waiting]:
    """Return the kinds of reminder that wait, the most urgent first, with whom for; one query."""
    rows = (
        waiting_reminders()
        .filter(programme_id=programme.pk)
        .exclude(stale_after__lte=now)
        .order_by("due_at", "recipient__name", "pk")
        .values_list("waits_for", "recipient__name", "due_at")
    )
    found: dict[str, list[tuple[str, datetime]]] = {}
    for look, name, due_at in rows:
        found.setdefault(look, []).append((name, due_at))
    known = {each.look: each for each in all_declared()}
    return [
        Waiting(known[look], [name for name, _at in people], people[0][1])
        for look, people in found.items()
        if look in known
    ]
