"""What a programme and its sponsor promise each other, version by version."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.enums import CharterState
from programmes.models.programme import Programme


class CharterQuerySet(models.QuerySet["Charter"]):
    """Charters, chainable."""

    def visible_to(self, person: Person) -> "CharterQuerySet":
        """Return those of programmes the person works for or oversees."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_PROGRAMME)
        )

    def signed(self) -> "CharterQuerySet":
        """Return those in force: signed, and not followed by a later signed one."""
        return self.filter(state=CharterState.SIGNED)


class Charter(models.Model):
    """One version of what a programme and its sponsor promise each other.

    A version is written as a draft, sent for signature, and in force once signed. What was sent is
    never changed; a change is a new version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=20, choices=CharterState.choices, default=CharterState.DRAFT
    )
    purpose = models.TextField(_("purpose"), max_length=3000, blank=True)
    sponsor_commits = models.TextField(_("the sponsor commits to"), max_length=3000, blank=True)
    programme_commits = models.TextField(_("the programme commits to"), max_length=3000, blank=True)
    resources = models.TextField(_("resources"), max_length=2000, blank=True)
    review_months = models.PositiveSmallIntegerField(_("reviewed every … months"), default=6)
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="charters_written"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="charters_signed"
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "programme", "version", "state", "review_months", "written_at", "signed_at"),
        personal=("written_by", "signed_by"),
        content=("purpose", "sponsor_commits", "programme_commits", "resources"),
    )

    objects = CharterQuerySet.as_manager()

    class Meta:
        """Versions are counted within a programme; one at a time is written, asked or in force."""

        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ("programme", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "version"), name="programmes_charter_version"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CharterState.values), name="programmes_charter_state"
            ),
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(state=CharterState.DRAFT),
                name="programmes_charter_one_draft",
            ),
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(state=CharterState.AWAITING_SIGNATURE),
                name="programmes_charter_one_awaiting",
            ),
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(state=CharterState.SIGNED),
                name="programmes_charter_one_signed",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="programmes_charter_who_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=CharterState.SIGNED) | Q(signed_at__isnull=False),
                name="programmes_charter_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(review_months__gte=1), name="programmes_charter_review_months"
            ),
        )

    def __str__(self) -> str:
        """Say which version."""
        return f"version {self.version}"
