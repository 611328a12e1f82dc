"""How many months an organisation keeps each class of what is about people, and what went."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, Privacy

CHOICES = (
    (Keeping.ACCOUNT.value, _("Accounts of people who left")),
    (Keeping.RELATIONSHIP.value, _("What pairs wrote and noted")),
    (Keeping.PARTICIPATION.value, _("Taking part: training, communities, matching")),
    (Keeping.APPLICATION.value, _("Applications, reviews and decisions")),
    (Keeping.CONCERN.value, _("Concerns")),
    (Keeping.ANSWER.value, _("Words in answers to surveys")),
    (Keeping.MESSAGE.value, _("Texts of sent mails")),
    (Keeping.RECORD.value, _("Proofs: certificates, consents, requests")),
)


class KeepingRuleQuerySet(models.QuerySet["KeepingRule"]):
    """Rules, chainable."""

    def visible_to(self, person: Person) -> "KeepingRuleQuerySet":
        """Return those of organisations the person administers."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415  (a circle)

        administered = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(organisation__in=administered)


class KeepingRule(models.Model):
    """After so many months what is of this class goes; only once somebody looked at what would."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="keeping_rules"
    )
    keeping = models.CharField(_("what"), max_length=20, choices=CHOICES)
    months = models.PositiveSmallIntegerField(_("months"))
    # Who looked at what would go, and let the nights begin; none after each change of months.
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        none=("id", "organisation", "keeping", "months", "released_at"),
        personal=("released_by",),
    )

    objects = KeepingRuleQuerySet.as_manager()

    class Meta:
        """One for each class; from one month to fifty years."""

        verbose_name = _("rule for keeping")
        verbose_name_plural = _("rules for keeping")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "keeping"), name="accounts_keepingrule_once"
            ),
            models.CheckConstraint(
                condition=Q(months__range=(1, 600)), name="accounts_keepingrule_months"
            ),
            models.CheckConstraint(
                condition=Q(keeping__in=[value for value, _label in CHOICES]),
                name="accounts_keepingrule_class",
            ),
        )

    def __str__(self) -> str:
        """Say what it is for."""
        return self.get_keeping_display()


class KeepingNight(models.Model):
    """What went by a rule on one day, in counts; it says of nobody whose it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(KeepingRule, on_delete=models.CASCADE, related_name="nights")
    on = models.DateField(_("day"))
    counts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    privacy = Privacy(none=("id", "rule", "on", "counts"))

    class Meta:
        """The latest first; one for each day."""

        verbose_name = _("night of deleting")
        verbose_name_plural = _("nights of deleting")
        ordering = ("-on",)
        constraints = (
            models.UniqueConstraint(fields=("rule", "on"), name="accounts_keepingnight_once"),
        )

    def __str__(self) -> str:
        """Say which day."""
        return str(self.on)


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Holds, chainable."""

    def visible_to(self, person: Person) -> "LegalHoldQuerySet":
        """Return those of organisations the person administers."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415  (a circle)

        administered = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(organisation__in=administered)

    def standing(self) -> "LegalHoldQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_at__isnull=True)


class LegalHold(models.Model):
    """Nothing of a person may go for now: a dispute, an inquiry, a duty to keep."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="legal_holds"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.CharField(_("why"), max_length=300)
    begun_at = models.DateTimeField(_("since"))
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        none=("id", "organisation", "begun_at", "ended_at"),
        personal=("person", "begun_by", "ended_by"),
        sensitive=("reason",),
        subjects=("person",),
        keeping=Keeping.RECORD,
        counted_from=("ended_at",),
    )

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        """One at a time for each person in an organisation."""

        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "person"),
                condition=Q(ended_at__isnull=True),
                name="accounts_legalhold_one",
            ),
        )

    def __str__(self) -> str:
        """Say since when."""
        return str(self.begun_at)
