"""A mentee's line manager is asked by one link to endorse them."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.intake.enums import EndorsementState
from programmes.models.application import Application


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    """Endorsements, chainable."""

    def visible_to(self, person: Person) -> "EndorsementQuerySet":
        """Return those of applications the person may see."""
        return self.filter(application__in=Application.objects.visible_to(person))

    def open(self) -> "EndorsementQuerySet":
        """Return those that are neither answered nor withdrawn; their time may be over."""
        return self.filter(state=EndorsementState.OPEN)

    def favourable(self) -> "EndorsementQuerySet":
        """Return those that endorse, with or without conditions."""
        return self.filter(state__in=[EndorsementState.ENDORSED, EndorsementState.CONDITIONAL])


class Endorsement(models.Model):
    """Somebody's line manager, or who stands in for them, says whether time can be released."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="endorsements"
    )
    # They need no account.
    endorser = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="endorsements")
    state = models.CharField(
        _("state"), max_length=20, choices=EndorsementState.choices, default=EndorsementState.OPEN
    )
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    # Time that is released, in hours a month, where they said so.
    hours_a_month = models.DecimalField(
        _("hours a month released"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    # The conditions, or why not now.
    words = models.TextField(_("in their words"), max_length=1000, blank=True)
    # The request in whose place this one was made.
    instead_of = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="substitute"
    )
    nudged_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "application",
            "state",
            "asked_at",
            "expires_at",
            "answered_at",
            "instead_of",
            "nudged_at",
        ),
        personal=("endorser", "hours_a_month"),
        content=("words",),
        subjects=("application__person",),
        authors=("endorser",),
        keeping=Keeping.APPLICATION,
        counted_from=("application__decisions__published_at",),
        erasing={"hours_a_month": OnErasure.KEEP, "words": OnErasure.BLANK},
    )

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        """An application is before one endorser at a time; conditions and refusals have words."""

        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ("-asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(state=EndorsementState.OPEN),
                name="programmes_endorsement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=EndorsementState.values), name="programmes_endorsement_state"
            ),
            models.CheckConstraint(
                condition=Q(state=EndorsementState.OPEN, answered_at__isnull=True)
                | (~Q(state=EndorsementState.OPEN) & Q(answered_at__isnull=False)),
                name="programmes_endorsement_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EndorsementState.CONDITIONAL, EndorsementState.NOT_NOW])
                | ~Q(words=""),
                name="programmes_endorsement_words",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="programmes_endorsement_times"
            ),
        )

    def __str__(self) -> str:
        """Say how it stands."""
        return self.get_state_display()

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time ran out before anybody answered."""
        return self.state == EndorsementState.OPEN and self.expires_at <= now
