"""When a match meets."""

import uuid
from datetime import datetime, timedelta

from django.core.validators import URLValidator
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from matching.enums import MeetingState
from matching.models.match import Match
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy

ENDS_AT = ExpressionWrapper(
    F("starts_at")
    + ExpressionWrapper(F("minutes") * Value(timedelta(minutes=1)), output_field=DurationField()),
    output_field=models.DateTimeField(),
)


class MeetingSeries(models.Model):
    """Meetings that come round every so many weeks, at the same hour of the maker's own clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="series")
    first_on = models.DateField(_("first day"))
    at = models.TimeField(_("time"))
    time_zone = TimeZoneField(use_pytz=False)
    every_weeks = models.PositiveSmallIntegerField(_("every … weeks"))
    times = models.PositiveSmallIntegerField(_("how often"))
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "match", "first_on", "at", "every_weeks", "times", "made_at", "ended_at"),
        personal=("time_zone", "made_by"),
        subjects=("match__members__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={"time_zone": OnErasure.KEEP},
    )

    class Meta:
        """A series has an end."""

        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        constraints = (
            models.CheckConstraint(
                condition=Q(every_weeks__range=(1, 8), times__range=(2, 60)),
                name="matching_series_lengths",
            ),
        )

    def __str__(self) -> str:
        """Say how often."""
        return f"every {self.every_weeks} weeks"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, chainable."""

    def visible_to(self, person: Person) -> "MeetingQuerySet":
        """Return the meetings of matches that the person may see."""
        return self.filter(match__in=Match.objects.visible_to(person))

    def involving(self, person: Person) -> "MeetingQuerySet":
        """Return the meetings of the person's own matches."""
        return self.filter(match__in=Match.objects.involving(person))

    def upcoming(self) -> "MeetingQuerySet":
        """Return planned meetings that are not over yet, the next one first."""
        return (
            self.filter(state=MeetingState.PLANNED)
            .alias(over_at=ENDS_AT)
            .filter(over_at__gt=timezone.now())
        )

    def to_log(self) -> "MeetingQuerySet":
        """Return planned meetings that are over, and of which nobody said whether they happened."""
        return (
            self.filter(state=MeetingState.PLANNED)
            .alias(over_at=ENDS_AT)
            .filter(over_at__lte=timezone.now())
        )

    def held(self) -> "MeetingQuerySet":
        """Return those that took place."""
        return self.filter(state=MeetingState.HELD)


class Meeting(models.Model):
    """A time at which a match meets; coordinators see that it took place, never what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=45)
    place = models.CharField(_("place"), max_length=300, blank=True)
    video_link = models.CharField(
        _("video link"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        validators=[URLValidator(schemes=["https", "http"])],
    )
    # What they want to talk about; for the people of the match alone.
    agenda = models.TextField(
        _("what we want to talk about"), max_length=2000, blank=True, default="", db_default=""
    )
    series = models.ForeignKey(
        MeetingSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    planned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Entered after it took place, so that no invitation ever left.
    is_entered_late = models.BooleanField(default=False, db_default=False)
    state = models.CharField(
        _("state"), max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    # How often it was moved or cancelled; calendars and mails tell the changes apart by it.
    sequence = models.PositiveSmallIntegerField(default=0)
    # When it was planned, moved or cancelled last.
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now())
    logged_at = models.DateTimeField(null=True, blank=True)
    logged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=(
            "id",
            "match",
            "series",
            "is_entered_late",
            "state",
            "sequence",
            "changed_at",
            "logged_at",
        ),
        personal=("starts_at", "minutes", "planned_by", "logged_by"),
        content=("place", "video_link", "agenda"),
        subjects=("match__members__participant__person",),
        authors=("planned_by",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={
            "starts_at": OnErasure.KEEP,
            "minutes": OnErasure.KEEP,
            "place": OnErasure.BLANK,
            "video_link": OnErasure.BLANK,
            "agenda": OnErasure.BLANK,
        },
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        """In the order of time; nobody meets twice at once; a log says when and by whom."""

        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="matching_meeting_state"
            ),
            models.CheckConstraint(
                condition=Q(logged_at__isnull=True, logged_by__isnull=True)
                | Q(logged_at__isnull=False, logged_by__isnull=False),
                name="matching_meeting_logged",
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="matching_meeting_minutes"),
            models.UniqueConstraint(
                fields=("match", "starts_at"),
                condition=Q(state=MeetingState.PLANNED),
                name="matching_meeting_once",
            ),
        )
        indexes = (models.Index(fields=("match", "starts_at"), name="matching_meeting_time"),)

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()

    @property
    def ends_at(self) -> datetime:
        """Return the moment it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_over(self) -> bool:
        """Tell whether its time has passed."""
        return self.ends_at <= timezone.now()
