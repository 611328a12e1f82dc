"""What a programme has agreed with itself, and the words its messages begin with."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Privacy
from programmes.enums import TextKind
from programmes.models.programme import Programme


class ProgrammePolicy(models.Model):
    """How a programme is run, where programmes differ; what is asked of training lies there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="policy")
    months = models.PositiveSmallIntegerField(_("length of a cohort in months"), default=9)
    meets_every_weeks = models.PositiveSmallIntegerField(_("pairs meet every … weeks"), default=4)
    mentees_per_mentor = models.PositiveSmallIntegerField(_("mentees of one mentor"), default=2)
    hours_a_month = models.DecimalField(
        _("hours a month asked of a mentee"), max_digits=4, decimal_places=1, default=Decimal(3)
    )
    may_go_on_early = models.BooleanField(
        _("a cohort may go on while something is missing, with a reason"), default=True
    )
    asks_endorsement = models.BooleanField(
        _("a mentee's line manager is asked to endorse them"), default=False
    )
    may_open_reports = models.BooleanField(
        _("two coordinators together may open messages that somebody reported, with a reason"),
        default=False,
        db_default=False,
    )
    # What was written before stays closed: its people had been told that nobody could open it.
    reports_open_since = models.DateTimeField(null=True, blank=True, editable=False)
    review_months = models.PositiveSmallIntegerField(
        _("the sponsor reviews the charter every … months"), default=6
    )
    silence_days = models.PositiveSmallIntegerField(
        _("days after which a sponsor's silence is told"), default=14
    )

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "months",
            "meets_every_weeks",
            "mentees_per_mentor",
            "hours_a_month",
            "may_go_on_early",
            "asks_endorsement",
            "may_open_reports",
            "reports_open_since",
            "review_months",
            "silence_days",
        )
    )

    class Meta:
        """Lengths are at least one of their unit."""

        verbose_name = _("rules of a programme")
        verbose_name_plural = _("rules of programmes")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    months__gte=1,
                    meets_every_weeks__gte=1,
                    mentees_per_mentor__gte=1,
                    review_months__gte=1,
                    silence_days__gte=1,
                    hours_a_month__gt=0,
                ),
                name="programmes_policy_lengths",
            ),
        )

    def __str__(self) -> str:
        """Say whose policy it is."""
        return f"policy of {self.programme_id}"


class MessageText(models.Model):
    """A paragraph that a programme puts into one kind of its messages, in its own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(_("message"), max_length=30, choices=TextKind.choices)
    text = models.TextField(_("text"), max_length=2000)

    privacy = Privacy(none=("id", "programme", "kind"), content=("text",))

    class Meta:
        """One text for each kind of message."""

        verbose_name = _("text of a message")
        verbose_name_plural = _("texts of messages")
        constraints = (
            models.UniqueConstraint(fields=("programme", "kind"), name="programmes_text_once"),
            models.CheckConstraint(
                condition=Q(kind__in=TextKind.values), name="programmes_text_kind"
            ),
        )

    def __str__(self) -> str:
        """Say which message it belongs to."""
        return self.get_kind_display()
