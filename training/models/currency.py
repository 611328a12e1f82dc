"""How current training must be kept, and how current it is."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.enums import CurrencyRule, CurrencyStatus, Renewal


def _hours(
    label: Any, *, is_optional: bool = True, default: Decimal | None = None
) -> "models.DecimalField[Any, Any]":
    """Return a field for hours of a policy."""
    return models.DecimalField(
        label,
        max_digits=4,
        decimal_places=1,
        null=is_optional,
        blank=is_optional,
        default=default,
    )


class CurrencyPolicyQuerySet(models.QuerySet["CurrencyPolicy"]):
    """Policies, chainable."""

    def visible_to(self, person: Person) -> "CurrencyPolicyQuerySet":
        """Return those of programmes whose training the person may see."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        )


class CurrencyPolicy(models.Model):
    """What a programme asks of its mentors, or its mentees, to stay current."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="currency_policies"
    )
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    initial_hours = _hours(_("hours before the first match"), is_optional=False, default=Decimal(6))
    initial_cap = _hours(_("initial hours that count at most"))
    prior_learning_cap = _hours(_("hours of prior learning that count at most"))
    refresher_hours = _hours(_("refresher hours in each period"), default=Decimal(3))
    refresher_cap = _hours(_("refresher hours that count at most in each period"))
    counted_gatherings = models.PositiveSmallIntegerField(
        _("or gatherings in each period"), null=True, blank=True, default=2
    )
    counted_refreshers = models.PositiveSmallIntegerField(
        _("or refreshers in each period"), null=True, blank=True
    )
    is_repeated = models.BooleanField(_("asked for again in every period"), default=True)
    period_months = models.PositiveSmallIntegerField(_("length of a period in months"), default=12)
    renewal = models.CharField(
        _("the next period runs"), max_length=10, choices=Renewal.choices, default=Renewal.ROLLING
    )
    anchor_month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    anchor_day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    due_window_days = models.PositiveSmallIntegerField(_("days before expiry"), default=60)
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=60)
    activity_mentees = models.PositiveSmallIntegerField(_("mentees"), null=True, blank=True)
    activity_months = models.PositiveSmallIntegerField(_("in months"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(_("review every"), null=True, blank=True)
    # The published regime it was taken from, as long as nobody has changed its rules.
    regime = models.CharField(max_length=40, blank=True, default="", db_default="")

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "role",
            "initial_hours",
            "initial_cap",
            "prior_learning_cap",
            "refresher_hours",
            "refresher_cap",
            "counted_gatherings",
            "counted_refreshers",
            "is_repeated",
            "period_months",
            "renewal",
            "anchor_month",
            "anchor_day",
            "due_window_days",
            "grace_days",
            "activity_mentees",
            "activity_months",
            "review_months",
            "regime",
        ),
    )

    objects = CurrencyPolicyQuerySet.as_manager()

    class Meta:
        """One policy per programme and role."""

        verbose_name = _("currency policy")
        verbose_name_plural = _("currency policies")
        constraints = (
            models.UniqueConstraint(fields=("programme", "role"), name="training_policy_once"),
            models.CheckConstraint(
                condition=Q(role__in=ParticipantRole.values), name="training_policy_role"
            ),
            models.CheckConstraint(condition=Q(period_months__gt=0), name="training_policy_period"),
            models.CheckConstraint(
                condition=Q(renewal__in=Renewal.values), name="training_policy_renewal"
            ),
            models.CheckConstraint(
                condition=Q(activity_mentees__isnull=True, activity_months__isnull=True)
                | Q(activity_mentees__isnull=False, activity_months__isnull=False),
                name="training_policy_activity",
            ),
            models.CheckConstraint(
                condition=Q(anchor_month__isnull=True, anchor_day__isnull=True)
                | Q(anchor_month__range=(1, 12), anchor_day__range=(1, 28)),
                name="training_policy_anchor",
            ),
        )

    def __str__(self) -> str:
        """Say whose policy it is."""
        return f"{self.get_role_display()} of {self.programme_id}"


class StandingQuerySet(models.QuerySet["Standing"]):
    """Standings, chainable."""

    def visible_to(self, person: Person) -> "StandingQuerySet":
        """Return the person's own standing, and those in programmes whose training they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(person=person)
            | Q(policy__programme_id__in=programmes)
            | Q(policy__programme__organisation_id__in=organisations)
        )


class Standing(models.Model):
    """A person's currency under a policy as last computed, so that registers can be searched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    policy = models.ForeignKey(CurrencyPolicy, on_delete=models.CASCADE, related_name="standings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings")
    status = models.CharField(_("currency"), max_length=20, choices=CurrencyStatus.choices)
    # Which clock runs out first, and the period it is in; `turn` names that period for reminders.
    rule = models.CharField(max_length=20, choices=CurrencyRule.choices, blank=True)
    turn = models.DateField(null=True, blank=True)
    period = models.PositiveSmallIntegerField(default=0)
    is_paused = models.BooleanField(_("away"), default=False)
    renewed_on = models.DateField(_("renewed on"), null=True, blank=True)
    expires_on = models.DateField(_("in date until"), null=True, blank=True)
    next_change_on = models.DateField(_("changes on"), null=True, blank=True)
    computed_on = models.DateField()

    privacy = Privacy(
        none=("id", "policy", "rule", "turn", "period", "next_change_on", "computed_on"),
        personal=("person", "status", "renewed_on", "expires_on", "is_paused"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "policy__programme"),
        erasing={
            "status": OnErasure.KEEP,
            "renewed_on": OnErasure.KEEP,
            "expires_on": OnErasure.KEEP,
            "is_paused": OnErasure.KEEP,
        },
    )

    objects = StandingQuerySet.as_manager()

    # Added by the register: the person's latest place in the programme.
    place_id: uuid.UUID

    class Meta:
        """One per policy and person."""

        verbose_name = _("standing in training")
        verbose_name_plural = _("standings in training")
        constraints = (
            models.UniqueConstraint(fields=("policy", "person"), name="training_standing_once"),
            models.CheckConstraint(
                condition=Q(status__in=CurrencyStatus.values), name="training_standing_status"
            ),
            models.CheckConstraint(
                condition=Q(rule__in=["", *CurrencyRule.values]), name="training_standing_rule"
            ),
        )
        indexes = (
            models.Index(
                fields=("policy", "status", "expires_on"), name="training_standing_by_status"
            ),
        )

    def __str__(self) -> str:
        """Say the status."""
        return self.get_status_display()

    @property
    def last_chance_on(self) -> date | None:
        """Return the last day on which a refresher keeps the person from falling further.

        While in date or due that is the last day in date, in grace the last day of grace; None
        when nothing runs out, or when it has lapsed and any day is as good.
        """
        if self.expires_on is None or self.status == CurrencyStatus.LAPSED:
            return None
        if self.status == CurrencyStatus.IN_GRACE:
            return self.next_change_on - timedelta(days=1) if self.next_change_on else None
        return self.expires_on

    @property
    def lapses_on(self) -> date | None:
        """Return the day on which the person lapses unless they refresh or go away; None: never."""
        if self.expires_on is None:
            return None
        return self.expires_on + timedelta(days=self.policy.grace_days + 1)
