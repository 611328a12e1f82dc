"""Why a programme is run: strategic goal → objective → indicator."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.enums import Direction, GoalTheme
from programmes.models.programme import Programme


class StrategicGoalQuerySet(models.QuerySet["StrategicGoal"]):
    """Strategic goals, chainable."""

    def visible_to(self, person: Person) -> "StrategicGoalQuerySet":
        """Return those of organisations for which the person sees all, or one, programme."""
        organisations, programmes = places_allowing(person, Permission.VIEW_PROGRAMME)
        owners = Programme.objects.filter(pk__in=programmes).values("organisation_id")
        return self.filter(Q(organisation_id__in=organisations) | Q(organisation_id__in=owners))

    def pursued(self) -> "StrategicGoalQuerySet":
        """Return those that the organisation still pursues."""
        return self.filter(ended_on__isnull=True)


class StrategicGoal(models.Model):
    """Something the organisation wants to reach, which its programmes serve."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="strategic_goals"
    )
    title = models.CharField(_("goal"), max_length=160)
    theme = models.CharField(_("theme"), max_length=20, choices=GoalTheme.choices)
    description = models.TextField(_("in a sentence or two"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(_("pursued until"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "organisation", "title", "theme", "position", "ended_on"),
        content=("description",),
    )

    objects = StrategicGoalQuerySet.as_manager()

    class Meta:
        """Titles are told apart within an organisation."""

        verbose_name = _("strategic goal")
        verbose_name_plural = _("strategic goals")
        ordering = ("position", "title")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "title"), name="programmes_goal_title"),
            models.CheckConstraint(
                condition=Q(theme__in=GoalTheme.values), name="programmes_goal_theme"
            ),
        )

    def __str__(self) -> str:
        """Return the goal."""
        return self.title


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    """Objectives, chainable."""

    def visible_to(self, person: Person) -> "ObjectiveQuerySet":
        """Return those of programmes the person works for or oversees."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_PROGRAMME)
        )


class Objective(models.Model):
    """What a programme is to achieve for one of the organisation's strategic goals."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="objectives")
    goal = models.ForeignKey(StrategicGoal, on_delete=models.PROTECT, related_name="objectives")
    title = models.CharField(_("objective"), max_length=200)
    description = models.TextField(_("in a sentence or two"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        none=("id", "programme", "goal", "title", "position"), content=("description",)
    )

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        """Titles are told apart within a programme."""

        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ("position", "title")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "title"), name="programmes_objective_title"
            ),
        )

    def __str__(self) -> str:
        """Return the objective."""
        return self.title


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators, chainable."""

    def visible_to(self, person: Person) -> "IndicatorQuerySet":
        """Return those of programmes the person works for or oversees."""
        return self.filter(
            objective__programme__in=Programme.objects.where_allowed(
                person, Permission.VIEW_PROGRAMME
            )
        )


class Indicator(models.Model):
    """How one would see that an objective is reached: from a baseline to a target by a day.

    Its values are typed in where `measure` is empty; else `measure` names a figure that the
    product counts from its own rows (`programmes.measures`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=160)
    definition = models.TextField(_("exactly what is counted"), max_length=1000, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    baseline_on = models.DateField(_("baseline as of"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=2)
    direction = models.CharField(
        _("better is"), max_length=10, choices=Direction.choices, default=Direction.HIGHER
    )
    due_on = models.DateField(_("by"))
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    measure = models.CharField(_("source"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        none=(
            "id",
            "objective",
            "name",
            "unit",
            "baseline",
            "baseline_on",
            "target",
            "direction",
            "due_on",
            "measure",
            "position",
        ),
        personal=("owner",),
        content=("definition",),
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        """Names are told apart within an objective."""

        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("position", "name")
        constraints = (
            models.UniqueConstraint(fields=("objective", "name"), name="programmes_indicator_name"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="programmes_indicator_direction"
            ),
        )

    def __str__(self) -> str:
        """Return the indicator."""
        return self.name


class IndicatorValue(models.Model):
    """What somebody read off an indicator on a day, and where from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("where it comes from"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="indicator_values"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=("id", "indicator", "value", "as_of", "entered_at"),
        personal=("entered_by",),
        content=("source",),
    )

    class Meta:
        """One value a day; a correction takes its place."""

        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        ordering = ("-as_of", "-entered_at")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "as_of"), name="programmes_indicatorvalue_day"
            ),
        )

    def __str__(self) -> str:
        """Say the value and the day."""
        return f"{self.value} as of {self.as_of}"
