"""Tokens by which other programs read, and how often each was used."""

import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.api.enums import Scope
from mentorship.common.privacy import Keeping, Privacy

SOON = timedelta(days=14)


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Tokens, chainable."""

    def visible_to(self, person: Person) -> "AccessTokenQuerySet":
        """Return those of organisations that the person sets up."""
        organisations = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(organisation_id__in=organisations)

    def in_force(self) -> "AccessTokenQuerySet":
        """Return those that open something now."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class AccessToken(models.Model):
    """What another program shows to read in one organisation; only a digest of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="access_tokens"
    )
    name = models.CharField(_("what it is for"), max_length=80)
    # Its first letters, by which people tell tokens apart; they open nothing.
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=30), verbose_name=_("what it opens"))
    networks = ArrayField(
        models.CharField(max_length=43), verbose_name=_("from where"), default=list, blank=True
    )
    a_minute = models.PositiveSmallIntegerField(_("requests a minute"), default=120)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("ends"))
    last_used_at = models.DateTimeField(null=True, blank=True)
    # How many requests were made in the minute of the last one.
    minute = models.PositiveBigIntegerField(default=0)
    in_minute = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AccessTokenQuerySet.as_manager()

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "name",
            "prefix",
            "digest",
            "scopes",
            "networks",
            "a_minute",
            "created_at",
            "expires_at",
            "last_used_at",
            "minute",
            "in_minute",
            "revoked_at",
        ),
        personal=("created_by", "revoked_by"),
        subjects=("created_by", "revoked_by"),
        keeping=Keeping.ORGANISATION,
    )

    class Meta:
        """The newest first; it opens something, and for some time."""

        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ("-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0) & Q(scopes__contained_by=Scope.values),
                name="api_token_scopes",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="api_token_expires"
            ),
            models.CheckConstraint(condition=Q(a_minute__gt=0), name="api_token_rate"),
        )

    def __str__(self) -> str:
        """Return what it is for."""
        return self.name

    @property
    def is_in_force(self) -> bool:
        """Tell whether it opens something now."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def ends_soon(self) -> bool:
        """Tell whether somebody should make the next one."""
        return self.is_in_force and self.expires_at < timezone.now() + SOON

    @property
    def opens(self) -> list[str]:
        """Return in words what it opens."""
        return [str(Scope(scope).label) for scope in self.scopes]


class TokenUse(models.Model):
    """How often a token asked for the same thing on a day, with the same answer."""

    id = models.BigAutoField(primary_key=True)
    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="uses")
    day = models.DateField()
    operation = models.CharField(max_length=60)
    status = models.PositiveSmallIntegerField()
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "token", "day", "operation", "status", "times", "last_at"),
        keeping=Keeping.RECORD,
    )

    class Meta:
        """One row for each, the latest first."""

        verbose_name = _("use of a token")
        verbose_name_plural = _("uses of tokens")
        ordering = ("-last_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("token", "day", "operation", "status"), name="api_tokenuse_once"
            ),
        )

    def __str__(self) -> str:
        """Say what was asked, and the answer."""
        return f"{self.operation} {self.status}"
