"""Reminders are reconciled: *should exist* × *exists* → create, move, cancel, leave.

`decide` is the rule alone; `reconcile` applies it to the outbox. Running it again, in two places at
once, after ten days or after a restore changes nothing that is already right.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.notifications.actions.posting import post, rewrite
from mentorship.notifications.enums import PENDING, CancelReason, MessageState
from mentorship.notifications.kinds import MessageKind
from mentorship.notifications.models import Message
from mentorship.notifications.models.message import MessageQuerySet
from mentorship.notifications.rendering import fingerprint

# So many rows that reminders are about are asked for at a time.
BATCH = 1000


class ReminderKey(NamedTuple):
    """What names a reminder of one kind: for whom, about what, which turn."""

    recipient_key: str
    about: str
    occurrence: str

    def rows(self, kind: MessageKind) -> MessageQuerySet:
        """Return the reminder, if it is in the outbox."""
        return Message.objects.with_key(
            kind=kind.name,
            recipient_key=self.recipient_key,
            about=self.about,
            occurrence=self.occurrence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderPlan:
    """A reminder that should exist."""

    recipient: Person
    about: str
    occurrence: str
    due_at: datetime
    stale_after: datetime | None = None
    organisation: Organisation | None = None
    programme_id: uuid.UUID | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    # The look it waits for, if any; it says which of them are let go together.
    waits_for: str = ""

    @property
    def key(self) -> ReminderKey:
        """Return what names it."""
        return ReminderKey(str(self.recipient.pk), self.about, self.occurrence)

    @property
    def timing(self) -> "Timing":
        """Return what may move."""
        return Timing(self.due_at, self.stale_after, fingerprint(self.context), self.waits_for)


class Timing(NamedTuple):
    """What may change about a reminder that stays the same one: its times, and what it says.

    And the look it waits for, if any.
    """

    due_at: datetime
    stale_after: datetime | None
    fingerprint: str
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Existing:
    """A reminder that is in the outbox."""

    timing: Timing
    state: str
    cancel_reason: str = ""

    @property
    def is_pending(self) -> bool:
        """Tell whether no sender has had it."""
        return self.state in PENDING

    @property
    def is_revivable(self) -> bool:
        """Tell whether it was cancelled for no other reason than that nobody needed it then."""
        return (
            self.state == MessageState.CANCELLED
            and self.cancel_reason == CancelReason.NO_LONGER_NEEDED
        )


class Step(StrEnum):
    """What to do about one reminder."""

    CREATE = "create"
    MOVE = "move"
    REVIVE = "revive"
    CANCEL = "cancel"
    LEAVE = "leave"


@dataclass(slots=True)
class Reconciled:
    """How many reminders were created, moved, revived, cancelled and, of those wanted, left."""

    created: int = 0
    moved: int = 0
    revived: int = 0
    cancelled: int = 0
    left: int = 0


def decide(wanted: Timing | None, existing: Existing | None) -> Step:
    """Return what to do about one reminder, wanted or not, there or not."""
    if existing is None:
        return Step.LEAVE if wanted is None else Step.CREATE
    if wanted is None:
        return Step.CANCEL if existing.is_pending else Step.LEAVE
    if existing.is_revivable:
        return Step.REVIVE
    if existing.is_pending and existing.timing != wanted:
        return Step.MOVE
    return Step.LEAVE


def reconcile(
    kind: MessageKind,
    wanted: Iterable[ReminderPlan],
    *,
    about: Collection[str] | None = None,
) -> Reconciled:
    """Make the outbox's reminders of this kind what they should be, and return what was done.

    `wanted` is everything that should exist; what else is waiting there is cancelled. With `about`,
    only reminders about those rows are looked at (and `wanted` may hold no others: ValueError).
    What a sender has, or had, or what a person decided, is never touched. Each change is its own
    conditional write, so two runs at once do no harm.
    """
    plans = {plan.key: plan for plan in wanted}
    if about is not None and any(key.about not in about for key in plans):
        message = "A reminder is wanted about a row outside of what was to be looked at."
        raise ValueError(message)
    existing = _existing(kind, about, plans.keys())
    done = Reconciled()
    for key in [*plans, *(key for key in existing if key not in plans)]:
        plan = plans.get(key)
        there = existing.get(key)
        step = decide(plan.timing if plan else None, there)
        _carry_out(kind, step, key, plan, done)
    return done


def _existing(
    kind: MessageKind, about: Collection[str] | None, wanted: Collection[ReminderKey]
) -> dict[ReminderKey, Existing]:
    """Return the reminders of this kind that may need something: those that wait or are wanted.

    What left long ago and is wanted no more is not read, so that years of reminders cost nothing.
    """
    rows = Message.objects.filter(kind=kind.name)
    waiting = rows.filter(state__in=PENDING)
    found = _read(waiting if about is None else waiting.filter(about__in=about))
    named = sorted({key.about for key in wanted})
    for start in range(0, len(named), BATCH):
        known = _read(rows.filter(about__in=named[start : start + BATCH]))
        found |= {key: there for key, there in known.items() if key in wanted}
    return found


def _read(rows: MessageQuerySet) -> dict[ReminderKey, Existing]:
    """Return reminders by what names them, without their words."""
    columns = (
        "recipient_key",
        "about",
        "occurrence",
        "due_at",
        "stale_after",
        "fingerprint",
        "waits_for",
        "state",
        "cancel_reason",
    )
    return {
        ReminderKey(*key): Existing(Timing(due_at, stale_after, mark, look), state, reason)
        for *key, due_at, stale_after, mark, look, state, reason in rows.values_list(*columns)
    }


def _carry_out(
    kind: MessageKind,
    step: Step,
    key: ReminderKey,
    plan: ReminderPlan | None,
    done: Reconciled,
) -> None:
    """Do one step and count it."""
    rows = key.rows(kind)
    if step == Step.CANCEL:
        done.cancelled += rows.move_to(
            MessageState.CANCELLED,
            cancelled_at=timezone.now(),
            cancel_reason=CancelReason.NO_LONGER_NEEDED,
        )
    elif plan is None or step == Step.LEAVE:
        done.left += 1
    elif step == Step.CREATE:
        _create(kind, plan)
        done.created += 1
    else:
        is_revival = step == Step.REVIVE
        changed = _rewrite(kind, plan, is_revival=is_revival)
        done.revived += changed if is_revival else 0
        done.moved += 0 if is_revival else changed


def _create(kind: MessageKind, plan: ReminderPlan) -> None:
    """Post a reminder that is missing."""
    post(
        kind,
        recipient=plan.recipient,
        organisation=plan.organisation,
        programme_id=plan.programme_id,
        about=plan.about,
        occurrence=plan.occurrence,
        context=plan.context,
        due_at=plan.due_at,
        stale_after=plan.stale_after,
        waits_for=plan.waits_for,
    )


@transaction.atomic
def _rewrite(kind: MessageKind, plan: ReminderPlan, *, is_revival: bool) -> int:
    """Give a waiting or revived reminder its new time and words; return 1 if it could."""
    row = plan.key.rows(kind).select_for_update().first()
    if row is None:
        return 0
    return rewrite(
        row,
        kind,
        context=plan.context,
        due_at=plan.due_at,
        stale_after=plan.stale_after,
        waits_for=plan.waits_for,
        is_revival=is_revival,
    )
