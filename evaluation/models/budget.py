"""How much of people's time surveys may take, and what was changed so that it is kept to."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import BurdenRemedy
from evaluation.models.wave import Wave
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy

USUAL_MINUTES = 15
MOST_MINUTES = 240


class SurveyBudget(models.Model):
    """The most minutes a month that surveys of all programmes together ask of one person."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="survey_budget", primary_key=True
    )
    minutes_a_month = models.PositiveSmallIntegerField(_("minutes a month"), default=USUAL_MINUTES)

    privacy = Privacy(
        none=("organisation", "minutes_a_month"),
    )

    class Meta:
        """Between a question and an afternoon."""

        verbose_name = _("survey budget")
        verbose_name_plural = _("survey budgets")
        constraints = (
            models.CheckConstraint(
                condition=Q(minutes_a_month__gte=1, minutes_a_month__lte=MOST_MINUTES),
                name="evaluation_budget_minutes",
            ),
        )

    def __str__(self) -> str:
        """Say how many minutes."""
        return f"{self.minutes_a_month} minutes a month"


class BurdenStepQuerySet(models.QuerySet["BurdenStep"]):
    """Steps that were taken, chainable."""

    def visible_to(self, person: Person) -> "BurdenStepQuerySet":
        """Return those of programmes whose results the person may read."""
        organisations, programmes = places_allowing(person, Permission.VIEW_RESULTS)
        return self.filter(
            Q(wave__cohort__programme_id__in=programmes)
            | Q(wave__cohort__programme__organisation_id__in=organisations)
        )


class BurdenStep(models.Model):
    """A planned wave was merged, postponed or asked in part, so that nobody is asked too much.

    What it was before is kept, so that the step can be taken back until the wave opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="burden_steps")
    remedy = models.CharField(max_length=10, choices=BurdenRemedy.choices)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    forms = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="burden_steps")
    made_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=("id", "wave", "remedy", "opened_at", "closed_at", "forms", "made_at"),
        personal=("made_by",),
    )

    objects = BurdenStepQuerySet.as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("step to ask less")
        verbose_name_plural = _("steps to ask less")
        ordering = ("-made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(remedy__in=BurdenRemedy.values), name="evaluation_burdenstep_remedy"
            ),
        )

    def __str__(self) -> str:
        """Say what was done."""
        return self.get_remedy_display()
