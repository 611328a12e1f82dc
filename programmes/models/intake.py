"""Who may take part, how their turn is reckoned, and who waits for a place."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ParticipantRole
from programmes.intake.enums import (
    EligibilityFact,
    EligibilityTest,
    PromotionRule,
    WaitingState,
)
from programmes.models.application import Application
from programmes.models.programme import Programme

HIGHEST_PRIORITY, LOWEST_PRIORITY = 1, 5


class EligibilityRuleQuerySet(models.QuerySet["EligibilityRule"]):
    """Eligibility rules, chainable."""

    def visible_to(self, person: Person) -> "EligibilityRuleQuerySet":
        """Return those of programmes whose applications the person may see."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_APPLICATIONS)
        )


class EligibilityRule(models.Model):
    """A condition for taking part in a programme in a role, in a form that can be reckoned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="eligibility_rules"
    )
    role = models.CharField(_("of"), max_length=10, choices=ParticipantRole.choices)
    fact = models.CharField(_("what"), max_length=30, choices=EligibilityFact.choices)
    test = models.CharField(_("how"), max_length=20, choices=EligibilityTest.choices)
    words = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    # Who does not meet it may not apply; otherwise the coordinators are only told.
    is_must = models.BooleanField(_("nobody may apply without it"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        none=("id", "programme", "role", "fact", "test", "words", "number", "is_must", "position")
    )

    objects = EligibilityRuleQuerySet.as_manager()

    class Meta:
        """In the order they were written; a rule has words or a number, as its test needs."""

        verbose_name = _("eligibility rule")
        verbose_name_plural = _("eligibility rules")
        ordering = ("role", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    fact__in=EligibilityFact.values,
                    test__in=EligibilityTest.values,
                    role__in=ParticipantRole.values,
                ),
                name="programmes_eligibility_kind",
            ),
            models.CheckConstraint(
                condition=Q(
                    test__in=[EligibilityTest.ONE_OF, EligibilityTest.NONE_OF],
                    words__len__gte=1,
                    number__isnull=True,
                )
                | Q(
                    test__in=[EligibilityTest.AT_LEAST, EligibilityTest.AT_MOST],
                    words__len=0,
                    number__isnull=False,
                ),
                name="programmes_eligibility_values",
            ),
        )

    def __str__(self) -> str:
        """Say what it looks at."""
        return self.get_fact_display()


class IntakePolicy(models.Model):
    """How mentees come into a programme, where programmes differ."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="intake_policy"
    )
    endorsement_days = models.PositiveSmallIntegerField(
        _("days a line manager has to answer"), default=14
    )
    promotion_rule = models.CharField(
        _("who is next on the waiting list"),
        max_length=20,
        choices=PromotionRule.choices,
        default=PromotionRule.FIRST_COME,
    )
    # What earns a better place, in words everybody on the list may read.
    priority_words = models.TextField(_("what gives priority"), max_length=500, blank=True)
    # What mentees agree to besides what is usual, one promise a line.
    commitments = models.TextField(
        _("what else is asked of mentees"), max_length=1500, blank=True, default="", db_default=""
    )

    privacy = Privacy(
        none=("id", "programme", "endorsement_days", "promotion_rule"),
        content=("priority_words", "commitments"),
    )

    class Meta:
        """A line manager has a day at least."""

        verbose_name = _("rules for taking mentees in")
        verbose_name_plural = _("rules for taking mentees in")
        constraints = (
            models.CheckConstraint(
                condition=Q(endorsement_days__gte=1, promotion_rule__in=PromotionRule.values),
                name="programmes_intakepolicy_values",
            ),
        )

    def __str__(self) -> str:
        """Say whose it is."""
        return f"intake of {self.programme_id}"


class WaitingPlaceQuerySet(models.QuerySet["WaitingPlace"]):
    """Places on waiting lists, chainable."""

    def visible_to(self, person: Person) -> "WaitingPlaceQuerySet":
        """Return those of applications the person may see."""
        return self.filter(application__in=Application.objects.visible_to(person))

    def waiting(self) -> "WaitingPlaceQuerySet":
        """Return those still waiting."""
        return self.filter(state=WaitingState.WAITING)


class WaitingPlace(models.Model):
    """Somebody's place on a cohort's waiting list, and how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="waiting_place"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=WaitingState.choices, default=WaitingState.WAITING
    )
    # 1 comes before 5; the usual place is in the middle.
    priority = models.PositiveSmallIntegerField(_("priority"), default=3)
    priority_reason = models.CharField(_("why"), max_length=300, blank=True)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Under which rule they were next; out of turn, why.
    rule = models.CharField(_("rule"), max_length=20, choices=PromotionRule.choices, blank=True)
    out_of_turn_reason = models.CharField(_("why out of turn"), max_length=300, blank=True)

    privacy = Privacy(
        none=("id", "application", "state", "joined_at", "ended_at", "rule"),
        personal=("ended_by",),
        sensitive=("priority",),
        content=("priority_reason", "out_of_turn_reason"),
        subjects=("application__person",),
        keeping=Keeping.APPLICATION,
        counted_from=("application__decisions__published_at",),
        erasing={
            "priority": OnErasure.KEEP,
            "priority_reason": OnErasure.BLANK,
            "out_of_turn_reason": OnErasure.BLANK,
        },
    )

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        """Priorities run from 1 to 5; how a wait ended is said."""

        verbose_name = _("place on the waiting list")
        verbose_name_plural = _("places on the waiting list")
        ordering = ("joined_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=WaitingState.values,
                    priority__gte=HIGHEST_PRIORITY,
                    priority__lte=LOWEST_PRIORITY,
                    rule__in=["", *PromotionRule.values],
                ),
                name="programmes_waitingplace_values",
            ),
            models.CheckConstraint(
                condition=Q(state=WaitingState.WAITING, ended_at__isnull=True)
                | (~Q(state=WaitingState.WAITING) & Q(ended_at__isnull=False)),
                name="programmes_waitingplace_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=WaitingState.PROMOTED) | ~Q(rule=""),
                name="programmes_waitingplace_rule",
            ),
        )

    def __str__(self) -> str:
        """Say how it stands."""
        return self.get_state_display()
