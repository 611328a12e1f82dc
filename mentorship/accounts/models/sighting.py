"""Who looked at whose record."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.accounts.permissions import Permission, Role
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.common.privacy import Keeping, OnErasure, Privacy


class SightingQuerySet(models.QuerySet["Sighting"]):
    """Looks, chainable."""

    def visible_to(self, person: Person) -> "SightingQuerySet":
        """Return looks at the person's own record, and those in organisations they administer."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415  (a circle)

        administered = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(Q(person=person) | Q(organisation__in=administered))

    def at(self, person: Person) -> "SightingQuerySet":
        """Return looks at the person's own record."""
        return self.filter(person=person)


class Sighting(models.Model):
    """On one day somebody opened, or took along, something of a person's record."""

    id = models.BigAutoField(primary_key=True)
    viewer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sightings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what"), max_length=20, choices=SightingKind.choices)
    on = models.DateField(_("day"))
    # As what they looked, where people read roles and no names.
    role = models.CharField(_("as"), max_length=30, choices=Role.choices, blank=True)

    privacy = Privacy(
        none=("id", "organisation", "kind", "on"),
        personal=("viewer", "person", "role"),
        subjects=("person",),
        keeping=Keeping.RECORD,
        counted_from=("on",),
        erasing={"role": OnErasure.KEEP},
    )

    objects = SightingQuerySet.as_manager()

    class Meta:
        """One row for each viewer, person, kind and day, however often they looked."""

        verbose_name = _("look at somebody’s data")
        verbose_name_plural = _("looks at somebody’s data")
        ordering = ("-on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "viewer", "organisation", "kind", "on"),
                name="accounts_sighting_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SightingKind.values), name="accounts_sighting_kind"
            ),
            models.CheckConstraint(
                condition=~Q(viewer=F("person")), name="accounts_sighting_of_others"
            ),
        )
        indexes = (
            models.Index(fields=("person", "-on"), name="accounts_sighting_person"),
            models.Index(fields=("organisation", "-on"), name="accounts_sighting_place"),
        )

    def __str__(self) -> str:
        """Say what was seen, without names."""
        return f"{self.kind} on {self.on}"
