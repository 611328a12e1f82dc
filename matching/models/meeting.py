"""When a match meets."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.enums import MeetingState
from matching.models.match import Match
from mentorship.accounts.models import Person


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, chainable."""

    def visible_to(self, person: Person) -> "MeetingQuerySet":
        """Return the meetings of matches that the person may see."""
        return self.filter(match__in=Match.objects.visible_to(person))


class Meeting(models.Model):
    """A time at which a match meets; coordinators see that it took place, never what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=45)
    place = models.CharField(_("place or video link"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    logged_at = models.DateTimeField(null=True, blank=True)
    logged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        """In the order of time; a logged meeting says when and by whom."""

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
        )
        indexes = (models.Index(fields=("match", "starts_at"), name="matching_meeting_time"),)

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()
