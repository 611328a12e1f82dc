"""How one reviewer judges one application, mark by mark, and how a disagreement was resolved."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models.application import Application
from programmes.models.ideal_mentor import LOWEST_MARK, MOST_LEVELS, Criterion
from programmes.models.selection_round import SampleApplication, SelectionRound
from programmes.selection.enums import ReviewState


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews, chainable."""

    def visible_to(self, person: Person) -> "ReviewQuerySet":
        """Return the person's own; others' marks are shown by the panel, once all are in."""
        return self.filter(reviewer=person)

    def of_applications(self) -> "ReviewQuerySet":
        """Return those of real applications, not of samples."""
        return self.filter(application__isnull=False)

    def to_do(self) -> "ReviewQuerySet":
        """Return those the reviewer has still to hand in."""
        return self.filter(state=ReviewState.ASSIGNED)

    def counted(self) -> "ReviewQuerySet":
        """Return those that are handed in."""
        return self.filter(state=ReviewState.SUBMITTED)

    def standing(self) -> "ReviewQuerySet":
        """Return those to do and those handed in."""
        return self.filter(state__in=[ReviewState.ASSIGNED, ReviewState.SUBMITTED])


class Review(models.Model):
    """A reviewer judges an application, or a sample, without seeing how others judge it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="reviews")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    sample = models.ForeignKey(
        SampleApplication, on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(
        _("state"), max_length=20, choices=ReviewState.choices, default=ReviewState.ASSIGNED
    )
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()
    # When it was handed in, stood aside from or taken back.
    ended_at = models.DateTimeField(null=True, blank=True)
    # For the panel alone; the applicant never reads it.
    private_note = models.TextField(_("note for the panel"), max_length=2000, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)
    # When the reviewer last kept or handed in what they had.
    saved_at = models.DateTimeField(null=True, blank=True)
    # What the coordinator asks to be looked at again, where they gave it back.
    given_back_reason = models.CharField(
        _("why it is given back"), max_length=300, blank=True, default="", db_default=""
    )

    privacy = Privacy(
        none=(
            "id",
            "round",
            "application",
            "sample",
            "state",
            "assigned_at",
            "ended_at",
            "nudged_at",
            "saved_at",
        ),
        personal=("reviewer", "assigned_by"),
        content=("private_note", "given_back_reason"),
        subjects=("application__person",),
        authors=("reviewer",),
        keeping=Keeping.APPLICATION,
        counted_from=("application__decisions__published_at",),
        erasing={"private_note": OnErasure.BLANK, "given_back_reason": OnErasure.BLANK},
        withheld={
            "reviewer": Withheld.OTHERS,
            "assigned_by": Withheld.OTHERS,
            "private_note": Withheld.CONFIDENCE,
            "given_back_reason": Withheld.CONFIDENCE,
        },
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        """A reviewer judges the same once; a review is of an application or of a sample."""

        verbose_name = _("review of an application")
        verbose_name_plural = _("reviews of applications")
        ordering = ("assigned_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "reviewer"), name="programmes_review_of_application_once"
            ),
            models.UniqueConstraint(
                fields=("sample", "reviewer"), name="programmes_review_of_sample_once"
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False, sample__isnull=True)
                | Q(application__isnull=True, sample__isnull=False),
                name="programmes_review_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReviewState.values), name="programmes_review_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.ASSIGNED, ended_at__isnull=True)
                | (~Q(state=ReviewState.ASSIGNED) & Q(ended_at__isnull=False)),
                name="programmes_review_ended",
            ),
        )
        indexes = (models.Index(fields=("reviewer", "state"), name="review_of_reviewer"),)

    def __str__(self) -> str:
        """Say how it stands."""
        return self.get_state_display()


class Mark(models.Model):
    """What a reviewer saw of one criterion, and the level they give it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    # None says that it could not be judged; no row says that nobody has looked yet.
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    # False while only evidence is noted, in a review not handed in yet.
    is_chosen = models.BooleanField(default=True, db_default=True)
    evidence = models.TextField(_("evidence"), max_length=1000, blank=True)

    privacy = Privacy(
        none=("id", "review", "criterion", "is_chosen"),
        sensitive=("level",),
        content=("evidence",),
        subjects=("review__application__person",),
        authors=("review__reviewer",),
        keeping=Keeping.APPLICATION,
        counted_from=("review__application__decisions__published_at",),
        erasing={"level": OnErasure.KEEP, "evidence": OnErasure.BLANK},
        withheld={"evidence": Withheld.CONFIDENCE},
    )

    class Meta:
        """One mark for each criterion of a review."""

        verbose_name = _("mark in a review")
        verbose_name_plural = _("marks in reviews")
        constraints = (
            models.UniqueConstraint(fields=("review", "criterion"), name="programmes_mark_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=LOWEST_MARK, level__lte=MOST_LEVELS),
                name="programmes_mark_level",
            ),
        )

    def __str__(self) -> str:
        """Return the level."""
        return "–" if self.level is None else str(self.level)


class Resolution(models.Model):
    """What the panel said about a criterion on which its reviewers were far apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="resolutions"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("what settled it"), max_length=1000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(
        none=("id", "application", "criterion", "at"),
        personal=("by",),
        content=("note",),
        subjects=("application__person",),
        authors=("by",),
        keeping=Keeping.APPLICATION,
        counted_from=("application__decisions__published_at",),
        erasing={"note": OnErasure.BLANK},
        withheld={"by": Withheld.OTHERS, "note": Withheld.CONFIDENCE},
    )

    class Meta:
        """Once for each criterion of an application, and with words."""

        verbose_name = _("settled difference")
        verbose_name_plural = _("settled differences")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "criterion"), name="programmes_resolution_once"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="programmes_resolution_note"),
        )

    def __str__(self) -> str:
        """Return the note."""
        return self.note
