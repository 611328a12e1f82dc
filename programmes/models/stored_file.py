"""A file somebody sent in: kept under a name of our own, handed back as a download only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy


class StoredFile(models.Model):
    """A document that somebody sent in; who may have it follows from what it belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    # The random name under which the bytes are stored; never the file's own name.
    key = models.CharField(max_length=40, unique=True)
    filename = models.CharField(_("file"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=("id", "organisation", "content_type", "size", "sha256", "sent_at"),
        personal=("filename", "sent_by"),
        sensitive=("key",),
        subjects=("checks__person", "answers__application__person"),
        authors=("sent_by",),
        keeping=Keeping.APPLICATION,
        # The row goes, unless a programme lends the file out; then it keeps its place in the store.
        erasing={"key": OnErasure.OWN},
    )

    class Meta:
        """An empty file is none."""

        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = (
            models.CheckConstraint(condition=Q(size__gt=0), name="programmes_storedfile_size"),
        )

    def __str__(self) -> str:
        """Return the name it came with."""
        return self.filename
