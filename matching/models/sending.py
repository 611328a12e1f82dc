"""Sending a draft, or a part of it, and asking for the mentors who are missing."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models.round import Round
from matching.publishing.enums import SendingState
from mentorship.accounts.models import Person


class SendingQuerySet(models.QuerySet["Sending"]):
    """Sendings, chainable."""

    def visible_to(self, person: Person) -> "SendingQuerySet":
        """Return those of rounds the person may see."""
        return self.filter(round__in=Round.objects.visible_to(person))


class Sending(models.Model):
    """Pairs of a draft that are put to their people together, at a chosen time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sendings")
    draft = models.ForeignKey("matching.Draft", on_delete=models.CASCADE, related_name="sendings")
    state = models.CharField(
        _("state"), max_length=20, choices=SendingState.choices, default=SendingState.STAGED
    )
    # The version of the draft that was looked at.
    draft_version = models.PositiveIntegerField(default=1)
    send_at = models.DateTimeField(_("goes out at"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("days to answer"), default=7)
    words = models.TextField(_("a paragraph of your own"), max_length=1000, blank=True)
    staged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    staged_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        """One at a time is prepared for a draft; each state has its moments."""

        ordering = ("-staged_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SendingState.values), name="matching_sending_state"
            ),
            models.UniqueConstraint(
                fields=("draft",),
                condition=Q(state__in=[SendingState.STAGED, SendingState.SCHEDULED]),
                name="matching_sending_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state=SendingState.SENT, sent_at__isnull=False)
                | (~Q(state=SendingState.SENT) & Q(sent_at__isnull=True)),
                name="matching_sending_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=SendingState.SCHEDULED) | Q(send_at__isnull=False),
                name="matching_sending_time",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__range=(1, 60)), name="matching_sending_days"
            ),
        )

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()


class RecruitRequestQuerySet(models.QuerySet["RecruitRequest"]):
    """Requests for mentors, chainable."""

    def visible_to(self, person: Person) -> "RecruitRequestQuerySet":
        """Return those of rounds the person may see."""
        return self.filter(round__in=Round.objects.visible_to(person))


class RecruitRequest(models.Model):
    """A request to find a mentor of a certain profile, for mentees whom nobody fits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="recruit_requests")
    # What the missing mentor would have: by field, the values that help.
    profile = models.JSONField(default=dict)
    mentees = models.PositiveSmallIntegerField(_("mentees who wait for them"), default=1)
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("words"), max_length=2000, blank=True)
    sent_to = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = RecruitRequestQuerySet.as_manager()

    class Meta:
        """The latest first; what was sent has somebody it went to."""

        ordering = ("-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(sent_to__isnull=False),
                name="matching_recruit_sent",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title
