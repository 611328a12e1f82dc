"""When an instrument is asked of whom."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import WaveState
from evaluation.models.instrument import Instrument
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Cohort, Participant

LAST_DAYS = timedelta(days=3)


class WaveQuerySet(models.QuerySet["Wave"]):
    """Waves, chainable."""

    def visible_to(self, person: Person) -> "WaveQuerySet":
        """Return those that ask the person, and those whose results the person may read."""
        organisations, programmes = places_allowing(person, Permission.VIEW_RESULTS)
        return self.filter(
            Q(pk__in=self.model.objects.asking(person).values("pk"))
            | Q(cohort__programme_id__in=programmes)
            | Q(cohort__programme__organisation_id__in=organisations)
        )

    def asking(self, person: Person) -> "WaveQuerySet":
        """Return those whose instrument is for a role that the person has in the cohort."""
        places = Participant.objects.taking_part().filter(
            person=person, cohort=OuterRef("cohort"), role=OuterRef("instrument__audience")
        )
        return self.filter(Exists(places))

    def open(self) -> "WaveQuerySet":
        """Return those that can be answered now."""
        return self.filter(state=WaveState.OPEN)

    def unanswered_by(self, person: Person) -> "WaveQuerySet":
        """Leave out those for which the person holds a receipt."""
        return self.exclude(receipts__person=person)


class Wave(models.Model):
    """An instrument is put to a cohort's mentors or mentees for some days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="waves")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="waves")
    state = models.CharField(
        _("state"), max_length=10, choices=WaveState.choices, default=WaveState.PLANNED
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    invited = models.PositiveIntegerField(_("people asked"), null=True, blank=True)
    invitations_posted_at = models.DateTimeField(null=True, blank=True)
    reminders_posted_at = models.DateTimeField(null=True, blank=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        """In the order of time; a closed wave says when it closed."""

        ordering = ("opens_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=WaveState.values), name="evaluation_wave_state"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="evaluation_wave_dates"
            ),
            models.CheckConstraint(
                condition=Q(state=WaveState.CLOSED, closed_at__isnull=False)
                | (~Q(state=WaveState.CLOSED) & Q(closed_at__isnull=True)),
                name="evaluation_wave_closed_at",
            ),
        )

    def __str__(self) -> str:
        """Say which instrument is asked."""
        return f"{self.instrument_id} in {self.cohort_id}"

    @property
    def reminder_at(self) -> datetime:
        """Return when those who have not answered are reminded: in its last days, once."""
        return self.closes_at - min(LAST_DAYS, (self.closes_at - self.opens_at) / 2)
