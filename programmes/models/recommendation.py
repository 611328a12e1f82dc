"""What a programme's evidence says the next one should do otherwise."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.enums import Direction, Effort, Reach, ReadingMoment, RecommendationState
from programmes.models.cohort import Cohort
from programmes.models.programme import Programme


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Recommendations, chainable."""

    def visible_to(self, person: Person) -> "RecommendationQuerySet":
        """Return those of programmes the person works for or oversees."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_PROGRAMME)
        )

    def open(self) -> "RecommendationQuerySet":
        """Return those that nobody has decided about."""
        return self.filter(state=RecommendationState.OPEN)

    def of_ledger(self, programme: Programme) -> "RecommendationQuerySet":
        """Return what a programme recommended, and what it took over from others."""
        return self.filter(Q(programme=programme) | Q(taken_into=programme))

    def to_carry_out(self) -> "RecommendationQuerySet":
        """Return those that somebody decided to follow, as they are or adapted."""
        return self.filter(state__in=(RecommendationState.ACCEPTED, RecommendationState.ADAPTED))


class Recommendation(models.Model):
    """Something that should be done otherwise next time, with what it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="recommendations"
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    text = models.CharField(_("recommendation"), max_length=400)
    reason = models.TextField(_("what it rests on"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=RecommendationState.choices,
        default=RecommendationState.OPEN,
    )
    # The figure it rests on, in words with its n, as it stood when this was written.
    figure = models.CharField(_("figure"), max_length=200, blank=True, default="", db_default="")
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    effort = models.CharField(
        _("effort"), max_length=10, choices=Effort.choices, blank=True, default="", db_default=""
    )
    applies = models.CharField(
        _("where it applies"),
        max_length=20,
        choices=Reach.choices,
        default=Reach.NEXT_COHORT,
        db_default=Reach.NEXT_COHORT,
    )
    # The figure that it should move, by its key in `programmes.measures`, and which way.
    measure = models.CharField(
        _("what it should move"), max_length=80, blank=True, default="", db_default=""
    )
    direction = models.CharField(
        _("which way"),
        max_length=10,
        choices=Direction.choices,
        default=Direction.HIGHER,
        db_default=Direction.HIGHER,
    )
    # What another programme recommended, where this was taken over from there.
    origin = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="takings"
    )
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    # In the words of whoever decided: how it was adapted, or why it was refused.
    decision = models.TextField(_("decision"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    taken_into = models.ForeignKey(
        Programme,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations_taken",
    )
    # The cohort that tries it, and until when it is promised.
    cohort_taken = models.ForeignKey(
        Cohort,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations_taken",
    )
    due_on = models.DateField(_("promised until"), null=True, blank=True)
    # When what was taken into another programme was carried out there.
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "cohort",
            "state",
            "figure",
            "effort",
            "applies",
            "measure",
            "direction",
            "origin",
            "made_at",
            "decided_at",
            "taken_into",
            "cohort_taken",
            "due_on",
            "done_at",
        ),
        personal=("owner", "made_by", "decided_by", "done_by"),
        content=("text", "reason", "decision"),
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        """Oldest first; a decision has somebody who made it, and a refusal a reason."""

        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=RecommendationState.values),
                name="programmes_recommendation_state",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=RecommendationState.OPEN,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | (
                    ~Q(state=RecommendationState.OPEN)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="programmes_recommendation_who_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=RecommendationState.REFUSED) | ~Q(decision=""),
                name="programmes_recommendation_refusal_reason",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True, done_at__isnull=True)
                | Q(
                    state__in=(RecommendationState.ACCEPTED, RecommendationState.ADAPTED),
                    done_by__isnull=False,
                    done_at__isnull=False,
                ),
                name="programmes_recommendation_done",
            ),
            models.CheckConstraint(
                condition=Q(effort__in=("", *Effort.values)),
                name="programmes_recommendation_effort",
            ),
            models.CheckConstraint(
                condition=Q(applies__in=Reach.values), name="programmes_recommendation_applies"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values),
                name="programmes_recommendation_direction",
            ),
            models.UniqueConstraint(
                fields=("programme", "origin"), name="programmes_recommendation_taken_once"
            ),
        )

    def __str__(self) -> str:
        """Return the recommendation."""
        return self.text

    @property
    def promise(self) -> str:
        """Return what is to be done: in the words of whoever adapted it, else as recommended."""
        return self.decision if self.state == RecommendationState.ADAPTED else self.text


class RecommendationReading(models.Model):
    """The figure that a recommendation should move, as it was read at one of two moments.

    `programme` is where it was read: where the recommendation is followed, if it can be told there,
    else where it was made. Fields are those of `programmes.measures.Reading`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="readings"
    )
    moment = models.CharField(max_length=10, choices=ReadingMoment.choices)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    value = models.DecimalField(max_digits=12, decimal_places=2)
    n = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True, blank=True)
    as_of = models.DateField()
    kind = models.CharField(max_length=10)
    low = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "recommendation",
            "moment",
            "programme",
            "value",
            "n",
            "of",
            "as_of",
            "kind",
            "low",
            "high",
        )
    )

    objects = models.Manager["RecommendationReading"]()

    class Meta:
        """Read once at each moment."""

        verbose_name = _("figure beside a recommendation")
        verbose_name_plural = _("figures beside recommendations")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "moment"), name="programmes_reading_once"
            ),
            models.CheckConstraint(
                condition=Q(moment__in=ReadingMoment.values), name="programmes_reading_moment"
            ),
        )

    def __str__(self) -> str:
        """Say what was read when."""
        return f"{self.value} ({self.get_moment_display()})"
