"""What is decided about an application: staged, then published, and what came back."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models.application import Application
from programmes.selection.enums import AppealKind, DecisionReason, DecisionState, Outcome


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions, chainable."""

    def visible_to(self, person: Person) -> "DecisionQuerySet":
        """Return those of applications the person may see; one's own only once published."""
        seen = self.filter(application__in=Application.objects.visible_to(person))
        return seen.exclude(application__person=person, state=DecisionState.STAGED)

    def staged(self) -> "DecisionQuerySet":
        """Return those that only the coordinators know of."""
        return self.filter(state=DecisionState.STAGED)

    def in_force(self) -> "DecisionQuerySet":
        """Return those that applicants were told, and that were not reconsidered."""
        return self.filter(state=DecisionState.PUBLISHED)


class Decision(models.Model):
    """What the coordinators decide about an application, and the letter that says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=DecisionState.choices, default=DecisionState.STAGED
    )
    reason = models.CharField(_("reason"), max_length=30, choices=DecisionReason.choices)
    # How the flagged essentials are answered; has to be said where there are any.
    essentials_answer = models.TextField(
        _("about what is essential and not met"), max_length=1000, blank=True
    )
    # Where nobody reviewed the application, why it is decided all the same.
    without_reviews = models.CharField(
        _("why it is decided without reviews"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
    )
    # What the applicant may read, and what they never read.
    feedback = models.TextField(_("feedback for the applicant"), max_length=3000, blank=True)
    private_note = models.TextField(_("note for the coordinators"), max_length=2000, blank=True)
    # The letter in the coordinator's words; empty for the usual one until it is published.
    letter = models.TextField(_("letter"), max_length=5000, blank=True)
    # The keys of the criteria to work on first.
    development_keys = ArrayField(models.UUIDField(), default=list, blank=True)
    # The score it rests on as a fraction of 1, and how complete that was, on the day.
    score = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)
    staged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    staged_at = models.DateTimeField()
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "application", "state", "staged_at", "published_at"),
        personal=("staged_by", "published_by"),
        sensitive=("outcome", "reason", "development_keys", "score"),
        content=("essentials_answer", "without_reviews", "feedback", "private_note", "letter"),
        subjects=("application__person",),
        keeping=Keeping.APPLICATION,
        counted_from=("published_at",),
        erasing={
            "outcome": OnErasure.KEEP,
            "reason": OnErasure.KEEP,
            "score": OnErasure.KEEP,
            "essentials_answer": OnErasure.BLANK,
            "without_reviews": OnErasure.BLANK,
            "feedback": OnErasure.BLANK,
            "private_note": OnErasure.BLANK,
            "letter": OnErasure.BLANK,
        },
        withheld={"private_note": Withheld.CONFIDENCE},
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        """One decision stands for an application, staged or published."""

        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-staged_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=~Q(state=DecisionState.SUPERSEDED),
                name="programmes_decision_one",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=DecisionState.values,
                    outcome__in=Outcome.values,
                    reason__in=DecisionReason.values,
                ),
                name="programmes_decision_state",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=DecisionState.STAGED, published_at__isnull=True, published_by__isnull=True
                )
                | (
                    ~Q(state=DecisionState.STAGED)
                    & Q(published_at__isnull=False, published_by__isnull=False)
                ),
                name="programmes_decision_published",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="programmes_decision_score",
            ),
        )

    def __str__(self) -> str:
        """Say what is decided."""
        return self.get_outcome_display()


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Appeals and questions, chainable."""

    def visible_to(self, person: Person) -> "AppealQuerySet":
        """Return those of decisions the person may see."""
        return self.filter(decision__in=Decision.objects.visible_to(person))

    def unanswered(self) -> "AppealQuerySet":
        """Return those that wait for a coordinator."""
        return self.filter(answered_at__isnull=True)


class Appeal(models.Model):
    """What an applicant asks after a decision, and what they were answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="appeals")
    kind = models.CharField(_("what"), max_length=20, choices=AppealKind.choices)
    words = models.TextField(_("in their words"), max_length=3000)
    asked_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "decision", "kind", "asked_at", "answered_at"),
        personal=("answered_by",),
        content=("words", "answer"),
        subjects=("decision__application__person",),
        authors=("decision__application__person",),
        keeping=Keeping.APPLICATION,
        counted_from=("decision__published_at",),
        erasing={"answer": OnErasure.BLANK},
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        """One waits at a time; an answer has words, a writer and a day."""

        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("-asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("decision",),
                condition=Q(answered_at__isnull=True),
                name="programmes_appeal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AppealKind.values), name="programmes_appeal_kind"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="programmes_appeal_answered",
            ),
        )

    def __str__(self) -> str:
        """Say what it is."""
        return self.get_kind_display()
