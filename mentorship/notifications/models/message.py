"""A message to somebody: a row first, a mail later."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import organisations_allowing, places_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from mentorship.notifications.enums import (
    HELD,
    MESSAGE_TRANSITIONS,
    PENDING,
    REPEATABLE,
    CancelReason,
    MessageState,
)
from mentorship.notifications.kinds import MessageKind, UnknownKindError, kind_of, unlisted

SUBJECT_LENGTH = 250
KEY_LENGTH = 254
WAITS_FOR_LENGTH = 80


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, chainable."""

    def visible_to(self, person: Person) -> "MessageQuerySet":
        """Return what leaves for the organisations and programmes whose outbox they may see.

        Kinds that no outbox lists are not among them, whoever asks.
        """
        organisations, programmes = places_allowing(person, Permission.VIEW_OUTBOX)
        return self.exclude(kind__in=unlisted()).filter(
            Q(organisation__in=organisations)
            | Q(
                programme_id__in=programmes,
                organisation__in=organisations_allowing(person, Permission.VIEW_OUTBOX),
            )
        )

    def with_key(
        self, *, kind: str, recipient_key: str, about: str, occurrence: str
    ) -> "MessageQuerySet":
        """Return the one message of this kind to this recipient about this, this time."""
        return self.filter(
            kind=kind, recipient_key=recipient_key, about=about, occurrence=occurrence
        )

    def due(self, now: datetime) -> "MessageQuerySet":
        """Return those that may leave now, the longest due first."""
        return self.filter(
            Q(stale_after__isnull=True) | Q(stale_after__gt=now),
            state=MessageState.QUEUED,
            next_try_at__lte=now,
        ).order_by("next_try_at")

    def stale(self, now: datetime) -> "MessageQuerySet":
        """Return those still here after the moment at which they lost their use."""
        return self.filter(state__in=PENDING, stale_after__lte=now)

    def stuck(self, now: datetime) -> "MessageQuerySet":
        """Return those whose sender did not report back before its lease ended."""
        return self.filter(state__in=HELD, lease_until__lte=now).order_by("lease_until")

    def waiting_for(self, look: str) -> "MessageQuerySet":
        """Return those that a person's look at one of them keeps here."""
        return self.filter(state=MessageState.AWAITING_APPROVAL, waits_for=look)

    def move_to(self, state: MessageState, **also: Any) -> int:
        """Move all of these that may move there, in one UPDATE; return how many did."""
        movable = self.filter(state__in=MESSAGE_TRANSITIONS[state])
        return movable.update(state=state, **also)


class Message(models.Model):
    """One message to one person or address, with all that is known of its way there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    # What it is. These four name it: written twice, it is still one message.
    kind = models.CharField(max_length=60)
    recipient_key = models.CharField(max_length=KEY_LENGTH)
    about = models.CharField(max_length=120)
    occurrence = models.CharField(max_length=120)

    # Whom it is for, and whose outbox shows it.
    recipient = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="messages"
    )
    to_address = models.EmailField(_("to"), blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="messages"
    )
    programme_id = models.UUIDField(null=True)

    # What it says, in the recipient's language and time zone.
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)

    # When it leaves: `due_at` is the promise, `next_try_at` knows of servers that said "later".
    due_at = models.DateTimeField(_("due"))
    next_try_at = models.DateTimeField()
    stale_after = models.DateTimeField(null=True)

    # How far it has come.
    state = models.CharField(max_length=20, choices=MessageState.choices)
    claim_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    sending = models.PositiveSmallIntegerField(default=1)
    mail_id = models.CharField(max_length=255)
    sent_at = models.DateTimeField(_("sent"), null=True)
    last_error = models.TextField(blank=True)

    # Which look it waits for, together with others: "training.refresher of mentors, 60 days".
    waits_for = models.CharField(max_length=WAITS_FOR_LENGTH, blank=True, default="", db_default="")

    # Who decided about it.
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancel_reason = models.CharField(max_length=20, choices=CancelReason.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "kind",
            "about",
            "occurrence",
            "organisation",
            "programme_id",
            "fingerprint",
            "erased_at",
            "due_at",
            "next_try_at",
            "stale_after",
            "state",
            "claim_token",
            "lease_until",
            "attempts",
            "sending",
            "mail_id",
            "sent_at",
            "waits_for",
            "approved_at",
            "cancelled_at",
            "cancel_reason",
            "created_at",
        ),
        personal=("recipient_key", "recipient", "to_address", "approved_by", "cancelled_by"),
        sensitive=("subject", "text", "html", "last_error"),
        subjects=("recipient",),
        by_address=("to_address",),
        keeping=Keeping.MESSAGE,
        counted_from=("sent_at",),
        # It is part of what makes a message one; `stop_mail` puts the row's own id in its place.
        erasing={"recipient_key": OnErasure.OWN},
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        """Newest first; one row per key; each state carries what belongs to it and nothing else."""

        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ("-due_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "recipient_key", "about", "occurrence"),
                name="notifications_message_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MessageState.values), name="notifications_message_state"
            ),
            models.CheckConstraint(
                condition=~Q(recipient_key="") & ~Q(about="") & ~Q(occurrence=""),
                name="notifications_message_named",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HELD, claim_token__isnull=False, lease_until__isnull=False)
                | Q(~Q(state__in=HELD), lease_until__isnull=True),
                name="notifications_message_held",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | Q(~Q(state=MessageState.SENT), sent_at__isnull=True),
                name="notifications_message_sent",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="notifications_message_approved",
            ),
            models.CheckConstraint(
                condition=Q(
                    Q(state=MessageState.CANCELLED),
                    Q(cancelled_at__isnull=False),
                    Q(cancel_reason__in=CancelReason.values),
                )
                | Q(
                    ~Q(state=MessageState.CANCELLED),
                    Q(cancelled_at__isnull=True),
                    Q(cancel_reason=""),
                ),
                name="notifications_message_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason=CancelReason.BY_PERSON, cancelled_by__isnull=False)
                | Q(~Q(cancel_reason=CancelReason.BY_PERSON), cancelled_by__isnull=True),
                name="notifications_message_cancelled_by",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                condition=Q(state=MessageState.QUEUED),
                name="notifications_message_due",
            ),
            models.Index(
                fields=("lease_until",),
                condition=Q(state__in=HELD),
                name="notifications_message_lease",
            ),
            models.Index(fields=("organisation", "-due_at"), name="notifications_message_outbox"),
            models.Index(fields=("kind", "about"), name="notifications_message_about"),
        )

    def __str__(self) -> str:
        """Say which message this is, without its contents."""
        return f"{self.kind} {self.occurrence} ({self.state})"

    @property
    def kind_or_none(self) -> MessageKind | None:
        """Return the kind, or None when no app registers it any more."""
        try:
            return kind_of(self.kind)
        except UnknownKindError:
            return None

    @property
    def title(self) -> str:
        """Return what a coordinator calls this kind of message."""
        kind = self.kind_or_none
        return str(kind.title) if kind else self.kind

    @property
    def is_readable_by_coordinators(self) -> bool:
        """Tell whether the outbox may show what it says."""
        kind = self.kind_or_none
        return kind is not None and kind.is_open_to_coordinators and self.erased_at is None

    @property
    def is_pending(self) -> bool:
        """Tell whether it may still be held, moved or cancelled."""
        return self.state in PENDING

    @property
    def is_repeatable(self) -> bool:
        """Tell whether a person may send it again."""
        return self.state in REPEATABLE and self.erased_at is None
