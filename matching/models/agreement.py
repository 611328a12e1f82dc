"""What the people of a match agreed, version by version, and who signed."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.agreeing.enums import AgreementState
from matching.models.match import Match, MatchMember
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements, chainable."""

    def visible_to(self, person: Person) -> "AgreementQuerySet":
        """Return those of the person's own matches; the words are for nobody else."""
        return self.filter(match__in=Match.objects.involving(person))

    def in_force(self) -> "AgreementQuerySet":
        """Return those that everybody signed and no later one replaced."""
        return self.filter(state=AgreementState.IN_FORCE)


class Agreement(models.Model):
    """Five lines on how a match works together; it counts once everybody has signed.

    Coordinators see that it is signed, how often the pair means to meet and until when; the words
    are for the people of the match alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=AgreementState.choices,
        default=AgreementState.PROPOSED,
    )
    purpose = models.TextField(_("what we work on"), max_length=1000)
    confidentiality = models.TextField(_("what stays between us, and what cannot"), max_length=1000)
    every_weeks = models.PositiveSmallIntegerField(_("we meet every … weeks"))
    contact = models.TextField(_("how we reach each other"), max_length=1000)
    ends_on = models.DateField(_("until"))
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    in_force_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "match", "version", "state", "written_at", "in_force_at"),
        personal=("written_by", "every_weeks", "ends_on"),
        content=("purpose", "confidentiality", "contact"),
        subjects=("match__members__participant__person",),
        authors=("written_by",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={"every_weeks": OnErasure.KEEP, "ends_on": OnErasure.KEEP},
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        """Versions are counted; one waits and one counts at a time."""

        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("match", "-version")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values), name="matching_agreement_state"
            ),
            models.UniqueConstraint(fields=("match", "version"), name="matching_agreement_version"),
            models.UniqueConstraint(
                fields=("match",),
                condition=Q(state=AgreementState.PROPOSED),
                name="matching_agreement_one_waits",
            ),
            models.UniqueConstraint(
                fields=("match",),
                condition=Q(state=AgreementState.IN_FORCE),
                name="matching_agreement_one_counts",
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__range=(1, 26)), name="matching_agreement_cadence"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[AgreementState.IN_FORCE, AgreementState.REPLACED],
                    in_force_at__isnull=False,
                )
                | Q(
                    state__in=[AgreementState.PROPOSED, AgreementState.WITHDRAWN],
                    in_force_at__isnull=True,
                ),
                name="matching_agreement_in_force_at",
            ),
        )

    def __str__(self) -> str:
        """Say the version."""
        return f"version {self.version}"

    def unsigned_members(self) -> "models.QuerySet[MatchMember]":
        """Return the members of the match who have not signed this version."""
        signed = Signature.objects.filter(agreement=self, member=OuterRef("pk"))
        return MatchMember.objects.filter(~Q(Exists(signed)), match_id=self.match_id)


class Signature(models.Model):
    """A member of a match put their name to one version of its agreement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    member = models.ForeignKey(MatchMember, on_delete=models.CASCADE, related_name="signatures")
    signed_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "agreement"),
        personal=("member", "signed_at"),
        subjects=("member__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("agreement__match__ended_on",),
        erasing={"signed_at": OnErasure.KEEP},
    )

    class Meta:
        """Each member signs a version once."""

        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("signed_at",)
        constraints = (
            models.UniqueConstraint(fields=("agreement", "member"), name="matching_signature_once"),
        )

    def __str__(self) -> str:
        """Say when."""
        return f"signed {self.signed_at:%Y-%m-%d}"
