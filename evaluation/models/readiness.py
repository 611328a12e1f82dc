"""How far somebody judged requirements of a standard to be met, and packs that were taken."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Judged
from evaluation.models.reported import reported_by
from mentorship.accounts.models import Person
from mentorship.common.privacy import OnErasure, Privacy
from programmes.models import Programme


class ReadinessJudgementQuerySet(models.QuerySet["ReadinessJudgement"]):
    """Judgements, chainable."""

    def visible_to(self, person: Person) -> "ReadinessJudgementQuerySet":
        """Return those of programmes whose reports the person manages."""
        return self.filter(reported_by(person))


class ReadinessJudgement(models.Model):
    """A person judged one requirement, with words, for a time; the latest one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="readiness_judgements"
    )
    standard = models.CharField(max_length=20)
    requirement = models.CharField(max_length=60)
    verdict = models.CharField(_("how far it is met"), max_length=10, choices=Judged.choices)
    words = models.TextField(_("what shows it"), max_length=2000)
    valid_until = models.DateField(_("holds until"))
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "programme", "standard", "requirement", "verdict", "valid_until", "judged_at"),
        personal=("judged_by",),
        content=("words",),
        authors=("judged_by",),
        erasing={"words": OnErasure.REVIEW},
    )

    objects = ReadinessJudgementQuerySet.as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("judgement on a requirement")
        verbose_name_plural = _("judgements on requirements")
        ordering = ("-judged_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=Judged.values), name="evaluation_judgement_verdict"
            ),
        )
        indexes = (
            models.Index(
                fields=("programme", "standard", "requirement", "-judged_at"),
                name="evaluation_judgement_latest",
            ),
        )

    def __str__(self) -> str:
        """Say what was judged, and how."""
        return f"{self.requirement}: {self.get_verdict_display()}"


class ReadinessPackQuerySet(models.QuerySet["ReadinessPack"]):
    """Evidence packs, chainable."""

    def visible_to(self, person: Person) -> "ReadinessPackQuerySet":
        """Return those of programmes whose reports the person manages."""
        return self.filter(reported_by(person))


class ReadinessPack(models.Model):
    """What was found and judged on a day, frozen: the next look is compared with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="readiness_packs"
    )
    standard = models.CharField(max_length=20)
    snapshot = models.TextField(_("evidence, as canonical JSON"))
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    privacy = Privacy(
        none=("id", "programme", "standard", "sha256", "taken_at"),
        personal=("taken_by", "snapshot"),
        erasing={"snapshot": OnErasure.KEEP},
    )

    objects = ReadinessPackQuerySet.as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("readiness pack")
        verbose_name_plural = _("readiness packs")
        ordering = ("-taken_at", "pk")

    def __str__(self) -> str:
        """Say of which day it is."""
        return f"{self.standard} {self.taken_at:%Y-%m-%d}"
