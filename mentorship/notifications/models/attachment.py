"""A file that travels with a message."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Keeping, OnErasure, Privacy
from mentorship.notifications.enums import Placement
from mentorship.notifications.models.message import Message


class Attachment(models.Model):
    """A file of a message, kept as it was when the message was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    placement = models.CharField(max_length=12, choices=Placement.choices)
    filename = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    privacy = Privacy(
        none=("id", "message", "position", "placement", "content_type", "sha256"),
        personal=("filename",),
        sensitive=("content",),
        subjects=("message__recipient",),
        keeping=Keeping.MESSAGE,
        counted_from=("message__sent_at",),
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """In the order in which they were given."""

        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("message", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("message", "position"), name="notifications_attachment_position"
            ),
            models.CheckConstraint(
                condition=Q(placement__in=Placement.values),
                name="notifications_attachment_placement",
            ),
        )

    def __str__(self) -> str:
        """Return the file's name."""
        return self.filename
