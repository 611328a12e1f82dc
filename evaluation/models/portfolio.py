"""What each programme brings to the side-by-side, as it was read last."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.models import Programme


class PortfolioSheetQuerySet(models.QuerySet["PortfolioSheet"]):
    """Sheets, chainable."""

    def visible_to(self, person: Person) -> "PortfolioSheetQuerySet":
        """Return those of programmes whose reports the person manages, or that they administer."""
        organisations, programmes = places_allowing(person, Permission.MANAGE_REPORTS)
        overseen, _nowhere = places_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(
            Q(programme_id__in=programmes)
            | Q(programme__organisation_id__in=organisations | overseen)
        )


class PortfolioSheet(models.Model):
    """The figures of one programme beside others, without its small groups; nobody is in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="portfolio_sheet"
    )
    as_of = models.DateField()
    read_at = models.DateTimeField(default=timezone.now)
    figures = models.JSONField(default=dict)

    privacy = Privacy(
        none=("id", "programme", "as_of", "read_at", "figures"),
    )

    objects = PortfolioSheetQuerySet.as_manager()

    class Meta:
        """By the name of the programme."""

        verbose_name = _("portfolio sheet")
        verbose_name_plural = _("portfolio sheets")
        ordering = ("programme__name", "pk")

    def __str__(self) -> str:
        """Say whose."""
        return str(self.programme_id)
