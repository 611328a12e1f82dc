"""One run of a programme, and its timetable."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Privacy
from programmes.enums import NEXT_COHORT_STATE, CohortState, MilestoneKind, PhaseKind
from programmes.models.programme import Programme


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Cohorts, chainable."""

    def visible_to(self, person: Person) -> "CohortQuerySet":
        """Return those of the programmes the person may see."""
        return self.filter(programme__in=Programme.objects.visible_to(person))

    def open(self) -> "CohortQuerySet":
        """Return those that are not closed."""
        return self.exclude(state=CohortState.CLOSED)

    def newest_first(self) -> "CohortQuerySet":
        """Sort by number, the latest run first."""
        return self.order_by("-number")


class Cohort(models.Model):
    """One run of a programme, with its own people and dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(
        _("state"), max_length=20, choices=CohortState.choices, default=CohortState.DESIGNING
    )
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "programme", "number", "name", "state", "starts_on", "ends_on", "closed_at")
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        """Cohorts are counted within their programme."""

        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("programme", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "number"), name="programmes_cohort_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CohortState.values), name="programmes_cohort_state"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="programmes_cohort_dates"
            ),
            models.CheckConstraint(
                condition=Q(state=CohortState.CLOSED, closed_at__isnull=False)
                | (~Q(state=CohortState.CLOSED) & Q(closed_at__isnull=True)),
                name="programmes_cohort_closed_at",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def next_state(self) -> CohortState | None:
        """Return where the cohort goes from here; None once it is closed."""
        return NEXT_COHORT_STATE.get(self.state)


class Phase(models.Model):
    """A stretch of a cohort's timetable, drawn as a bar on the timeline."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=20, choices=PhaseKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    # How often its days changed, and when last: calendars that follow ask for both.
    revision = models.PositiveIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now())

    privacy = Privacy(
        none=("id", "cohort", "kind", "starts_on", "ends_on", "revision", "changed_at")
    )

    class Meta:
        """In the order of time."""

        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ("starts_on", "ends_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="programmes_phase_dates"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PhaseKind.values), name="programmes_phase_kind"
            ),
        )

    def __str__(self) -> str:
        """Say the phase."""
        return self.get_kind_display()


class Milestone(models.Model):
    """A day of a cohort's timetable on which something is due or takes place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="milestones")
    phase = models.ForeignKey(
        Phase, on_delete=models.SET_NULL, null=True, blank=True, related_name="milestones"
    )
    kind = models.CharField(_("what"), max_length=20, choices=MilestoneKind.choices)
    name = models.CharField(_("in your words"), max_length=120, blank=True)
    on = models.DateField(_("on"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now())

    privacy = Privacy(
        none=("id", "cohort", "phase", "kind", "name", "on", "done_at", "revision", "changed_at")
    )

    class Meta:
        """In the order of time."""

        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=MilestoneKind.values), name="programmes_milestone_kind"
            ),
        )

    def __str__(self) -> str:
        """Say what is due."""
        return self.name or self.get_kind_display()

    @property
    def is_done(self) -> bool:
        """Tell whether somebody said that it is done."""
        return self.done_at is not None


class CohortMove(models.Model):
    """A cohort was moved on: by whom, and in spite of what; written once and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="moves")
    came_from = models.CharField(_("from"), max_length=20, choices=CohortState.choices)
    to = models.CharField(_("to"), max_length=20, choices=CohortState.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="cohort_moves")
    at = models.DateTimeField(auto_now_add=True)
    # Why it went on although something was missing, and what that was, in the words of that day.
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    missing = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    privacy = Privacy(
        none=("id", "cohort", "came_from", "to", "at"),
        personal=("by",),
        content=("reason", "missing"),
    )

    class Meta:
        """A cohort enters each state once; who went on early said why."""

        verbose_name = _("step of a cohort")
        verbose_name_plural = _("steps of a cohort")
        ordering = ("-at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "to"), name="programmes_cohortmove_once"),
            models.CheckConstraint(
                condition=Q(came_from__in=CohortState.values, to__in=CohortState.values),
                name="programmes_cohortmove_states",
            ),
            models.CheckConstraint(
                condition=Q(missing=[]) | ~Q(reason=""), name="programmes_cohortmove_reason"
            ),
        )

    def __str__(self) -> str:
        """Say where it went."""
        return self.get_to_display()
