"""To whom a version of a report went, and whether its link was opened."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.report import Report
from evaluation.models.reported import reported_by
from mentorship.accounts.models import Person
from mentorship.common.privacy import OnErasure, Privacy
from mentorship.notifications.models import Message


class ReportLetterQuerySet(models.QuerySet["ReportLetter"]):
    """Letters, chainable."""

    def visible_to(self, person: Person) -> "ReportLetterQuerySet":
        """Return those about reports that the person manages."""
        return self.filter(reported_by(person, "report__programme"))


class ReportLetter(models.Model):
    """One version of a report went to one sponsor; its mail is in the outbox.

    `opened_at` is when a browser first showed the page behind its link. Mail scanners only fetch
    it, so that they leave no mark; somebody whose browser runs no scripts leaves none either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="letters")
    version = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="report_letters")
    message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="report_letters"
    )
    posted_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "report", "version", "message"),
        personal=("person", "posted_at", "opened_at"),
        subjects=("person",),
        erasing={"posted_at": OnErasure.KEEP, "opened_at": OnErasure.BLANK},
    )

    objects = ReportLetterQuerySet.as_manager()

    class Meta:
        """Each version goes to each sponsor once."""

        verbose_name = _("letter with a report")
        verbose_name_plural = _("letters with reports")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "version", "person"), name="evaluation_letter_once"
            ),
        )

    def __str__(self) -> str:
        """Say to whom what went."""
        return f"{self.report_id} {self.version} to {self.person_id}"
