"""Days on which an organisation is closed, beside weekends and public holidays."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    """Closed days, chainable."""

    def visible_to(self, person: Person) -> "ClosedDayQuerySet":
        """Return those of organisations for which the person sees all, or one, programme."""
        organisations, programmes = places_allowing(person, Permission.VIEW_PROGRAMME)
        return self.filter(
            models.Q(organisation_id__in=organisations)
            | models.Q(organisation__programmes__in=programmes)
        ).distinct()


class ClosedDay(models.Model):
    """A day on which nobody works in the organisation, such as the day of the summer party."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="closed_days"
    )
    on = models.DateField(_("day"))
    name = models.CharField(_("why"), max_length=80)

    privacy = Privacy(none=("id", "organisation", "on", "name"))

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        """Once a day."""

        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "on"), name="programmes_closedday_once"
            ),
        )

    def __str__(self) -> str:
        """Say why."""
        return self.name
