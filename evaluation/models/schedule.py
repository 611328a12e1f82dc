"""When reports on a programme fall due, and when in the sponsor's day they arrive."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Cadence
from evaluation.models.reported import reported_by
from mentorship.accounts.models import Person
from mentorship.common.privacy import Privacy
from programmes.enums import MilestoneKind
from programmes.models import Programme

BY_CALENDAR = (Cadence.MONTHLY, Cadence.QUARTERLY)


class ReportScheduleQuerySet(models.QuerySet["ReportSchedule"]):
    """Schedules, chainable."""

    def visible_to(self, person: Person) -> "ReportScheduleQuerySet":
        """Return those of programmes whose reports the person manages."""
        return self.filter(reported_by(person))

    def active(self) -> "ReportScheduleQuerySet":
        """Return those that are not paused."""
        return self.filter(is_active=True)


class ReportSchedule(models.Model):
    """Reports fall due by the calendar, or on days of each cohort, and arrive on a working day.

    `hour` is where the sponsor is; without one a report leaves as soon as it may. `weekday` counts
    from Monday as 0; without one any working day will do. Where somebody reads the draft first, it
    is built `draft_days` working days ahead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="report_schedules"
    )
    cadence = models.CharField(_("when"), max_length=20, choices=Cadence.choices)
    milestone = models.CharField(
        _("which day"),
        max_length=20,
        choices=MilestoneKind.choices,
        blank=True,
        default="",
        db_default="",
    )
    next_due_on = models.DateField(_("next due"), null=True, blank=True)
    # The day that was asked for; a shorter month has it on its last.
    day_of_month = models.PositiveSmallIntegerField(null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), null=True, blank=True, validators=[MaxValueValidator(6)]
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"), null=True, blank=True, validators=[MaxValueValidator(23)]
    )
    draft_days = models.PositiveSmallIntegerField(_("days to read it"), default=0, db_default=0)
    needs_approval = models.BooleanField(_("a coordinator reads it first"), default=True)
    is_active = models.BooleanField(_("is active"), default=True)
    # Days of cohorts before this one are let go.
    begins_on = models.DateField(_("from"), null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "cadence",
            "milestone",
            "next_due_on",
            "day_of_month",
            "weekday",
            "hour",
            "draft_days",
            "needs_approval",
            "is_active",
            "begins_on",
        ),
    )

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        """Each cadence once; those by the calendar know their next day."""

        verbose_name = _("report schedule")
        verbose_name_plural = _("report schedules")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "cadence", "milestone"), name="evaluation_schedule_once"
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=Cadence.values), name="evaluation_schedule_cadence"
            ),
            models.CheckConstraint(
                condition=~Q(cadence__in=BY_CALENDAR) | Q(next_due_on__isnull=False),
                name="evaluation_schedule_due",
            ),
            models.CheckConstraint(
                condition=(Q(cadence=Cadence.MILESTONE) & ~Q(milestone=""))
                | (~Q(cadence=Cadence.MILESTONE) & Q(milestone="")),
                name="evaluation_schedule_milestone",
            ),
            models.CheckConstraint(
                condition=(Q(hour=None) | Q(hour__lte=23)) & (Q(weekday=None) | Q(weekday__lte=6)),
                name="evaluation_schedule_hour",
            ),
        )

    def __str__(self) -> str:
        """Say when."""
        if self.cadence == Cadence.MILESTONE:
            return self.get_milestone_display()
        return self.get_cadence_display()

    @property
    def is_by_calendar(self) -> bool:
        """Tell whether it goes by months rather than by what cohorts do."""
        return self.cadence in BY_CALENDAR
