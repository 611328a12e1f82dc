"""When an instrument is asked again and again, without anybody having to think of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Trigger
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.models import Programme


class WavePlanQuerySet(models.QuerySet["WavePlan"]):
    """Plans of waves, chainable."""

    def visible_to(self, person: Person) -> "WavePlanQuerySet":
        """Return those of programmes whose results the person may read."""
        organisations, programmes = places_allowing(person, Permission.VIEW_RESULTS)
        return self.filter(
            Q(programme_id__in=programmes) | Q(programme__organisation_id__in=organisations)
        )

    def active(self) -> "WavePlanQuerySet":
        """Return those that open waves."""
        return self.filter(is_active=True)


class WavePlan(models.Model):
    """The latest version of an instrument is asked whenever something happens.

    `days` come after what happens; with `every_days` it is asked again at that pace, until the
    match or the cohort has ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="wave_plans")
    instrument_key = models.SlugField(_("survey"), max_length=60)
    trigger = models.CharField(_("asked"), max_length=20, choices=Trigger.choices)
    days = models.PositiveSmallIntegerField(_("days after"), default=0)
    every_days = models.PositiveSmallIntegerField(_("and then every"), null=True, blank=True)
    open_days = models.PositiveSmallIntegerField(_("days to answer"), default=10)
    states = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(_("asks"), default=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "instrument_key",
            "trigger",
            "days",
            "every_days",
            "open_days",
            "states",
            "is_active",
        ),
    )

    objects = WavePlanQuerySet.as_manager()

    class Meta:
        """Once per instrument and what happens."""

        verbose_name = _("survey plan")
        verbose_name_plural = _("survey plans")
        ordering = ("instrument_key", "trigger")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "instrument_key", "trigger"), name="evaluation_plan_once"
            ),
            models.CheckConstraint(
                condition=Q(trigger__in=Trigger.values), name="evaluation_plan_trigger"
            ),
            models.CheckConstraint(
                condition=Q(open_days__gte=1, open_days__lte=90), name="evaluation_plan_open_days"
            ),
            models.CheckConstraint(
                condition=Q(every_days=None) | Q(every_days__gte=14), name="evaluation_plan_pace"
            ),
        )

    def __str__(self) -> str:
        """Say what is asked when."""
        return f"{self.instrument_key}, {self.trigger}"
