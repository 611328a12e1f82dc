"""What a programme's evidence says the next one should do otherwise."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import RecommendationState
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
    # When what was taken into another programme was carried out there.
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        """Oldest first; a decision has somebody who made it, and a refusal a reason."""

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
        )

    def __str__(self) -> str:
        """Return the recommendation."""
        return self.text

    @property
    def promise(self) -> str:
        """Return what is to be done: in the words of whoever adapted it, else as recommended."""
        return self.decision if self.state == RecommendationState.ADAPTED else self.text
