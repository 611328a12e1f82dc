"""Sending a draft, or a part of it, and asking for the mentors who are missing."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models.match import Match
from matching.models.round import Round
from matching.publishing.enums import LineState, SendingState
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models import Participant


class SendingQuerySet(models.QuerySet["Sending"]):
    """Sendings, chainable."""

    def visible_to(self, person: Person) -> "SendingQuerySet":
        """Return those of rounds the person may see."""
        return self.filter(round__in=Round.objects.visible_to(person))

    def open(self) -> "SendingQuerySet":
        """Return those that nothing has left of yet, and that nobody called off."""
        return self.filter(state__in=[SendingState.STAGED, SendingState.SCHEDULED])


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
    # Who pressed the button, or chose the time: in their name the pairs are proposed.
    let_go_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "round",
            "draft",
            "state",
            "draft_version",
            "send_at",
            "answer_days",
            "staged_at",
            "sent_at",
        ),
        personal=("staged_by", "let_go_by"),
        content=("words",),
    )

    objects = SendingQuerySet.as_manager()

    class Meta:
        """One at a time is prepared for a draft; each state has its moments."""

        verbose_name = _("sending of proposals")
        verbose_name_plural = _("sendings of proposals")
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

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be changed: nothing has left."""
        return self.state in {SendingState.STAGED, SendingState.SCHEDULED}


class SendingPair(models.Model):
    """One pair of a sending, as it was looked at; its proposal takes the same id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="lines")
    mentee = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=LineState.choices, default=LineState.IN
    )
    # As the draft has them: 0 to 10 000, and one part for each rule that weighs.
    points = models.PositiveIntegerField(default=0)
    parts = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    # Somebody's next preference after the answers came in: it is in no draft.
    is_next = models.BooleanField(default=False)
    # Why a person left it out, or why its people could not be asked.
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    match = models.OneToOneField(
        Match, on_delete=models.SET_NULL, null=True, blank=True, related_name="sending_line"
    )

    privacy = Privacy(
        none=("id", "sending", "state", "is_next", "match"),
        personal=("mentee", "mentor", "by"),
        sensitive=("points", "parts"),
        content=("reason",),
        subjects=("mentee__person", "mentor__person"),
        authors=("by",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("mentee__ended_on",),
        erasing={"points": OnErasure.KEEP, "parts": OnErasure.KEEP, "reason": OnErasure.BLANK},
        withheld={
            "mentee": Withheld.OTHERS,
            "mentor": Withheld.OTHERS,
            "reason": Withheld.CONFIDENCE,
        },
    )

    class Meta:
        """Each pair once; who is not asked has a reason."""

        verbose_name = _("pair in a sending")
        verbose_name_plural = _("pairs in sendings")
        constraints = (
            models.UniqueConstraint(
                fields=("sending", "mentee", "mentor"), name="matching_sending_pair_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LineState.values), name="matching_sending_pair_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[LineState.IN, LineState.ASKED]) | ~Q(reason=""),
                name="matching_sending_pair_reason",
            ),
        )

    def __str__(self) -> str:
        """Say what became of it."""
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

    privacy = Privacy(
        none=("id", "round", "mentees", "created_at", "sent_at"),
        personal=("sent_to", "by"),
        content=("title", "words", "profile"),
    )

    objects = RecruitRequestQuerySet.as_manager()

    class Meta:
        """The latest first; what was sent has somebody it went to."""

        verbose_name = _("search for a mentor")
        verbose_name_plural = _("searches for mentors")
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
