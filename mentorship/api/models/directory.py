"""What a directory says of people, and the matches that rest because somebody left it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models import Match
from mentorship.accounts.models import Membership, Organisation
from mentorship.common.privacy import Keeping, OnErasure, Privacy


class DirectoryEntry(models.Model):
    """Somebody as the organisation's directory knows them; what they call themselves stays theirs.

    It is about a membership, whose id is the id that the directory sees.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    membership = models.OneToOneField(
        Membership, on_delete=models.PROTECT, related_name="directory_entry"
    )
    user_name = models.CharField(_("name in the directory"), max_length=254)
    external_id = models.CharField(_("number in the directory"), max_length=254, blank=True)
    formatted_name = models.CharField(_("full name"), max_length=150)
    given_name = models.CharField(_("given name"), max_length=150, blank=True)
    family_name = models.CharField(_("family name"), max_length=150, blank=True)
    is_active = models.BooleanField(_("belongs to it"), default=True)
    left_at = models.DateTimeField(_("left it"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "organisation", "is_active", "left_at", "created_at", "changed_at"),
        personal=(
            "membership",
            "user_name",
            "external_id",
            "formatted_name",
            "given_name",
            "family_name",
        ),
        subjects=("membership__person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """A name and a number of a directory mean one person of an organisation."""

        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "user_name"), name="api_directoryentry_name"
            ),
            models.UniqueConstraint(
                fields=("organisation", "external_id"),
                condition=~Q(external_id=""),
                name="api_directoryentry_number",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, left_at__isnull=True)
                | Q(is_active=False, left_at__isnull=False),
                name="api_directoryentry_left_at",
            ),
        )

    def __str__(self) -> str:
        """Say whose membership it is about."""
        return str(self.membership_id)


class DirectoryRest(models.Model):
    """A match rests because a directory said that somebody in it left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(DirectoryEntry, on_delete=models.CASCADE, related_name="rests")
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "match", "began_at"),
        personal=("entry",),
        subjects=("entry__membership__person",),
        keeping=Keeping.RELATIONSHIP,
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """Each match once."""

        verbose_name = _("rest after leaving the directory")
        verbose_name_plural = _("rests after leaving the directory")
        constraints = (
            models.UniqueConstraint(fields=("entry", "match"), name="api_directoryrest_once"),
        )

    def __str__(self) -> str:
        """Say which match."""
        return str(self.match_id)
