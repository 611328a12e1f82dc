"""What the people of a match write to each other, and what becomes of a report about it."""

import uuid

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.messaging.enums import ReportReason, ReportState
from matching.models.match import Match
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld


class PairMessageQuerySet(models.QuerySet["PairMessage"]):
    """Messages, chainable."""

    def visible_to(self, person: Person) -> "PairMessageQuerySet":
        """Return those of the person's own matches; nobody else reads them."""
        return self.filter(match__in=Match.objects.involving(person))

    def unread_by(self, person: Person) -> "PairMessageQuerySet":
        """Return what others wrote since the person read last."""
        read = ThreadRead.objects.filter(match=OuterRef("match"), person=person)
        return (
            self.exclude(by=person)
            .annotate(read_until=Subquery(read.values("read_at")[:1]))
            .filter(Q(read_until=None) | Q(sent_at__gt=F("read_until")))
        )


class PairMessage(models.Model):
    """What one person of a match wrote to the others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("message"), max_length=4000)
    sent_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "match", "sent_at"),
        personal=("by",),
        content=("text",),
        subjects=("by", "match__members__participant__person"),
        authors=("by",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        withheld={"*": Withheld.PAIR},
    )

    objects = PairMessageQuerySet.as_manager()

    class Meta:
        """In the order they were written."""

        verbose_name = _("message of a pair")
        verbose_name_plural = _("messages of pairs")
        ordering = ("sent_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="matching_pairmessage_text"),
        )
        indexes = (models.Index(fields=("match", "sent_at"), name="matching_pairmessage_time"),)

    def __str__(self) -> str:
        """Say when, and never what."""
        return f"{self.sent_at:%Y-%m-%d %H:%M}"


class ThreadRead(models.Model):
    """Up to when somebody has read what was written in a match."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="reads")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    privacy = Privacy(
        none=("id", "match"),
        personal=("person", "read_at"),
        subjects=("person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """Once for each person and match."""

        verbose_name = _("mark of what was read")
        verbose_name_plural = _("marks of what was read")
        constraints = (
            models.UniqueConstraint(fields=("match", "person"), name="matching_read_once"),
        )

    def __str__(self) -> str:
        """Say up to when."""
        return f"{self.read_at:%Y-%m-%d %H:%M}"


class MessageReportQuerySet(models.QuerySet["MessageReport"]):
    """Reports, chainable."""

    def visible_to(self, person: Person) -> "MessageReportQuerySet":
        """Return the person's own, and those of programmes whose matches they look after."""
        organisations, programmes = places_allowing(person, Permission.MANAGE_MATCHES)
        return self.filter(
            Q(by=person)
            | Q(match__cohort__programme_id__in=programmes)
            | Q(match__cohort__programme__organisation_id__in=organisations)
        )

    def in_care_of(self, person: Person) -> "MessageReportQuerySet":
        """Return those a colleague looks after: none of a match they are in themselves."""
        others = self.visible_to(person).exclude(by=person)
        return others.exclude(match__in=Match.objects.involving(person))


class MessageReport(models.Model):
    """Somebody reported what was written to them; coordinators learn that, and not what it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="reports")
    message = models.ForeignKey(
        PairMessage, on_delete=models.CASCADE, related_name="reports", null=True, blank=True
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=20, choices=ReportReason.choices)
    words = models.TextField(_("a few words for the coordinators"), max_length=1000, blank=True)
    raised_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("state"), max_length=20, choices=ReportState.choices, default=ReportState.RAISED
    )
    # Opening takes two people and a reason, where the programme said beforehand that it may be.
    opening_reason = models.CharField(max_length=300, blank=True)
    opening_asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    opening_asked_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = models.TextField(max_length=1000, blank=True)

    privacy = Privacy(
        none=("id", "match", "message", "raised_at", "opening_asked_at", "opened_at", "settled_at"),
        personal=("by", "opening_asked_by", "opened_by", "settled_by", "state"),
        sensitive=("reason",),
        content=("words", "opening_reason", "settled_words"),
        subjects=("by", "match__members__participant__person"),
        authors=("by", "opening_asked_by", "settled_by"),
        keeping=Keeping.CONCERN,
        counted_from=("settled_at",),
        erasing={"state": OnErasure.KEEP, "reason": OnErasure.KEEP},
        writers={
            "words": "by",
            "opening_reason": "opening_asked_by",
            "settled_words": "settled_by",
        },
        withheld={
            "*": Withheld.CONFIDENCE,
            "by": Withheld.OTHERS,
            "words": Withheld.CONFIDENCE,
            "opening_reason": Withheld.CONFIDENCE,
            "settled_words": Withheld.CONFIDENCE,
        },
    )

    objects = MessageReportQuerySet.as_manager()

    class Meta:
        """Latest first; one person reports a message once; who opens is not who asked."""

        verbose_name = _("report about a message")
        verbose_name_plural = _("reports about messages")
        ordering = ("-raised_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("message", "by"), name="matching_report_once"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values, reason__in=ReportReason.values),
                name="matching_report_state",
            ),
            models.CheckConstraint(
                condition=Q(opening_asked_by__isnull=True, opening_asked_at__isnull=True)
                | (
                    Q(opening_asked_by__isnull=False, opening_asked_at__isnull=False)
                    & ~Q(opening_reason="")
                ),
                name="matching_report_asked",
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True, opened_at__isnull=True)
                | (
                    Q(opened_by__isnull=False, opened_at__isnull=False)
                    & Q(opening_asked_by__isnull=False)
                    & ~Q(opened_by=F("opening_asked_by"))
                ),
                name="matching_report_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.SETTLED, settled_at__isnull=False)
                | (~Q(state=ReportState.SETTLED) & Q(settled_at__isnull=True)),
                name="matching_report_settled",
            ),
        )

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()
