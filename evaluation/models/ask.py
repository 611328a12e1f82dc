"""What a report asks its sponsor to decide, and what each sponsor says to it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import AskAnswer
from evaluation.models.report import Report
from evaluation.models.reported import reported_by
from mentorship.accounts.models import Person
from mentorship.common.privacy import OnErasure, Privacy


class ReportAsk(models.Model):
    """A decision that a version of a report asks for, in the words in which it was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="asks")
    version = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "report", "version", "number", "asked_at"),
        content=("words",),
    )

    class Meta:
        """In the order of the report."""

        verbose_name = _("ask to a sponsor")
        verbose_name_plural = _("asks to sponsors")
        ordering = ("report", "version", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "version", "number"), name="evaluation_ask_once"
            ),
        )

    def __str__(self) -> str:
        """Return its words."""
        return self.words


class AskReplyQuerySet(models.QuerySet["AskReply"]):
    """What sponsors said, chainable."""

    def visible_to(self, person: Person) -> "AskReplyQuerySet":
        """Return those about reports that the person manages."""
        return self.filter(reported_by(person, "ask__report__programme"))

    def unsettled(self) -> "AskReplyQuerySet":
        """Return those that no coordinator has taken note of."""
        return self.filter(settled_at=None)


class AskReply(models.Model):
    """What one sponsor says to one ask, as it stands now; settled when a coordinator took note.

    “Let us talk” is settled by having talked. Another answer has to be settled anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ask = models.ForeignKey(ReportAsk, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ask_replies")
    answer = models.CharField(_("answer"), max_length=10, choices=AskAnswer.choices)
    words = models.TextField(_("a word on it"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    came_of_it = models.CharField(_("what came of it"), max_length=300, blank=True)

    privacy = Privacy(
        none=("id", "ask", "answered_at", "settled_at"),
        personal=("person", "settled_by", "answer"),
        content=("words", "came_of_it"),
        subjects=("person",),
        authors=("person", "settled_by"),
        erasing={"answer": OnErasure.KEEP},
        writers={"words": "person", "came_of_it": "settled_by"},
    )

    objects = AskReplyQuerySet.as_manager()

    class Meta:
        """Each sponsor has one answer to each ask; whoever settled it is known."""

        verbose_name = _("reply of a sponsor")
        verbose_name_plural = _("replies of sponsors")
        constraints = (
            models.UniqueConstraint(fields=("ask", "person"), name="evaluation_reply_once"),
            models.CheckConstraint(
                condition=Q(answer__in=AskAnswer.values), name="evaluation_reply_answer"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="evaluation_reply_settled",
            ),
        )

    def __str__(self) -> str:
        """Say the answer."""
        return self.get_answer_display()
