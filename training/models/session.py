"""When people come together to learn, who has a place, and who was there."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.common.addresses import is_link
from mentorship.common.privacy import Privacy
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Programme
from training.attending.splitting import share_with_slot
from training.enums import (
    Audience,
    CourseKind,
    EnrolmentState,
    EntryKind,
    SessionKind,
    SessionState,
)
from training.models.competency import AUDIENCES_OF_ROLE, ROLES_OF_AUDIENCE, Competency
from training.models.course import Course
from training.models.enrolment import Attendance, Enrolment

TENTH = Decimal("0.1")
# How long before it begins, and after it ends, a code on the wall counts.
AROUND = timedelta(minutes=15)
# For so long after a session people are asked what they thought of it.
FEEDBACK_TIME = timedelta(days=14)


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

    def past(self, now: datetime | None = None) -> "SessionQuerySet":
        """Return sessions that have begun and were not cancelled, the latest first."""
        return self.filter(
            state__in=(SessionState.PLANNED, SessionState.HELD),
            starts_at__lt=now or timezone.now(),
        ).order_by("-starts_at")

    def open_modules(self) -> "SessionQuerySet":
        """Return modules that have begun and whose last day, where they have one, is not over."""
        now = timezone.now()
        is_open = Q(open_until__isnull=True) | Q(open_until__gte=now.date())
        planned = self.filter(kind=SessionKind.MODULE, state=SessionState.PLANNED)
        return planned.filter(is_open, starts_at__lte=now)

    def awaiting_attendance(self, now: datetime | None = None) -> "SessionQuerySet":
        """Return sessions that have begun, with people of whom nobody has said if they were there.

        A code on the wall says it of those who typed it, and of nobody else. Modules say so
        themselves.
        """
        said = Attendance.objects.filter(session=OuterRef("session"), person=OuterRef("person"))
        unsaid = Enrolment.objects.enrolled().filter(~Exists(said), session=OuterRef("pk"))
        return self.past(now).exclude(kind=SessionKind.MODULE).filter(Exists(unsaid))

    def for_role(self, role: str) -> "SessionQuerySet":
        """Return sessions that mentors, or mentees, may come to."""
        audiences = AUDIENCES_OF_ROLE[ParticipantRole(role)]
        return self.filter(
            Q(course__isnull=True, audience__in=audiences) | Q(course__audience__in=audiences)
        )

    def counted(self) -> "SessionQuerySet":
        """Return refreshers and gatherings: sessions that keep training current."""
        return self.filter(Q(kind=SessionKind.GATHERING) | Q(course__kind=CourseKind.REFRESHER))

    def with_seats(self) -> "SessionQuerySet":
        """Add `seats_taken` and `waiting` to each session."""
        return self.annotate(  # type: ignore[no-redef]  # the model declares what is added here
            seats_taken=Count(
                "enrolments", filter=Q(enrolments__state=EnrolmentState.ENROLLED), distinct=True
            ),
            waiting=Count(
                "enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING), distinct=True
            ),
        )

    def with_ticks(self) -> "SessionQuerySet":
        """Add `is_ticked` to each session: whether somebody has said who was there."""
        ticks = Attendance.objects.filter(session=OuterRef("pk"))
        return self.annotate(is_ticked=Exists(ticks))  # type: ignore[no-redef]  # as above


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
    # Whom it is for where it has no course; a course says so itself.
    audience = models.CharField(
        _("for"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.BOTH,
        db_default=Audience.BOTH,
    )
    # A gathering of a community is for its members.
    community = models.ForeignKey(
        "training.Community",
        on_delete=models.PROTECT,
        related_name="sessions",
        null=True,
        blank=True,
    )
    series = models.ForeignKey(
        "training.SessionSeries",
        on_delete=models.SET_NULL,
        related_name="sessions",
        null=True,
        blank=True,
    )
    # A module is done by oneself between its start and this day.
    open_until = models.DateField(_("open until"), null=True, blank=True)
    # What it works on, where that is not what its course works on.
    competencies = models.ManyToManyField(Competency, blank=True, related_name="sessions")
    agenda = models.TextField(_("agenda"), blank=True, max_length=4000, default="", db_default="")
    notes = models.TextField(_("notes"), blank=True, max_length=8000, default="", db_default="")
    recording_url = models.URLField(_("recording"), blank=True, default="", db_default="")
    # A short training inside a gathering, which counts as refresher hours of its own.
    slot_title = models.CharField(
        _("training slot"), max_length=120, blank=True, default="", db_default=""
    )
    slot_minutes = models.PositiveSmallIntegerField(_("minutes of training"), null=True, blank=True)
    slot_competencies = models.ManyToManyField(Competency, blank=True, related_name="slots")
    # Which version of the invitation calendars hold; one more with each change.
    sequence = models.PositiveSmallIntegerField(default=0, db_default=0)
    # What the code on the wall is drawn from; empty until somebody puts one up.
    wall_key = models.CharField(max_length=64, blank=True, default="", db_default="")
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=200, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "cohort",
            "course",
            "kind",
            "state",
            "starts_at",
            "minutes",
            "capacity",
            "audience",
            "community",
            "series",
            "open_until",
            "slot_minutes",
            "sequence",
            "wall_key",
            "competencies",
            "slot_competencies",
        ),
        personal=("facilitators",),
        content=(
            "title",
            "place",
            "agenda",
            "notes",
            "recording_url",
            "slot_title",
            "cancelled_reason",
        ),
    )

    objects = SessionQuerySet.as_manager()

    # Added by `with_seats` and `with_ticks`.
    seats_taken: int
    waiting: int
    is_ticked: bool

    class Meta:
        """In the order of time."""

        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
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
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="training_session_audience"
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__isnull=True) | Q(slot_minutes__gt=0),
                name="training_session_slot",
            ),
        )
        indexes = (
            models.Index(fields=("programme", "starts_at"), name="training_session_calendar"),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def ends_at(self) -> datetime:
        """Return the moment it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def has_link(self) -> bool:
        """Tell whether people meet online: its place is an address that a browser opens."""
        return is_link(self.place)

    @property
    def free_places(self) -> int:
        """Return how many places can be booked at once: none while others wait for one."""
        return 0 if self.waiting else max(0, self.capacity - self.seats_taken)

    @property
    def has_begun(self) -> bool:
        """Tell whether it has begun by now."""
        return self.starts_at <= timezone.now()

    @property
    def roles(self) -> frozenset[ParticipantRole]:
        """Return whom it is for: as its course says or, without one, itself."""
        return self.course.roles if self.course else ROLES_OF_AUDIENCE[Audience(self.audience)]

    @property
    def entry_kind(self) -> EntryKind:
        """Return what its hours count as."""
        if self.kind == SessionKind.GATHERING:
            return EntryKind.GATHERING
        return EntryKind(self.course.kind) if self.course else EntryKind.TOPIC

    @property
    def counts_as(self) -> str:
        """Say what it counts in the ledger: “Refresher, 3 hours”; and how much of it is a slot."""
        whole = _hours_of(self.entry_kind, self.counted_hours)
        _own, in_slot = self.shared_hours
        if not in_slot:
            return whole
        words = ngettext(
            "%(whole)s, %(count)d minute of it as refresher",
            "%(whole)s, %(count)d minutes of it as refresher",
            self.slot_minutes or 0,
        )
        return words % {"whole": whole, "count": self.slot_minutes}

    @property
    def counted_hours(self) -> Decimal:
        """Return the hours it counts: those of its course, else its length; 0.1 at least."""
        if self.course:
            return self.course.hours
        return max(TENTH, (Decimal(self.minutes) / 60).quantize(TENTH))

    @property
    def shared_hours(self) -> tuple[Decimal, Decimal]:
        """Return the hours that count as the session itself, and as training inside a gathering."""
        minutes = self.slot_minutes if self.kind == SessionKind.GATHERING else None
        return share_with_slot(self.counted_hours, minutes)

    @property
    def takes_codes(self) -> bool:
        """Tell whether a code is on the wall, and counts now: a quarter of an hour around it."""
        opens, closes = self.starts_at - AROUND, self.ends_at + AROUND
        return bool(self.wall_key) and opens <= timezone.now() <= closes

    @property
    def takes_feedback(self) -> bool:
        """Tell whether it is over, and not for longer than people remember it."""
        return self.ends_at <= timezone.now() < self.ends_at + FEEDBACK_TIME


def _hours_of(kind: EntryKind, hours: Decimal) -> str:
    """Say how many hours of what: “Refresher, 3 hours”."""
    words = ngettext(
        "%(kind)s, %(hours)s hour", "%(kind)s, %(hours)s hours", 1 if hours == 1 else 2
    )
    number = hours.normalize() if hours % 1 else hours.to_integral_value()
    return words % {"kind": kind.label, "hours": number_format(number, use_l10n=True)}
