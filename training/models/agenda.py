"""What fades, what was scored and raised, and the agenda that follows."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models import Cohort, Programme
from training.agenda.enums import (
    AgendaForm,
    AgendaState,
    FigureKind,
    FitFinding,
    RaisedCategory,
    RaisedKind,
)
from training.models.competency import Competency
from training.models.session import Session


class DecaySetting(models.Model):
    """In how many months half of a skill is taken to fade in a programme, unless fitted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="decay")
    half_life_months = models.DecimalField(_("half-life in months"), max_digits=4, decimal_places=1)

    privacy = Privacy(
        none=("id", "programme", "half_life_months"),
    )

    class Meta:
        """More than no time."""

        verbose_name = _("setting for how skills fade")
        verbose_name_plural = _("settings for how skills fade")
        constraints = (
            models.CheckConstraint(condition=Q(half_life_months__gt=0), name="training_decay_half"),
        )

    def __str__(self) -> str:
        """Say how long."""
        return f"{self.half_life_months} months"


class DecayFit(models.Model):
    """What a programme's own repeated ratings say of how fast a competency fades."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="decay_fits")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="decay_fits")
    finding = models.CharField(max_length=20, choices=FitFinding.choices)
    # In months; the ends of a 95 % interval by bootstrap over people.
    half_life_months = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    fitted_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "competency",
            "finding",
            "half_life_months",
            "low",
            "high",
            "people",
            "fitted_at",
        ),
    )

    class Meta:
        """The latest one for each competency counts; a half-life only where one was fitted."""

        verbose_name = _("fit of how skills fade")
        verbose_name_plural = _("fits of how skills fade")
        constraints = (
            models.UniqueConstraint(fields=("programme", "competency"), name="training_fit_once"),
            models.CheckConstraint(
                condition=Q(finding=FitFinding.FITTED, half_life_months__gt=0)
                | (Q(half_life_months__isnull=True) & ~Q(finding=FitFinding.FITTED)),
                name="training_fit_finding",
            ),
        )

    def __str__(self) -> str:
        """Say what was found."""
        return self.get_finding_display()


class SelfRatingQuerySet(models.QuerySet["SelfRating"]):
    """Ratings, chainable."""

    def visible_to(self, person: Person) -> "SelfRatingQuerySet":
        """Return the person's own; others see sums only."""
        return self.filter(person=person)


class SelfRating(models.Model):
    """How well somebody says they can do something, 1 to 7; only the system links it over time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="self_ratings")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()
    rated_on = models.DateField()

    privacy = Privacy(
        none=("id", "programme", "competency", "rated_on"),
        personal=("person",),
        sensitive=("value",),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={"*": OnErasure.DELETE},
    )

    objects = SelfRatingQuerySet.as_manager()

    class Meta:
        """One a day for each competency."""

        verbose_name = _("self-rating")
        verbose_name_plural = _("self-ratings")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person", "competency", "rated_on"),
                name="training_rating_once",
            ),
            models.CheckConstraint(condition=Q(value__range=(1, 7)), name="training_rating_scale"),
        )

    def __str__(self) -> str:
        """Say the value."""
        return f"{self.value} of 7"


class CompetencyFigure(models.Model):
    """A figure on a competency that evaluation handed down once a wave had closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=20, choices=FigureKind.choices)
    # What evaluation calls the wave; telling it again replaces the figure.
    wave_key = models.CharField(max_length=80)
    measured_on = models.DateField()
    n = models.PositiveIntegerField()
    # On the scale from 1 to 7, or a difference on it; a 95 % interval where there is one.
    value = models.FloatField()
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "cohort",
            "competency",
            "kind",
            "wave_key",
            "measured_on",
            "n",
            "value",
            "low",
            "high",
        ),
    )

    class Meta:
        """One of a kind for each competency and wave; never of fewer than five."""

        verbose_name = _("figure of a competency")
        verbose_name_plural = _("figures of competencies")
        ordering = ("measured_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "competency", "kind", "wave_key"),
                name="training_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FigureKind.values), name="training_figure_kind"
            ),
            models.CheckConstraint(condition=Q(n__gte=5), name="training_figure_shown"),
        )

    def __str__(self) -> str:
        """Say the value and its n."""
        return f"{self.value} (n = {self.n})"


class RaisedReason(models.Model):
    """Somebody raised a concern or declined a match, in which category; never what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=RaisedKind.choices)
    category = models.CharField(max_length=20, choices=RaisedCategory.choices)
    raised_on = models.DateField()
    # What the app that tells it calls the occasion, so that telling it twice counts once.
    occasion_key = models.CharField(max_length=160, unique=True)

    privacy = Privacy(
        none=("id", "programme", "kind", "category", "raised_on", "occasion_key"),
    )

    class Meta:
        """In the order of time."""

        verbose_name = _("reason that somebody raised")
        verbose_name_plural = _("reasons that somebody raised")
        ordering = ("raised_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=RaisedKind.values, category__in=RaisedCategory.values),
                name="training_raised_kind",
            ),
        )
        indexes = (models.Index(fields=("programme", "raised_on"), name="training_raised_when"),)

    def __str__(self) -> str:
        """Say what it was about."""
        return self.get_category_display()


class RefresherAgendaQuerySet(models.QuerySet["RefresherAgenda"]):
    """Agendas, chainable."""

    def visible_to(self, person: Person) -> "RefresherAgendaQuerySet":
        """Return those of programmes whose training the person may see."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        )


class RefresherAgenda(models.Model):
    """What a refresher is to be about, with the figure that put each item there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="agendas")
    title = models.CharField(_("title"), max_length=120)
    form = models.CharField(_("for"), max_length=20, choices=AgendaForm.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=AgendaState.choices, default=AgendaState.DRAFT
    )
    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, related_name="made_from", null=True, blank=True
    )
    drawn_up_at = models.DateTimeField(default=timezone.now)
    drawn_up_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "programme", "form", "state", "session", "drawn_up_at"),
        personal=("drawn_up_by",),
        content=("title",),
    )

    objects = RefresherAgendaQuerySet.as_manager()

    class Meta:
        """The latest first; one that was planned has its session."""

        verbose_name = _("refresher agenda")
        verbose_name_plural = _("refresher agendas")
        ordering = ("-drawn_up_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AgendaState.values, form__in=AgendaForm.values),
                name="training_agenda_state",
            ),
            models.CheckConstraint(
                condition=Q(state=AgendaState.PLANNED, session__isnull=False)
                | (~Q(state=AgendaState.PLANNED) & Q(session__isnull=True)),
                name="training_agenda_session",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class AgendaItem(models.Model):
    """One item of an agenda: what it is about, how long, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agenda = models.ForeignKey(RefresherAgenda, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("about"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # The figure as it was, in words, and as data: {"source": …, "value": …, "n": …, "rank": …}.
    why = models.CharField(_("why"), max_length=400, blank=True)
    evidence = models.JSONField(default=dict, blank=True)

    privacy = Privacy(
        none=("id", "agenda", "position", "minutes", "competency"),
        content=("title", "why", "evidence"),
    )

    class Meta:
        """In their order."""

        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(minutes__gt=0), name="training_agendaitem_minutes"),
        )

    def __str__(self) -> str:
        """Return what it is about."""
        return self.title
