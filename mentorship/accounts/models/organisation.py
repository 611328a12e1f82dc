"""An organisation, who belongs to it, and who may act for all of it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from mentorship.accounts.models.look import LOOK_CONSTRAINTS, LOOK_FIELDS, Look
from mentorship.accounts.models.person import Person
from mentorship.accounts.permissions import Role
from mentorship.common.privacy import Keeping, OnErasure, Privacy

DAYS_OF_A_WEEK = range(7)  # from Monday


def saturday_and_sunday() -> list[int]:
    """Return the usual days on which nobody works, counted from Monday as 0."""
    return [5, 6]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, chainable."""

    def visible_to(self, person: Person) -> "OrganisationQuerySet":
        """Return those the person belongs to."""
        return self.filter(memberships__person=person, memberships__ended_on__isnull=True)


class Organisation(Look):
    """A company, university, health service or community that runs mentoring programmes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    time_zone = TimeZoneField(_("time zone"), default="Europe/London", use_pytz=False)
    country = models.CharField(_("country"), max_length=2, blank=True, default="", db_default="")
    subdivision = models.CharField(
        _("part of the country"), max_length=8, blank=True, default="", db_default=""
    )
    weekend_days = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("weekend"),
        default=saturday_and_sunday,
        db_default=[5, 6],
    )
    # Whether people read who looked at their record by name, or by role alone.
    names_viewers = models.BooleanField(
        _("people read by name who looked at their record"), default=True, db_default=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "name",
            "slug",
            "language",
            "time_zone",
            "country",
            "subdivision",
            "weekend_days",
            "names_viewers",
            "created_at",
            # What everybody sees of it: its colours, logo and words below mails.
            *LOOK_FIELDS,
        )
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        """By name; there is a day of the week on which people work."""

        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(weekend_days__contained_by=list(DAYS_OF_A_WEEK))
                & Q(weekend_days__len__lt=len(DAYS_OF_A_WEEK)),
                name="accounts_organisation_weekend",
            ),
            *LOOK_CONSTRAINTS,
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def shown_sender(self) -> str:
        """Return the name beside mails of this organisation."""
        return self.sender_name or self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, chainable."""

    def current(self) -> "MembershipQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_on__isnull=True)


class Membership(models.Model):
    """A person belongs to an organisation, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    external_ref = models.CharField(_("reference in your own records"), max_length=80, blank=True)
    joined_on = models.DateField(_("joined on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)

    privacy = Privacy(
        none=("id", "organisation", "joined_on", "ended_on"),
        personal=("person", "external_ref"),
        sensitive=("ended_reason",),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        """Once per person and organisation; a reference names one person."""

        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "person"), name="accounts_membership_once"
            ),
            models.UniqueConstraint(
                fields=("organisation", "external_ref"),
                condition=~Q(external_ref=""),
                name="accounts_membership_reference",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("joined_on")),
                name="accounts_membership_dates",
            ),
        )

    def __str__(self) -> str:
        """Say who belongs where."""
        return f"{self.person_id} in {self.organisation_id}"


class OrganisationRole(models.Model):
    """A role that counts in all of an organisation, such as its administrator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=Role.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "membership", "started_on", "ended_on"),
        personal=("role",),
        subjects=("membership__person",),
        keeping=Keeping.ACCOUNT,
        erasing={"role": OnErasure.KEEP},
    )

    class Meta:
        """A role is held once at a time."""

        verbose_name = _("role in an organisation")
        verbose_name_plural = _("roles in an organisation")
        constraints = (
            models.UniqueConstraint(
                fields=("membership", "role"),
                condition=Q(ended_on__isnull=True),
                name="accounts_organisationrole_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="accounts_organisationrole_role"
            ),
        )

    def __str__(self) -> str:
        """Say the role."""
        return self.get_role_display()
