"""Impact reports, frozen as built, with the words and files of each version."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import FileFormat, ReportState
from evaluation.models.reported import reported_by
from evaluation.models.schedule import ReportSchedule
from mentorship.accounts.models import Person
from mentorship.common.privacy import OnErasure, Privacy
from programmes.models import Cohort, Programme


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, chainable."""

    def visible_to(self, person: Person) -> "ReportQuerySet":
        """Return the reports on programmes whose reports the person manages."""
        return self.filter(reported_by(person))


class Report(models.Model):
    """An impact report on one cohort, or on several together, with its figures frozen as built."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="reports", null=True, blank=True
    )
    schedule = models.ForeignKey(
        ReportSchedule, on_delete=models.SET_NULL, related_name="reports", null=True, blank=True
    )
    occurrence = models.CharField(_("which turn"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.BUILT
    )
    schema_version = models.PositiveSmallIntegerField()
    snapshot = models.TextField(_("figures, as canonical JSON"))
    sha256 = models.CharField(max_length=64)
    code = models.CharField(_("code"), max_length=20, db_index=True)
    built_at = models.DateTimeField(default=timezone.now)
    # The working day on which it is to leave, and when that day’s hour first comes where a sponsor
    # is; without them it leaves as soon as it may.
    leaves_on = models.DateField(_("leaves on"), null=True, blank=True)
    leaves_at = models.DateTimeField(_("leaves at"), null=True, blank=True)
    # The newest version of its words; the state is that of this version.
    version = models.PositiveSmallIntegerField(_("version"), default=1, db_default=1)
    # When a version of it left last; it stays when a newer version is being written.
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "cohort",
            "schedule",
            "occurrence",
            "state",
            "schema_version",
            "sha256",
            "code",
            "built_at",
            "leaves_on",
            "leaves_at",
            "version",
            "sent_at",
        ),
        personal=("snapshot",),
        content=("title",),
        erasing={"snapshot": OnErasure.KEEP},
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        """One report for each turn of its schedule; newest first."""

        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-built_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "occurrence"), name="evaluation_report_occurrence"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="evaluation_report_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SENT) | Q(sent_at__isnull=False),
                name="evaluation_report_sent_at",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class ReportVersion(models.Model):
    """The words of a report, as they were approved and sent; its figures never change.

    `words` holds paragraphs by the key of their section, with figures placed by key and never
    typed; what it does not hold is written from the figures. Changes after approval make another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(_("why it was changed"), max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    # How much in its words has to be settled before it may leave: typed numbers, unknown figures.
    open_problems = models.PositiveSmallIntegerField(default=0, db_default=0)

    privacy = Privacy(
        none=("id", "report", "number", "begun_at", "approved_at", "sent_at", "open_problems"),
        personal=("begun_by", "approved_by"),
        content=("words", "why"),
        authors=("begun_by",),
        erasing={"words": OnErasure.REVIEW, "why": OnErasure.REVIEW},
    )

    class Meta:
        """Each number once; newest first."""

        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "number"), name="evaluation_reportversion_once"
            ),
        )

    def __str__(self) -> str:
        """Say which."""
        return f"{self.report_id} {self.number}"


class ReportFile(models.Model):
    """A version of a report as a file, kept byte for byte as it was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    version = models.PositiveSmallIntegerField(default=1, db_default=1)
    format = models.CharField(max_length=10, choices=FileFormat.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    rendered_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "report", "version", "format", "sha256", "rendered_at"),
        personal=("content",),
        erasing={"content": OnErasure.KEEP},
    )

    class Meta:
        """One file of each version and format."""

        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "version", "format"), name="evaluation_file_once"
            ),
        )

    def __str__(self) -> str:
        """Say the format."""
        return self.get_format_display()
