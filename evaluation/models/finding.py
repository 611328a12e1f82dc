"""What evidence shows, with the figure that shows it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import FindingSource
from evaluation.models.report import Report
from evaluation.models.reported import reported_by
from evaluation.models.wave import Wave
from mentorship.accounts.models import Person
from mentorship.common.privacy import OnErasure, Privacy
from programmes.models import Programme, Recommendation


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings, chainable."""

    def visible_to(self, person: Person) -> "FindingQuerySet":
        """Return those of programmes whose reports the person manages."""
        return self.filter(reported_by(person))

    def without_conclusion(self) -> "FindingQuerySet":
        """Return those from which nothing was recommended yet."""
        return self.filter(recommendations__isnull=True)


class Finding(models.Model):
    """What a programme's evidence shows: words, and a figure copied with its n and its source.

    `figure` is in words (“53 of 149 (36%)”) and `n` how many are behind it, where that is known.
    A figure that was typed says where it comes from in `source_words`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="findings")
    text = models.CharField(_("finding"), max_length=400)
    source = models.CharField(_("source"), max_length=10, choices=FindingSource.choices)
    source_words = models.CharField(_("where it comes from"), max_length=300)
    figure_key = models.CharField(max_length=120, blank=True)
    figure_name = models.CharField(_("what the figure is"), max_length=300, blank=True)
    figure = models.CharField(_("figure"), max_length=200)
    n = models.PositiveIntegerField(_("n"), null=True, blank=True)
    report = models.ForeignKey(
        Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    wave = models.ForeignKey(
        Wave, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    recommendations = models.ManyToManyField(Recommendation, related_name="findings", blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "source",
            "figure_key",
            "n",
            "report",
            "wave",
            "made_at",
            "recommendations",
        ),
        personal=("made_by",),
        content=("text", "source_words", "figure_name", "figure"),
        authors=("made_by",),
        erasing={
            "text": OnErasure.REVIEW,
            "source_words": OnErasure.REVIEW,
            "figure_name": OnErasure.REVIEW,
            "figure": OnErasure.REVIEW,
        },
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        """Newest first; every figure says where it comes from."""

        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("-made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(source__in=FindingSource.values), name="evaluation_finding_source"
            ),
            models.CheckConstraint(
                condition=~Q(source_words=""), name="evaluation_finding_has_source"
            ),
        )

    def __str__(self) -> str:
        """Return the finding."""
        return self.text
