"""How a charter is put to its sponsor: asked once for each version, and looked at again."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, Privacy
from programmes.enums import CharterState, ReviewAnswer, SignOffState
from programmes.models.charter import Charter
from programmes.models.programme import Sponsorship


class SignOffQuerySet(models.QuerySet["SignOff"]):
    """Requests to sign, chainable."""

    def open(self) -> "SignOffQuerySet":
        """Return those that are neither answered nor withdrawn; their time may be over."""
        return self.filter(state=SignOffState.OPEN)


class SignOff(models.Model):
    """One sponsor is asked, by one link, to sign one version of a charter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="sign_offs")
    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="sign_offs")
    state = models.CharField(
        _("state"), max_length=20, choices=SignOffState.choices, default=SignOffState.OPEN
    )
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="sign_offs_asked"
    )
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # When it was signed, sent back or withdrawn.
    ended_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(_("signed as"), max_length=150, blank=True)
    words = models.TextField(_("what should change"), max_length=2000, blank=True)

    privacy = Privacy(
        none=("id", "charter", "sponsorship", "state", "asked_at", "expires_at", "ended_at"),
        personal=("asked_by", "signed_name"),
        content=("words",),
        subjects=("sponsorship__person",),
        authors=("sponsorship__person",),
        keeping=Keeping.RECORD,
    )

    objects = SignOffQuerySet.as_manager()

    class Meta:
        """A version is asked for by one link at a time, and signed once."""

        verbose_name = _("request to sign")
        verbose_name_plural = _("requests to sign")
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SignOffState.values), name="programmes_signoff_state"
            ),
            models.UniqueConstraint(
                fields=("charter",),
                condition=Q(state=SignOffState.OPEN),
                name="programmes_signoff_one_open",
            ),
            models.UniqueConstraint(
                fields=("charter",),
                condition=Q(state=SignOffState.SIGNED),
                name="programmes_signoff_one_signed",
            ),
            models.CheckConstraint(
                condition=Q(state=SignOffState.OPEN, ended_at__isnull=True)
                | (~Q(state=SignOffState.OPEN) & Q(ended_at__isnull=False)),
                name="programmes_signoff_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignOffState.SIGNED) | ~Q(signed_name=""),
                name="programmes_signoff_signed_name",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignOffState.SENT_BACK) | ~Q(words=""),
                name="programmes_signoff_says_why",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="programmes_signoff_times"
            ),
        )

    def __str__(self) -> str:
        """Say how it stands."""
        return self.get_state_display()

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time ran out before anybody answered."""
        return self.state == SignOffState.OPEN and self.expires_at <= now


class CharterReviewQuerySet(models.QuerySet["CharterReview"]):
    """Reviews of charters, chainable."""

    def visible_to(self, person: Person) -> "CharterReviewQuerySet":
        """Return those of programmes the person works for or oversees."""
        return self.filter(charter__in=Charter.objects.visible_to(person))

    def unanswered(self) -> "CharterReviewQuerySet":
        """Return those of charters in force about which nobody has said anything yet."""
        return self.filter(
            charter__state=CharterState.SIGNED, answered_at__isnull=True, settled_at__isnull=True
        )

    def unsettled(self) -> "CharterReviewQuerySet":
        """Return those in force in which the sponsor asked for something that is still to do."""
        return self.filter(
            charter__state=CharterState.SIGNED,
            answer__in=(ReviewAnswer.CHANGE, ReviewAnswer.TALK),
            settled_at__isnull=True,
        )


class CharterReview(models.Model):
    """A day on which the sponsor looks at the signed charter again, and what they said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField(_("due on"))
    answer = models.CharField(_("answer"), max_length=20, choices=ReviewAnswer.choices, blank=True)
    words = models.TextField(_("in their words"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews_answered"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # When the coordinators were told that nobody answers.
    alerted_at = models.DateTimeField(null=True, blank=True)
    # When a coordinator noted that all is said and done: after a talk, or in place of an answer.
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews_settled"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "charter", "due_on", "answer", "answered_at", "alerted_at", "settled_at"),
        personal=("answered_by", "settled_by"),
        content=("words",),
        authors=("answered_by",),
    )

    objects = CharterReviewQuerySet.as_manager()

    class Meta:
        """One review is open at a time, and answered once."""

        verbose_name = _("review of a charter")
        verbose_name_plural = _("reviews of charters")
        ordering = ("-due_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("charter", "due_on"), name="programmes_review_once_a_day"
            ),
            models.UniqueConstraint(
                fields=("charter",),
                condition=Q(answered_at__isnull=True, settled_at__isnull=True),
                name="programmes_review_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", *ReviewAnswer.values]), name="programmes_review_answer"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="programmes_review_who_when",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="programmes_review_settled",
            ),
        )

    def __str__(self) -> str:
        """Say when it is due."""
        return f"review due on {self.due_on}"

    def silent_days(self, today: date) -> int:
        """Return for how many days nobody has answered, counted from the day it was due."""
        return max((today - self.due_on).days, 0)
