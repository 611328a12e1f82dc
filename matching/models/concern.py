"""When something is not right: who told it, to whom, and what came of it."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.concerns.enums import (
    Channel,
    ConcernCategory,
    ConcernOutcome,
    ConcernState,
    EntryKind,
    Severity,
)
from matching.models.match import Match, MatchMember
from mentorship.accounts.models import Organisation, Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models import Programme


class ConcernContact(models.Model):
    """Whom an organisation names for concerns that no coordinator is to know of."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="concern_contact", primary_key=True
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("named contact")
    )
    # Whom it goes to when the contact does not answer in time.
    deputy = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("deputy"),
    )
    introduction = models.TextField(_("who this is, in a sentence"), max_length=500, blank=True)
    emergency_words = models.TextField(
        _("what to do if somebody is in danger now"), max_length=500, blank=True
    )

    privacy = Privacy(
        none=("organisation",),
        personal=("person", "deputy"),
        content=("introduction", "emergency_words"),
        subjects=("person", "deputy"),
        authors=("person",),
    )

    class Meta:
        """What it is called."""

        verbose_name = _("contact for concerns")
        verbose_name_plural = _("contacts for concerns")

    def __str__(self) -> str:
        """Say who."""
        return str(self.person_id)


class ConcernRoute(models.Model):
    """Who answers concerns in a programme, and how soon."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="concern_route", primary_key=True
    )
    # Without one, a lead coordinator.
    handler = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who answers"),
    )
    deputy = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who is told when nobody answers in time"),
    )
    urgent_hours = models.PositiveSmallIntegerField(_("urgent: answered within … hours"), default=4)
    normal_hours = models.PositiveSmallIntegerField(_("soon: within … hours"), default=48)
    low_hours = models.PositiveSmallIntegerField(_("can wait: within … hours"), default=120)

    privacy = Privacy(
        none=("programme", "urgent_hours", "normal_hours", "low_hours"),
        personal=("handler", "deputy"),
        subjects=("handler", "deputy"),
    )

    class Meta:
        """What is more urgent is answered sooner."""

        verbose_name = _("way for concerns")
        verbose_name_plural = _("ways for concerns")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    urgent_hours__gte=1,
                    normal_hours__gte=models.F("urgent_hours"),
                    low_hours__gte=models.F("normal_hours"),
                ),
                name="matching_route_hours",
            ),
        )

    def __str__(self) -> str:
        """Say whose."""
        return str(self.programme_id)


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Concerns, chainable."""

    def visible_to(self, person: Person) -> "ConcernQuerySet":
        """Return those the person raised, answers, or was told of when it was late.

        A role alone opens none: whoever is not named sees nothing, not even that there is one.
        """
        return self.filter(Q(raised_by=person) | Q(handler=person) | Q(escalated_to=person))

    def handled_by(self, person: Person) -> "ConcernQuerySet":
        """Return those that the person answers, or was told of when nobody did."""
        return self.filter(Q(handler=person) | Q(escalated_to=person))

    def raised_by(self, person: Person) -> "ConcernQuerySet":
        """Return those that the person raised."""
        return self.filter(raised_by=person)

    def open(self) -> "ConcernQuerySet":
        """Return those that are not settled."""
        return self.exclude(state=ConcernState.SETTLED)

    def waiting_for(self, person: Person) -> "ConcernQuerySet":
        """Return those that wait to be taken in hand by the person."""
        return self.handled_by(person).filter(state=ConcernState.RAISED)

    def late(self, now: datetime) -> "ConcernQuerySet":
        """Return those that nobody took in hand in time, and of which nobody else was told."""
        return self.filter(state=ConcernState.RAISED, answer_by__lte=now, escalated_at=None)

    def with_answers(self) -> Any:
        """Add `is_answered` to each: whether whoever raised it has had a word of answer."""
        replies = ConcernEntry.objects.filter(concern=OuterRef("pk"), kind=EntryKind.REPLY)
        return self.annotate(is_answered=Exists(replies))

    def with_people(self) -> "ConcernQuerySet":
        """Fetch whom they concern, so that their pages ask no more."""
        return self.select_related(
            "programme__organisation", "match", "raised_by", "handler", "escalated_to"
        ).prefetch_related(
            Prefetch(
                "match__members",
                queryset=MatchMember.objects.select_related("participant__person").order_by(
                    Lower("participant__person__name"), "pk"
                ),
            )
        )


class Concern(models.Model):
    """Something is not right; read by a named person, and by nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="concerns")
    match = models.ForeignKey(
        Match, on_delete=models.PROTECT, related_name="concerns", null=True, blank=True
    )
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("who reads it"), max_length=20, choices=Channel.choices)
    category = models.CharField(
        _("what it is about"), max_length=20, choices=ConcernCategory.choices
    )
    severity = models.CharField(
        _("how soon"), max_length=10, choices=Severity.choices, default=Severity.NORMAL
    )
    words = models.TextField(_("what happened"), max_length=4000)
    raised_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("state"), max_length=20, choices=ConcernState.choices, default=ConcernState.RAISED
    )
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    escalated_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        _("what came of it"), max_length=20, choices=ConcernOutcome.choices, blank=True
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "raised_at",
            "state",
            "answer_by",
            "taken_at",
            "escalated_at",
            "settled_at",
        ),
        personal=("raised_by", "handler", "escalated_to", "channel"),
        sensitive=("category", "severity", "outcome", "match"),
        content=("words",),
        subjects=("raised_by", "match__members__participant__person"),
        authors=("raised_by",),
        keeping=Keeping.CONCERN,
        counted_from=("settled_at",),
        erasing={
            "channel": OnErasure.KEEP,
            "category": OnErasure.KEEP,
            "severity": OnErasure.KEEP,
            "outcome": OnErasure.KEEP,
        },
        withheld={
            "*": Withheld.CONFIDENCE,
            "raised_by": Withheld.OTHERS,
            "words": Withheld.CONFIDENCE,
        },
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        """Latest first; whoever it is told to when late, and when, go together."""

        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ("-raised_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=ConcernState.values,
                    category__in=ConcernCategory.values,
                    severity__in=Severity.values,
                    channel__in=Channel.values,
                ),
                name="matching_concern_state",
            ),
            models.CheckConstraint(
                condition=Q(escalated_to__isnull=True, escalated_at__isnull=True)
                | Q(escalated_to__isnull=False, escalated_at__isnull=False),
                name="matching_concern_escalated",
            ),
            models.CheckConstraint(
                condition=(Q(state=ConcernState.SETTLED, settled_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state=ConcernState.SETTLED) & Q(settled_at__isnull=True, outcome="")),
                name="matching_concern_settled",
            ),
        )
        indexes = (models.Index(fields=("state", "answer_by"), name="matching_concern_due"),)

    def __str__(self) -> str:
        """Say the state, and never what it is about."""
        return self.get_state_display()


class ConcernEntry(models.Model):
    """One line of what was said and done about a concern."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Whom it was handed on to, or who was told because it was late.
    to = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    words = models.TextField(max_length=4000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "concern", "kind", "at"),
        personal=("by", "to"),
        content=("words",),
        subjects=("by", "to", "concern__raised_by", "concern__match__members__participant__person"),
        authors=("by",),
        keeping=Keeping.CONCERN,
        counted_from=("concern__settled_at",),
        withheld={
            "*": Withheld.CONFIDENCE,
            "by": Withheld.OTHERS,
            "to": Withheld.OTHERS,
            "words": Withheld.CONFIDENCE,
        },
    )

    class Meta:
        """In the order of time."""

        verbose_name = _("entry about a concern")
        verbose_name_plural = _("entries about concerns")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=EntryKind.values), name="matching_concernentry_kind"
            ),
        )

    def __str__(self) -> str:
        """Say the kind."""
        return self.get_kind_display()
