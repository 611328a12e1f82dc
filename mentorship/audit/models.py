"""The record of what happened, kept apart from what it happened to."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Keeping, OnErasure, Privacy


class EventQuerySet(models.QuerySet["Event"]):
    """Events, chainable."""

    def about(self, row: models.Model) -> "EventQuerySet":
        """Return the history of one row."""
        return self.filter(about_kind=row._meta.label_lower, about_id=str(row.pk))

    def of_organisation(self, organisation_id: uuid.UUID) -> "EventQuerySet":
        """Return what happened within one organisation."""
        return self.filter(organisation_id=organisation_id)


class Event(models.Model):
    """One thing that somebody did, kept for good: ids and kinds only, never names or contents."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    kind = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    actor_id = models.UUIDField(null=True)
    # Mixed into the digest of `changes`, so that nobody can guess them from it; see `sealing`.
    salt = models.UUIDField(null=True, default=uuid.uuid4)
    # What `changes` and the salt gave together, once both were taken out; see `redacting`.
    changes_digest = models.BinaryField(null=True, max_length=32)
    organisation_id = models.UUIDField(null=True)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=64, blank=True)

    # The database refuses to change or delete an event, so that no erasing may: see `redacting`.
    privacy = Privacy(
        none=(
            "id",
            "at",
            "kind",
            "about_kind",
            "organisation_id",
            "request_id",
            "salt",
            "changes_digest",
        ),
        personal=("about_id", "actor_id", "changes"),
        subjects=("actor_id",),
        keeping=Keeping.RECORD,
        erasing={
            "about_id": OnErasure.KEEP,
            "actor_id": OnErasure.KEEP,
            "changes": OnErasure.KEEP,
        },
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        """Newest first; found by what they are about."""

        verbose_name = _("line of the record")
        verbose_name_plural = _("lines of the record")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("about_kind", "about_id"), name="audit_event_about"),
            models.Index(fields=("organisation_id", "-id"), name="audit_event_organisation"),
            models.Index(fields=("organisation_id", "-at", "-id"), name="audit_event_days"),
            models.Index(
                fields=("organisation_id", "kind", "-at", "-id"), name="audit_event_kinds"
            ),
            models.Index(
                fields=("organisation_id", "actor_id", "-at", "-id"), name="audit_event_actors"
            ),
        )

    def __str__(self) -> str:
        """Say what happened to what."""
        return f"{self.kind} {self.about_kind}:{self.about_id}"

    @property
    def is_redacted(self) -> bool:
        """Tell whether what it held was taken out, when a person was erased."""
        return self.changes_digest is not None


class Seal(models.Model):
    """One link of the chain: some events in a row, and a hash that rests on all links before.

    `leaves` holds, for each event in the order of ids, its id in 8 bytes (big-endian) and its
    SHA-256 in 32. `through_id` is the highest id that the seal speaks for; those that are missing
    below it were never used, or taken away later.
    """

    number = models.BigIntegerField(primary_key=True)
    through_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    leaves = models.BinaryField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()

    privacy = Privacy(
        none=("number", "through_id", "count", "leaves", "previous", "hash", "made_at"),
        keeping=Keeping.RECORD,
    )

    class Meta:
        """In the order of the chain, which begins with 1."""

        verbose_name = _("seal of the record")
        verbose_name_plural = _("seals of the record")
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(condition=Q(number__gte=1), name="audit_seal_numbered"),
            models.CheckConstraint(
                condition=Q(through_id__gte=F("count")), name="audit_seal_counted"
            ),
        )

    def __str__(self) -> str:
        """Say which link it is."""
        return f"{self.number}: {bytes(self.hash).hex()}"
