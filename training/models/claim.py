"""Learning done elsewhere that somebody asks to have credited, and gates opened by a person."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ParticipantRole
from programmes.models import Programme, StoredFile
from training.enums import ClaimState, EntryKind
from training.models.competency import Competency


class PriorLearningClaimQuerySet(models.QuerySet["PriorLearningClaim"]):
    """Claims, chainable."""

    def visible_to(self, person: Person) -> "PriorLearningClaimQuerySet":
        """Return the person's own, and those in programmes whose training they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(person=person)
            | Q(programme_id__in=programmes)
            | Q(programme__organisation_id__in=organisations)
        )

    def open(self) -> "PriorLearningClaimQuerySet":
        """Return those nobody has answered."""
        return self.filter(state=ClaimState.OPEN)


class PriorLearningClaim(models.Model):
    """Somebody asks to have hours credited that they learnt elsewhere, with evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="learning_claims")
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    kind = models.CharField(_("as"), max_length=20, choices=EntryKind.choices)
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    what = models.CharField(_("what you learnt, and where"), max_length=200)
    evidence = models.TextField(_("evidence"), max_length=2000, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    earned_on = models.DateField(_("finished on"))
    state = models.CharField(
        _("state"), max_length=20, choices=ClaimState.choices, default=ClaimState.OPEN
    )
    claimed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # What was credited of it, and what the person reads.
    hours_credited = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    privacy = Privacy(
        none=("id", "programme", "competency", "claimed_at", "decided_at"),
        personal=(
            "person",
            "role",
            "kind",
            "hours",
            "earned_on",
            "state",
            "decided_by",
            "hours_credited",
        ),
        sensitive=("reason", "file"),
        content=("what", "evidence"),
        subjects=("person",),
        authors=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={
            "role": OnErasure.KEEP,
            "kind": OnErasure.KEEP,
            "hours": OnErasure.KEEP,
            "earned_on": OnErasure.KEEP,
            "state": OnErasure.KEEP,
            "hours_credited": OnErasure.KEEP,
        },
    )

    objects = PriorLearningClaimQuerySet.as_manager()

    class Meta:
        """Evidence is words or a file; who decided and when go together."""

        verbose_name = _("claim of prior learning")
        verbose_name_plural = _("claims of prior learning")
        ordering = ("claimed_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=ClaimState.values,
                    kind__in=EntryKind.values,
                    role__in=ParticipantRole.values,
                ),
                name="training_claim_state",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_claim_hours"),
            models.CheckConstraint(
                condition=~Q(evidence="") | Q(file__isnull=False), name="training_claim_evidence"
            ),
            models.CheckConstraint(
                condition=Q(hours_credited__isnull=True)
                | Q(hours_credited__gte=0, hours_credited__lte=F("hours")),
                name="training_claim_credited",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="training_claim_decided",
            ),
        )

    def __str__(self) -> str:
        """Return what it is about."""
        return self.what


class WaiverQuerySet(models.QuerySet["Waiver"]):
    """Waivers, chainable."""

    def visible_to(self, person: Person) -> "WaiverQuerySet":
        """Return the person's own, and those in programmes whose training they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(person=person)
            | Q(programme_id__in=programmes)
            | Q(programme__organisation_id__in=organisations)
        )


class Waiver(models.Model):
    """A coordinator lets somebody be matched although their training says no, until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="waivers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="waivers")
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    reason = models.CharField(_("reason"), max_length=300)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "programme", "given_at", "revoked_at"),
        personal=("person", "role", "starts_on", "ends_on", "given_by", "revoked_by"),
        sensitive=("reason",),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={"role": OnErasure.KEEP, "starts_on": OnErasure.KEEP, "ends_on": OnErasure.KEEP},
    )

    objects = WaiverQuerySet.as_manager()

    class Meta:
        """It has a reason and an end; one at a time for a person."""

        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ("-given_at",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="training_waiver_reason"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="training_waiver_dates"
            ),
            models.CheckConstraint(
                condition=Q(role__in=ParticipantRole.values), name="training_waiver_role"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="training_waiver_revoked",
            ),
        )

    def __str__(self) -> str:
        """Say until when."""
        return f"until {self.ends_on}"


class ActivityPass(models.Model):
    """Somebody lapsed for want of mentees alone and was matched all the same, which restores it.

    It is used up until practice with one of that match's mentees is on record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="activity_passes")
    # What matching calls the match that the pass opened.
    occasion_key = models.CharField(max_length=160, unique=True)
    given_on = models.DateField()
    # The match never began, so it cost nothing.
    returned_on = models.DateField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "programme", "occasion_key"),
        personal=("person", "given_on", "returned_on"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """The latest first."""

        verbose_name = _("activity pass")
        verbose_name_plural = _("activity passes")
        ordering = ("-given_on", "pk")

    def __str__(self) -> str:
        """Say since when."""
        return f"since {self.given_on}"
