"""Every counted hour, written once and never edited."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.enums import EntryKind, EntrySource
from training.models.competency import Competency
from training.models.session import Session


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Entries, chainable."""

    def visible_to(self, person: Person) -> "LedgerEntryQuerySet":
        """Return the person's own hours, and those in programmes whose training they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(person=person) | Q(programme_id__in=programmes) | Q(organisation_id__in=organisations)
        )

    def standing(self) -> "LedgerEntryQuerySet":
        """Return entries that no other has reversed, without the reversals themselves."""
        return self.filter(reverses__isnull=True, reversed_by__isnull=True)

    def learnt(self) -> "LedgerEntryQuerySet":
        """Return hours of learning: neither practice with mentees nor reviews."""
        return self.exclude(kind__in=[EntryKind.PRACTICE, EntryKind.REVIEW])


class LedgerEntry(models.Model):
    """Hours of learning that a person earned on a day; a mistake is reversed by another entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ledger_entries")
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    kind = models.CharField(_("counts as"), max_length=20, choices=EntryKind.choices)
    source = models.CharField(_("from"), max_length=20, choices=EntrySource.choices)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    earned_on = models.DateField(_("on"))
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="ledger_entries", null=True, blank=True
    )
    is_assured = models.BooleanField(_("assured"), default=True)
    rejected_reason = models.CharField(_("why not counted"), max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversed_by", null=True, blank=True
    )
    # Practice: whom the person mentored. Counted as one of the mentees of a period.
    counterpart = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # What another app calls the occasion, so that telling it twice enters it once.
    occasion_key = models.CharField(max_length=160, null=True, blank=True, unique=True)
    note = models.CharField(_("evidence, or why it was reversed"), max_length=300, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "programme",
            "source",
            "competency",
            "session",
            "is_assured",
            "reverses",
            "occasion_key",
            "entered_at",
        ),
        personal=("person", "role", "kind", "hours", "earned_on", "counterpart", "entered_by"),
        sensitive=("rejected_reason",),
        content=("note",),
        subjects=("person",),
        authors=("entered_by",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={
            "role": OnErasure.KEEP,
            "kind": OnErasure.KEEP,
            "hours": OnErasure.KEEP,
            "earned_on": OnErasure.KEEP,
            "note": OnErasure.BLANK,
        },
    )

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        """In the order of time; the database itself refuses changes and deletions."""

        verbose_name = _("entry in the training record")
        verbose_name_plural = _("entries in the training record")
        ordering = ("earned_on", "entered_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_ledger_hours"),
            models.CheckConstraint(
                condition=Q(kind__in=EntryKind.values), name="training_ledger_kind"
            ),
            models.CheckConstraint(
                condition=Q(source__in=EntrySource.values), name="training_ledger_source"
            ),
            models.CheckConstraint(
                condition=Q(role__in=ParticipantRole.values), name="training_ledger_role"
            ),
            models.CheckConstraint(
                condition=Q(is_assured=True, rejected_reason="")
                | (Q(is_assured=False) & ~Q(rejected_reason="")),
                name="training_ledger_rejected_reason",
            ),
        )
        indexes = (
            models.Index(
                fields=("organisation", "role", "person", "earned_on"),
                name="training_ledger_person",
            ),
        )

    def __str__(self) -> str:
        """Say how many hours of what."""
        return f"{self.hours} h {self.get_kind_display()}"
