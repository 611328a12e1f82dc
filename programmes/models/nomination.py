"""Somebody is put forward by somebody else, with a reason, and says whether they will."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ParticipantRole
from programmes.intake.enums import NominationState, NominatorKind
from programmes.models.cohort import Cohort
from programmes.models.programme import Programme


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Nominations, chainable."""

    def visible_to(self, person: Person) -> "NominationQuerySet":
        """Return those by or of the person, and those where they may see applications."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_APPLICATIONS)
        return self.filter(
            Q(nominee=person) | Q(nominated_by=person) | Q(cohort__programme__in=allowed)
        )

    def open(self) -> "NominationQuerySet":
        """Return those the nominee has not answered."""
        return self.filter(state=NominationState.OPEN)


class Nomination(models.Model):
    """A manager, a mentor or a colleague puts somebody forward for a cohort."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="nominations")
    role = models.CharField(_("as"), max_length=10, choices=ParticipantRole.choices)
    nominee = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="nominations_received"
    )
    nominated_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="nominations_made"
    )
    nominator_kind = models.CharField(
        _("nominated by their"), max_length=20, choices=NominatorKind.choices
    )
    # The coordinator who wrote it down for somebody, where one did.
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The nominee reads it.
    reason = models.TextField(_("why them"), max_length=1000)
    state = models.CharField(
        _("state"), max_length=20, choices=NominationState.choices, default=NominationState.OPEN
    )
    nominated_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(_("in their words"), max_length=500, blank=True)

    privacy = Privacy(
        none=("id", "cohort", "role", "nominator_kind", "state", "nominated_at", "answered_at"),
        personal=("nominee", "nominated_by", "noted_by"),
        content=("reason", "words"),
        subjects=("nominee",),
        authors=("nominated_by", "nominee"),
        keeping=Keeping.APPLICATION,
        counted_from=("answered_at",),
        erasing={"reason": OnErasure.BLANK},
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        """Somebody nominates somebody once at a time; nobody nominates themselves."""

        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ("-nominated_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "role", "nominee", "nominated_by"),
                condition=Q(state=NominationState.OPEN),
                name="programmes_nomination_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(nominee=models.F("nominated_by")), name="programmes_nomination_other"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=NominationState.values,
                    role__in=ParticipantRole.values,
                    nominator_kind__in=NominatorKind.values,
                ),
                name="programmes_nomination_state",
            ),
            models.CheckConstraint(
                condition=Q(state=NominationState.OPEN, answered_at__isnull=True)
                | (~Q(state=NominationState.OPEN) & Q(answered_at__isnull=False)),
                name="programmes_nomination_answered",
            ),
        )

    def __str__(self) -> str:
        """Say how it stands."""
        return self.get_state_display()
