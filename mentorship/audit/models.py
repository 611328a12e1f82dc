"""The record of what happened, kept apart from what it happened to."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

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
    organisation_id = models.UUIDField(null=True)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=64, blank=True)

    privacy = Privacy(
        none=("id", "at", "kind", "about_kind", "organisation_id", "request_id"),
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

        ordering = ("-id",)
        indexes = (
            models.Index(fields=("about_kind", "about_id"), name="audit_event_about"),
            models.Index(fields=("organisation_id", "-id"), name="audit_event_organisation"),
        )

    def __str__(self) -> str:
        """Say what happened to what."""
        return f"{self.kind} {self.about_kind}:{self.about_id}"
