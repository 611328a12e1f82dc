"""How relationships fare, week by week, and what coordinators did for them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.care.enums import Aftermath, CareKind, HealthLevel
from matching.models.match import Match
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models import Programme


class MatchHealth(models.Model):
    """How a relationship fares now, worked out from its facts; one row for each match."""

    match = models.OneToOneField(
        Match, on_delete=models.CASCADE, related_name="health", primary_key=True
    )
    level = models.CharField(max_length=20, choices=HealthLevel.choices)
    # The reasons in order of weight; each with its figures: [{"reason": "quiet", "days": 41}].
    reasons = models.JSONField(default=list, blank=True)
    score = models.PositiveSmallIntegerField(default=0)
    last_met_on = models.DateField(null=True, blank=True)
    next_meeting_at = models.DateTimeField(null=True, blank=True)
    quiet_since = models.DateField(null=True, blank=True)
    # How often they mean to meet: as they agreed, or as the programme has it.
    every_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    is_cadence_agreed = models.BooleanField(default=False, db_default=False)
    # Put off by a coordinator until then; None as soon as a graver reason appears.
    snoozed_until = models.DateField(null=True, blank=True)
    worked_out_at = models.DateTimeField()

    privacy = Privacy(
        none=("match", "every_weeks", "is_cadence_agreed", "worked_out_at"),
        personal=("last_met_on", "next_meeting_at", "quiet_since", "snoozed_until"),
        sensitive=("level", "reasons", "score"),
        subjects=("match__members__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={
            "level": OnErasure.KEEP,
            "reasons": OnErasure.KEEP,
            "score": OnErasure.KEEP,
            "last_met_on": OnErasure.KEEP,
            "next_meeting_at": OnErasure.KEEP,
            "quiet_since": OnErasure.KEEP,
            "snoozed_until": OnErasure.KEEP,
        },
    )

    class Meta:
        """The level is one of four."""

        verbose_name = _("state of a match")
        verbose_name_plural = _("states of matches")
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=HealthLevel.values), name="matching_health_level"
            ),
        )
        indexes = (models.Index(fields=("level", "score"), name="matching_health_order"),)

    def __str__(self) -> str:
        """Say the level."""
        return self.get_level_display()


class CareThreshold(models.Model):
    """From how many points on a programme wants to be told that a pair may need help."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="care_threshold", primary_key=True
    )
    help_from = models.PositiveSmallIntegerField(_("points"))

    privacy = Privacy(
        none=("programme", "help_from"),
    )

    class Meta:
        """Within what pairs score."""

        verbose_name = _("care threshold")
        verbose_name_plural = _("care thresholds")
        constraints = (
            models.CheckConstraint(
                condition=Q(help_from__gte=1, help_from__lte=300),
                name="matching_threshold_points",
            ),
        )

    def __str__(self) -> str:
        """Say how many points."""
        return f"from {self.help_from}"


class HealthReading(models.Model):
    """How a relationship was scored in one week, alerted or not, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="health_readings")
    # The Monday of the week.
    week_on = models.DateField()
    level = models.CharField(max_length=20, choices=HealthLevel.choices)
    reasons = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    score = models.PositiveSmallIntegerField(default=0)
    # Whether a coordinator could see an alert, and whether one acted on the pair that week.
    was_alerted = models.BooleanField(default=False)
    was_acted_on = models.BooleanField(default=False)
    aftermath = models.CharField(max_length=20, choices=Aftermath.choices, blank=True)
    known_on = models.DateField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "match", "week_on", "was_alerted", "was_acted_on", "known_on"),
        sensitive=("level", "reasons", "score", "aftermath"),
        subjects=("match__members__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={
            "level": OnErasure.KEEP,
            "reasons": OnErasure.KEEP,
            "score": OnErasure.KEEP,
            "aftermath": OnErasure.KEEP,
        },
    )

    class Meta:
        """Once for each match and week; what came of it has its day."""

        verbose_name = _("reading of a match’s state")
        verbose_name_plural = _("readings of matches’ states")
        ordering = ("-week_on",)
        constraints = (
            models.UniqueConstraint(fields=("match", "week_on"), name="matching_reading_once"),
            models.CheckConstraint(
                condition=Q(level__in=HealthLevel.values), name="matching_reading_level"
            ),
            models.CheckConstraint(
                condition=Q(aftermath="", known_on__isnull=True)
                | Q(aftermath__in=Aftermath.values, known_on__isnull=False),
                name="matching_reading_aftermath",
            ),
        )
        indexes = (models.Index(fields=("week_on",), name="matching_reading_week"),)

    def __str__(self) -> str:
        """Say the week."""
        return f"week of {self.week_on}"


class CareStepQuerySet(models.QuerySet["CareStep"]):
    """What was done, chainable."""

    def visible_to(self, person: Person) -> "CareStepQuerySet":
        """Return those of matches in programmes whose matches the person may see as a colleague.

        The people of a match do not see what coordinators noted about it.
        """
        return self.filter(match__in=Match.objects.looked_after_by(person))


class CareStep(models.Model):
    """What a coordinator did for a relationship, so that nobody does it twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="care_steps")
    kind = models.CharField(max_length=20, choices=CareKind.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # Why: the reasons that stood when it was done.
    reasons = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    words = models.TextField(_("note"), max_length=2000, blank=True)
    until = models.DateField(_("put off until"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "match", "kind", "at"),
        personal=("by",),
        sensitive=("reasons", "until"),
        content=("words",),
        subjects=("match__members__participant__person",),
        authors=("by",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={"reasons": OnErasure.KEEP, "until": OnErasure.KEEP, "words": OnErasure.BLANK},
        withheld={"words": Withheld.CONFIDENCE},
    )

    objects = CareStepQuerySet.as_manager()

    class Meta:
        """Latest first; what is put off has a reason and an end."""

        verbose_name = _("step of care")
        verbose_name_plural = _("steps of care")
        ordering = ("-at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=CareKind.values), name="matching_carestep_kind"
            ),
            models.CheckConstraint(
                condition=(Q(kind=CareKind.SNOOZED, until__isnull=False) & ~Q(words=""))
                | (~Q(kind=CareKind.SNOOZED) & Q(until__isnull=True)),
                name="matching_carestep_snoozed",
            ),
        )
        indexes = (models.Index(fields=("match", "-at"), name="matching_carestep_time"),)

    def __str__(self) -> str:
        """Say what."""
        return self.get_kind_display()
