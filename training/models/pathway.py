"""Mentees on their way to being mentors: each step dated, each consent asked."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models import Programme
from training.pathway.enums import (
    OPEN_SHADOWINGS,
    PATHWAY_STEPS,
    ConsentState,
    InterestSource,
    PathwayState,
    ShadowingState,
)


class PathwayQuerySet(models.QuerySet["Pathway"]):
    """Pathways, chainable."""

    def visible_to(self, person: Person) -> "PathwayQuerySet":
        """Return the person's own, those they support, are asked about, or may see as a team."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(person=person) | Q(supporter=person) | Q(referee=person) | Q(programme__in=allowed)
        )

    def of(self, person: Person) -> "PathwayQuerySet":
        """Return those of a person."""
        return self.filter(person=person)

    def going_on(self) -> "PathwayQuerySet":
        """Return those that have neither arrived nor ended."""
        return self.exclude(state__in=[PathwayState.ESTABLISHED, PathwayState.LEFT])


class Pathway(models.Model):
    """One person's way from mentee to mentor in a programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pathways")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pathways")
    state = models.CharField(
        _("step"), max_length=20, choices=PathwayState.choices, default=PathwayState.INTERESTED
    )
    moved_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=20, choices=InterestSource.choices)
    # Readiness: three parts. The reflection is read by its author and the team.
    goals_reached = models.BooleanField(_("goals reached"), null=True, blank=True)
    reflection = models.TextField(_("your reflection"), blank=True, max_length=3000)
    reflected_at = models.DateTimeField(null=True, blank=True)
    # Who was their mentor, and is asked for a word; it is read by the person and the team.
    referee = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    referee_asked_at = models.DateTimeField(null=True, blank=True)
    referee_word = models.TextField(_("your word"), blank=True, max_length=2000)
    referee_recommends = models.BooleanField(_("ready to mentor"), null=True, blank=True)
    referee_answered_at = models.DateTimeField(null=True, blank=True)
    # The experienced mentor at their side, through the first year.
    supporter = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="supports", null=True, blank=True
    )
    supported_until = models.DateField(null=True, blank=True)
    left_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    # A coordinator looked, and said what is still missing; the person reads it.
    not_yet_reason = models.CharField(
        _("what is still missing"), max_length=300, blank=True, default="", db_default=""
    )
    not_yet_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "moved_at",
            "source",
            "reflected_at",
            "referee_asked_at",
            "referee_answered_at",
            "not_yet_at",
        ),
        personal=("person", "state", "referee", "supporter", "supported_until"),
        sensitive=("goals_reached", "referee_recommends", "left_reason", "not_yet_reason"),
        content=("reflection", "referee_word"),
        subjects=("person",),
        authors=("person", "referee"),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={
            "state": OnErasure.KEEP,
            "supported_until": OnErasure.KEEP,
            "goals_reached": OnErasure.KEEP,
            "referee_recommends": OnErasure.KEEP,
            "referee_word": OnErasure.BLANK,
        },
        writers={"reflection": "person", "referee_word": "referee"},
        withheld={"referee_word": Withheld.CONFIDENCE},
    )

    objects = PathwayQuerySet.as_manager()

    # Added where somebody's home asks for it: whether they have a seat at transition training.
    has_seat: bool

    class Meta:
        """One for each person and programme."""

        verbose_name = _("path to mentoring")
        verbose_name_plural = _("paths to mentoring")
        ordering = ("-moved_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("programme", "person"), name="training_pathway_once"),
            models.CheckConstraint(
                condition=Q(state__in=PathwayState.values, source__in=InterestSource.values),
                name="training_pathway_state",
            ),
            models.CheckConstraint(
                condition=Q(supporter__isnull=True) | ~Q(supporter=models.F("person")),
                name="training_pathway_supporter",
            ),
        )

    def __str__(self) -> str:
        """Say how far they are."""
        return self.get_state_display()

    @property
    def has_left(self) -> bool:
        """Tell whether they left it."""
        return self.state == PathwayState.LEFT

    @property
    def may_prepare(self) -> bool:
        """Tell whether readiness is still open: nobody has said yet that they are ready."""
        return self.state == PathwayState.INTERESTED

    @property
    def is_prepared(self) -> bool:
        """Tell whether all three parts of readiness are there."""
        return bool(self.goals_reached and self.reflection and self.referee_recommends)

    def is_past(self, step: str) -> bool:
        """Tell whether they are at a step or beyond it."""
        if self.state not in PATHWAY_STEPS:
            return False
        return PATHWAY_STEPS.index(PathwayState(self.state)) >= PATHWAY_STEPS.index(
            PathwayState(step)
        )


class PathwayStep(models.Model):
    """On a day somebody reached a step of the pathway, or a step was left out with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=20, choices=PathwayState.choices)
    reached_on = models.DateField()
    is_left_out = models.BooleanField(default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # What matching calls the match or meeting it rests on.
    occasion_key = models.CharField(max_length=160, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "pathway", "occasion_key", "noted_at"),
        personal=("step", "reached_on", "is_left_out", "noted_by"),
        content=("note",),
        subjects=("pathway__person",),
        authors=("noted_by",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("pathway__person", "pathway__programme"),
        erasing={
            "step": OnErasure.KEEP,
            "reached_on": OnErasure.KEEP,
            "is_left_out": OnErasure.KEEP,
            "note": OnErasure.BLANK,
        },
    )

    class Meta:
        """In the order of time; a step that is left out says why."""

        verbose_name = _("step on a path")
        verbose_name_plural = _("steps on paths")
        ordering = ("reached_on", "noted_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in PATHWAY_STEPS] + ["left"]),
                name="training_pathwaystep_step",
            ),
            models.CheckConstraint(
                condition=Q(is_left_out=False) | ~Q(note=""),
                name="training_pathwaystep_left_out",
            ),
        )

    def __str__(self) -> str:
        """Say which step."""
        return self.get_step_display()


class ShadowingQuerySet(models.QuerySet["Shadowing"]):
    """Observations, chainable."""

    def visible_to(self, person: Person) -> "ShadowingQuerySet":
        """Return those that involve the person, and where they may see training."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(pathway__person=person)
            | Q(mentor=person)
            | Q(mentee=person)
            | Q(pathway__programme__in=allowed)
        )


class Shadowing(models.Model):
    """Somebody observes a meeting of a pair, if both of the pair agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="shadowings")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # What matching calls the match.
    occasion_key = models.CharField(max_length=160)
    state = models.CharField(
        _("state"), max_length=20, choices=ShadowingState.choices, default=ShadowingState.ASKED
    )
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    mentor_consent = models.CharField(
        max_length=10, choices=ConsentState.choices, default=ConsentState.ASKED
    )
    mentor_answered_at = models.DateTimeField(null=True, blank=True)
    mentee_consent = models.CharField(
        max_length=10, choices=ConsentState.choices, default=ConsentState.ASKED
    )
    mentee_answered_at = models.DateTimeField(null=True, blank=True)
    observed_on = models.DateField(_("observed on"), null=True, blank=True)
    # What the observer took from it: theirs, and the supporter's.
    reflection = models.TextField(_("what you took from it"), blank=True, max_length=2000)

    privacy = Privacy(
        none=(
            "id",
            "pathway",
            "occasion_key",
            "asked_at",
            "mentor_answered_at",
            "mentee_answered_at",
        ),
        personal=(
            "mentor",
            "mentee",
            "state",
            "asked_by",
            "mentor_consent",
            "mentee_consent",
            "observed_on",
        ),
        content=("reflection",),
        withheld={"reflection": Withheld.CONFIDENCE},
        subjects=("pathway__person", "mentor", "mentee"),
        authors=("pathway__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("pathway__person", "pathway__programme"),
        erasing={
            "state": OnErasure.KEEP,
            "mentor_consent": OnErasure.KEEP,
            "mentee_consent": OnErasure.KEEP,
            "observed_on": OnErasure.KEEP,
        },
    )

    objects = ShadowingQuerySet.as_manager()

    class Meta:
        """The latest first; observed only where both agreed."""

        verbose_name = _("shadowing")
        verbose_name_plural = _("shadowings")
        ordering = ("-asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=ShadowingState.values,
                    mentor_consent__in=ConsentState.values,
                    mentee_consent__in=ConsentState.values,
                ),
                name="training_shadowing_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ShadowingState.AGREED, ShadowingState.OBSERVED))
                | Q(mentor_consent=ConsentState.GIVEN, mentee_consent=ConsentState.GIVEN),
                name="training_shadowing_consent",
            ),
            models.CheckConstraint(
                condition=Q(state=ShadowingState.OBSERVED, observed_on__isnull=False)
                | (~Q(state=ShadowingState.OBSERVED) & Q(observed_on__isnull=True)),
                name="training_shadowing_observed",
            ),
        )

    def __str__(self) -> str:
        """Say how far it is."""
        return self.get_state_display()

    @property
    def is_open(self) -> bool:
        """Tell whether it may still come about."""
        return self.state in OPEN_SHADOWINGS

    def consent_of(self, person: Person) -> str:
        """Return what one of the pair said."""
        is_mentor = person.pk == self.mentor_id
        return self.mentor_consent if is_mentor else self.mentee_consent
