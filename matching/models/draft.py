"""A draft: one result of the engine, and what people made of it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.drafts.enums import (
    DraftChangeKind,
    DraftOrigin,
    DraftState,
    HoldKind,
    UnplacedReason,
)
from matching.models.match import Match
from matching.models.round import Round
from matching.models.sending import Sending
from matching.rounds.enums import DraftMode
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models import Participant


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts, chainable."""

    def visible_to(self, person: Person) -> "DraftQuerySet":
        """Return those of rounds the person may see."""
        return self.filter(round__in=Round.objects.visible_to(person))

    def ready(self) -> "DraftQuerySet":
        """Return those that can be looked at and sent."""
        return self.filter(state=DraftState.READY)


class Draft(models.Model):
    """One result of the engine for a round, with its proof, changed by hand afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=80, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=DraftState.choices, default=DraftState.WAITING
    )
    origin = models.CharField(max_length=20, choices=DraftOrigin.choices, default=DraftOrigin.RUN)
    mode = models.CharField(max_length=20, choices=DraftMode.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    # What it was solved with: rules, seats, ceilings; see matching.drafts.settings.
    settings = models.JSONField(default=dict)
    # Of the round's rules, when it was solved.
    round_version = models.PositiveIntegerField(default=1)
    certificate = models.JSONField(default=dict, blank=True)
    measures = models.JSONField(default=dict, blank=True)
    # Goes up with each change by hand; a form made on an older one is told what has changed.
    version = models.PositiveIntegerField(default=1)
    progress = models.PositiveSmallIntegerField(default=0)
    progress_words = models.CharField(max_length=120, blank=True)
    is_stop_asked = models.BooleanField(default=False)
    # How often a worker took it up, and when it was last heard of.
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    touched_at = models.DateTimeField(null=True, blank=True)
    # What went wrong, in a sentence.
    problem = models.TextField(blank=True)
    seconds = models.FloatField(null=True, blank=True)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    solved_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "round",
            "number",
            "state",
            "origin",
            "mode",
            "parent",
            "settings",
            "round_version",
            "certificate",
            "measures",
            "version",
            "progress",
            "progress_words",
            "is_stop_asked",
            "attempts",
            "touched_at",
            "problem",
            "seconds",
            "asked_at",
            "solved_at",
        ),
        personal=("asked_by",),
        content=("name",),
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        """Drafts are counted within a round."""

        verbose_name = _("matching draft")
        verbose_name_plural = _("matching drafts")
        ordering = ("round", "-number")
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="matching_draft_number"),
            models.CheckConstraint(
                condition=Q(
                    state__in=DraftState.values,
                    origin__in=DraftOrigin.values,
                    mode__in=DraftMode.values,
                ),
                name="matching_draft_state",
            ),
            models.CheckConstraint(
                condition=Q(progress__range=(0, 100)), name="matching_draft_progress"
            ),
            models.CheckConstraint(
                condition=~Q(state=DraftState.READY) | Q(solved_at__isnull=False),
                name="matching_draft_solved",
            ),
        )

    def __str__(self) -> str:
        """Return the name, or the number."""
        return self.name or _("Draft %(number)d") % {"number": self.number}


class DraftPair(models.Model):
    """A mentee and a mentor in a draft, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pairs")
    mentee = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    # 0 to 10 000; the sum of the parts, one for each rule that weighs, in the draft's order.
    points = models.PositiveIntegerField(default=0)
    parts = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    is_pinned = models.BooleanField(default=False)
    is_by_hand = models.BooleanField(default=False)
    # The ids of hard rules that it breaks, and why somebody wanted it all the same.
    broken_rules = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    override_reason = models.CharField(max_length=300, blank=True)
    # What each rule found in the two people: enough for its sentence, see matching.drafts.facts.
    facts = models.JSONField(default=list, db_default=Value([], models.JSONField()), blank=True)
    # The rank that the mentee gave the mentor, where wishes were asked for.
    wish_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    sending = models.ForeignKey(
        Sending, on_delete=models.SET_NULL, null=True, blank=True, related_name="pairs"
    )
    match = models.ForeignKey(
        Match, on_delete=models.SET_NULL, null=True, blank=True, related_name="draft_pairs"
    )

    privacy = Privacy(
        none=("id", "draft", "is_pinned", "is_by_hand", "broken_rules", "sending", "match"),
        personal=("mentee", "mentor", "wish_rank"),
        sensitive=("points", "parts", "facts"),
        content=("override_reason",),
        subjects=("mentee__person", "mentor__person"),
        keeping=Keeping.PARTICIPATION,
        counted_from=("mentee__ended_on",),
        erasing={
            "wish_rank": OnErasure.KEEP,
            "points": OnErasure.KEEP,
            "parts": OnErasure.KEEP,
            "override_reason": OnErasure.BLANK,
        },
        withheld={
            "mentee": Withheld.OTHERS,
            "mentor": Withheld.OTHERS,
            "override_reason": Withheld.CONFIDENCE,
        },
    )

    class Meta:
        """Each pair once; a broken rule has its reason."""

        verbose_name = _("pair in a draft")
        verbose_name_plural = _("pairs in drafts")
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "mentee", "mentor"), name="matching_draft_pair_once"
            ),
            models.CheckConstraint(
                condition=Q(broken_rules=[]) | ~Q(override_reason=""),
                name="matching_draft_pair_reason",
            ),
        )
        indexes = (
            models.Index(fields=("draft", "points"), name="matching_pair_by_points"),
            models.Index(fields=("draft", "mentor"), name="matching_pair_by_mentor"),
        )

    def __str__(self) -> str:
        """Say the points."""
        return str(self.points)


class DraftSeat(models.Model):
    """How many mentees a mentor could take in a draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="seats")
    mentor = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    seats = models.PositiveSmallIntegerField()
    # What they offer, in their own words, for a coordinator who looks for somebody.
    offers = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    privacy = Privacy(
        none=("id", "draft", "offers"),
        personal=("mentor", "seats"),
        subjects=("mentor__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("mentor__ended_on",),
        erasing={"seats": OnErasure.KEEP},
    )

    class Meta:
        """Once in a draft."""

        verbose_name = _("seat in a draft")
        verbose_name_plural = _("seats in drafts")
        constraints = (
            models.UniqueConstraint(fields=("draft", "mentor"), name="matching_draft_seat_once"),
        )

    def __str__(self) -> str:
        """Say how many."""
        return str(self.seats)


class DraftHold(models.Model):
    """A pair that a draft was told to keep together, or apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="holds")
    mentee = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=HoldKind.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "draft", "at"),
        personal=("mentee", "mentor", "by"),
        sensitive=("kind",),
        content=("reason",),
        subjects=("mentee__person", "mentor__person"),
        authors=("by",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("mentee__ended_on",),
        erasing={"kind": OnErasure.KEEP, "reason": OnErasure.BLANK},
        withheld={
            "mentee": Withheld.OTHERS,
            "mentor": Withheld.OTHERS,
            "reason": Withheld.CONFIDENCE,
        },
    )

    class Meta:
        """One decision for each pair."""

        verbose_name = _("pair held in a draft")
        verbose_name_plural = _("pairs held in drafts")
        constraints = (
            models.UniqueConstraint(fields=("draft", "mentee", "mentor"), name="matching_hold"),
            models.CheckConstraint(
                condition=Q(kind__in=HoldKind.values), name="matching_hold_kind"
            ),
        )

    def __str__(self) -> str:
        """Say what was decided."""
        return self.get_kind_display()


class DraftUnplaced(models.Model):
    """A mentee whom a draft could not place, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="unplaced")
    mentee = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=UnplacedReason.choices)
    # Facts behind the reason: ids of rules, how many mentors each rules out.
    facts = models.JSONField(default=dict, blank=True)

    privacy = Privacy(
        none=("id", "draft"),
        personal=("mentee",),
        sensitive=("reason", "facts"),
        subjects=("mentee__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("mentee__ended_on",),
        erasing={"reason": OnErasure.KEEP},
    )

    class Meta:
        """Once in a draft."""

        verbose_name = _("mentee without a place in a draft")
        verbose_name_plural = _("mentees without a place in drafts")
        constraints = (
            models.UniqueConstraint(fields=("draft", "mentee"), name="matching_unplaced_once"),
            models.CheckConstraint(
                condition=Q(reason__in=UnplacedReason.values), name="matching_unplaced_reason"
            ),
        )

    def __str__(self) -> str:
        """Say why."""
        return self.get_reason_display()


class DraftChange(models.Model):
    """One thing somebody did to a draft, so that everybody can see it and take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes")
    # The draft's version after it.
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=DraftChangeKind.choices)
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300, blank=True)
    # The rows it concerned, before and after: enough to say it in words, and to take it back.
    before = models.JSONField(default=list, blank=True)
    after = models.JSONField(default=list, blank=True)
    # Of something taken back, what it was.
    takes_back = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_back_by"
    )

    privacy = Privacy(
        none=("id", "draft", "version", "kind", "at", "takes_back"),
        personal=("by",),
        sensitive=("before", "after"),
        content=("reason",),
        authors=("by",),
        erasing={"before": OnErasure.OWN, "after": OnErasure.OWN},
    )

    class Meta:
        """In the order of their versions."""

        verbose_name = _("change to a draft")
        verbose_name_plural = _("changes to drafts")
        ordering = ("draft", "version")
        constraints = (
            models.UniqueConstraint(fields=("draft", "version"), name="matching_change_version"),
            models.CheckConstraint(
                condition=Q(kind__in=DraftChangeKind.values), name="matching_change_kind"
            ),
        )

    def __str__(self) -> str:
        """Say what was done."""
        return self.get_kind_display()
