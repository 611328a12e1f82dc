"""When an instrument is asked of whom."""

import uuid
from datetime import tzinfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import WaveState
from evaluation.models.instrument import Instrument
from evaluation.models.plan import WavePlan
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.models import Cohort
from training.models import Session


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
        """Return those that ask the person: who is called, whatever they answered."""
        return self.filter(pk__in=person.calls.standing().values("wave"))

    def open(self) -> "WaveQuerySet":
        """Return those that can be answered now."""
        return self.filter(state=WaveState.OPEN)

    def unanswered_by(self, person: Person) -> "WaveQuerySet":
        """Return those that ask the person something they have not answered."""
        return self.filter(pk__in=person.calls.standing().unanswered().values("wave"))


class Wave(models.Model):
    """An instrument is put to some people of a cohort for some days.

    `states` narrows it to participants in these states; none means all who take part. With `forms`
    of 2 or more, each person is asked the core items and all parts of the others but one. A wave
    that was merged into another is answered in one go with it.
    """

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
    plan = models.ForeignKey(
        WavePlan, on_delete=models.SET_NULL, related_name="waves", null=True, blank=True
    )
    # Which time it is that the plan asks: 0 is the first; of sessions, none.
    occurrence = models.PositiveSmallIntegerField(null=True, blank=True)
    session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, related_name="waves", null=True, blank=True
    )
    states = models.JSONField(default=list, db_default=[], blank=True)
    forms = models.PositiveSmallIntegerField(default=1, db_default=1)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="merged", null=True, blank=True
    )
    # What the address of the room's link ends with; empty where there is none.
    room_key = models.CharField(max_length=40, blank=True, default="", db_default="")
    room_answers = models.PositiveIntegerField(default=0, db_default=0)
    # Why it was closed before its time, or kept open longer, in the words of who did.
    closing_reason = models.CharField(max_length=300, blank=True, default="", db_default="")

    privacy = Privacy(
        none=(
            "id",
            "instrument",
            "cohort",
            "state",
            "opens_at",
            "closes_at",
            "closed_at",
            "invited",
            "invitations_posted_at",
            "plan",
            "occurrence",
            "session",
            "states",
            "forms",
            "merged_into",
            "room_key",
            "room_answers",
        ),
        content=("closing_reason",),
    )

    objects = WaveQuerySet.as_manager()

    class Meta:
        """In the order of time; a closed wave says when it closed."""

        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ("opens_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=WaveState.values), name="evaluation_wave_state"
            ),
            models.UniqueConstraint(
                fields=("plan", "cohort", "occurrence"),
                condition=Q(occurrence__isnull=False),
                name="evaluation_wave_occurrence",
            ),
            models.UniqueConstraint(
                fields=("plan", "session", "cohort"),
                condition=Q(session__isnull=False),
                name="evaluation_wave_session",
            ),
            models.UniqueConstraint(
                fields=("room_key",), condition=~Q(room_key=""), name="evaluation_wave_room"
            ),
            models.CheckConstraint(
                condition=Q(forms__gte=1, forms__lte=6), name="evaluation_wave_forms"
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
    def zone(self) -> tzinfo:
        """Return the zone in which its calendar days are counted: the organisation's."""
        zone: tzinfo = self.cohort.programme.organisation.time_zone
        return zone


class WaveDay(models.Model):
    """How many answered a wave on one calendar day of its programme; a count, and nobody in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    answered = models.PositiveIntegerField(default=0)

    privacy = Privacy(
        none=("id", "wave", "day", "answered"),
    )

    class Meta:
        """A count for each day."""

        verbose_name = _("day of a survey")
        verbose_name_plural = _("days of surveys")
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("wave", "day"), name="evaluation_day_once"),)

    def __str__(self) -> str:
        """Say how many on which day."""
        return f"{self.answered} on {self.day}"
