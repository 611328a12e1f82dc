"""A round in which applications are reviewed, and the sample applications before it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, Privacy, Withheld
from programmes.models.cohort import Cohort
from programmes.models.ideal_mentor import IdealMentorProfile
from programmes.models.programme import Programme
from programmes.selection.enums import ReviewState

FEWEST_REVIEWERS = 2
SAMPLES = 2


class SelectionRoundQuerySet(models.QuerySet["SelectionRound"]):
    """Selection rounds, chainable."""

    def visible_to(self, person: Person) -> "SelectionRoundQuerySet":
        """Return those of programmes whose applications the person may see."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_APPLICATIONS)
        return self.filter(cohort__programme__in=allowed)

    def with_counts(self) -> "SelectionRoundQuerySet":
        """Add how many reviews of applications are handed in, and how many there are."""
        ours = Q(reviews__application__isnull=False)
        done = ours & Q(reviews__state=ReviewState.SUBMITTED)
        standing = ours & Q(reviews__state__in=[ReviewState.SUBMITTED, ReviewState.ASSIGNED])
        return self.annotate(
            reviews_done=models.Count("reviews", filter=done),
            reviews_standing=models.Count("reviews", filter=standing),
        )


class SelectionRound(models.Model):
    """One round of reviews of a cohort's mentor applications."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="selection_rounds")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    reviewers_each = models.PositiveSmallIntegerField(
        _("reviewers for each application"), default=FEWEST_REVIEWERS
    )
    hides_names = models.BooleanField(_("names and photographs are hidden"), default=False)
    # Whether each reviewer marks the sample applications before any other.
    calibrates = models.BooleanField(_("reviewers mark two samples first"), default=False)
    review_by = models.DateField(_("reviews are due on"), null=True, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "cohort",
            "number",
            "reviewers_each",
            "hides_names",
            "calibrates",
            "review_by",
            "opened_at",
        )
    )

    objects = SelectionRoundQuerySet.as_manager()

    class Meta:
        """Rounds are counted within a cohort; two reviewers look at each application, or more."""

        verbose_name = _("selection round")
        verbose_name_plural = _("selection rounds")
        ordering = ("cohort", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "number"), name="programmes_selectionround_number"
            ),
            models.CheckConstraint(
                condition=Q(reviewers_each__gte=FEWEST_REVIEWERS, reviewers_each__lte=9),
                name="programmes_selectionround_reviewers",
            ),
        )

    def __str__(self) -> str:
        """Say which round."""
        return f"round {self.number}"


class SampleApplication(models.Model):
    """An invented application that all reviewers mark first, to mean the same by a mark."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="samples")
    profile = models.ForeignKey(IdealMentorProfile, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what they wrote"), max_length=6000)

    privacy = Privacy(none=("id", "round", "profile", "number"), content=("text",))

    class Meta:
        """Two samples for a round."""

        verbose_name = _("sample application")
        verbose_name_plural = _("sample applications")
        ordering = ("round", "number")
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="programmes_sample_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=SAMPLES), name="programmes_sample_two"
            ),
        )

    def __str__(self) -> str:
        """Say which sample."""
        return f"sample {self.number}"


class ConflictOfInterest(models.Model):
    """A reviewer stands too near to somebody to judge their application."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="conflicts")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=("id", "programme", "declared_at"),
        personal=("reviewer", "applicant", "declared_by"),
        sensitive=("reason",),
        subjects=("reviewer", "applicant"),
        authors=("declared_by",),
        keeping=Keeping.APPLICATION,
        withheld={
            "reviewer": Withheld.OTHERS,
            "applicant": Withheld.OTHERS,
            "declared_by": Withheld.OTHERS,
            "reason": Withheld.CONFIDENCE,
        },
    )

    class Meta:
        """Declared once for two people in a programme."""

        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "reviewer", "applicant"), name="programmes_conflict_once"
            ),
        )

    def __str__(self) -> str:
        """Say between whom."""
        return f"{self.reviewer_id} may not judge {self.applicant_id}"
