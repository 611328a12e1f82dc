"""When people come together to learn, who has a place, and who was there."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.models import Cohort, Programme
from training.enums import EnrolmentState, SessionKind, SessionState
from training.models.competency import Course


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, chainable."""

    def visible_to(self, person: Person) -> "SessionQuerySet":
        """Return the sessions of programmes that the person may see."""
        return self.filter(programme__in=Programme.objects.visible_to(person))

    def upcoming(self) -> "SessionQuerySet":
        """Return planned sessions that have not begun, the next one first."""
        return self.filter(state=SessionState.PLANNED, starts_at__gte=timezone.now()).order_by(
            "starts_at"
        )

    def with_seats(self) -> "SessionQuerySet":
        """Add `seats_taken` and `waiting` to each session."""
        return self.annotate(
            seats_taken=Count(
                "enrolments", filter=Q(enrolments__state=EnrolmentState.ENROLLED), distinct=True
            ),
            waiting=Count(
                "enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING), distinct=True
            ),
        )


class Session(models.Model):
    """A workshop, online session, module or gathering on one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="sessions", null=True, blank=True
    )
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="sessions", null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=SessionState.choices, default=SessionState.PLANNED
    )
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), default=20)
    facilitators = models.ManyToManyField(Person, blank=True, related_name="facilitates")

    objects = SessionQuerySet.as_manager()

    class Meta:
        """In the order of time."""

        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SessionState.values), name="training_session_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SessionKind.values), name="training_session_kind"
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="training_session_minutes"),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="training_session_capacity"),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def ends_at(self) -> datetime:
        """Return the moment it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Enrolment(models.Model):
    """A person has, or waits for, a place at a session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(_("state"), max_length=20, choices=EnrolmentState.choices)
    enrolled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Once per person and session; who came first is first in line."""

        ordering = ("enrolled_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("session", "person"), name="training_enrolment_once"),
            models.CheckConstraint(
                condition=Q(state__in=EnrolmentState.values), name="training_enrolment_state"
            ),
        )

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()


class Attendance(models.Model):
    """Somebody was, or was not, at a session, and who said so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    is_present = models.BooleanField(_("was there"))
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        """Once per person and session."""

        constraints = (
            models.UniqueConstraint(fields=("session", "person"), name="training_attendance_once"),
        )

    def __str__(self) -> str:
        """Say whether they were there."""
        return _("was there") if self.is_present else _("was not there")
