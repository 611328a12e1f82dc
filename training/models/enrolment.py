"""Who has a place at a session, and who was there."""

import uuid

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from training.enums import (
    NOT_COMING,
    AttendanceSource,
    EnrolmentState,
)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments, chainable."""

    def visible_to(self, person: Person) -> "EnrolmentQuerySet":
        """Return the person's own, and those in programmes whose training they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(person=person)
            | Q(session__programme_id__in=programmes)
            | Q(session__programme__organisation_id__in=organisations)
        )

    def of(self, person: Person) -> "EnrolmentQuerySet":
        """Return those of a person."""
        return self.filter(person=person)

    def enrolled(self) -> "EnrolmentQuerySet":
        """Return those with a place."""
        return self.filter(state=EnrolmentState.ENROLLED)

    def waiting(self) -> "EnrolmentQuerySet":
        """Return those on the waiting list, the first in line first."""
        return self.filter(state=EnrolmentState.WAITING).order_by("enrolled_at", "pk")

    def standing(self) -> "EnrolmentQuerySet":
        """Return those that were neither cancelled nor declined."""
        return self.exclude(state__in=list(NOT_COMING))

    def with_attendance(self) -> "EnrolmentQuerySet":
        """Add `was_there` to each: whether the person was at the session, None where unknown."""
        ticks = Attendance.objects.filter(session=OuterRef("session"), person=OuterRef("person"))
        return self.annotate(  # type: ignore[no-redef]  # the model declares what is added here
            was_there=Subquery(ticks.values("is_present")[:1])
        )


class Enrolment(models.Model):
    """A person has, or waits for, a place at a session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        "training.Session", on_delete=models.CASCADE, related_name="enrolments"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(_("state"), max_length=20, choices=EnrolmentState.choices)
    enrolled_at = models.DateTimeField(default=timezone.now)
    # How often the person asked for a place here: who cancelled may come back.
    turn = models.PositiveSmallIntegerField(default=1)
    # Whether they stood on the waiting list before.
    waited = models.BooleanField(default=False)

    privacy = Privacy(
        none=("id", "session", "enrolled_at", "turn", "waited"),
        personal=("person", "state"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "session__programme"),
        erasing={"state": OnErasure.KEEP},
    )

    objects = EnrolmentQuerySet.as_manager()

    # Added by `with_attendance`: None while nobody has said.
    was_there: bool | None

    class Meta:
        """Once per person and session; who came first is first in line."""

        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("enrolled_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("session", "person"), name="training_enrolment_once"),
            models.CheckConstraint(
                condition=Q(state__in=EnrolmentState.values), name="training_enrolment_state"
            ),
        )
        indexes = (
            models.Index(
                fields=("session", "state", "enrolled_at"), name="training_enrolment_line"
            ),
        )

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()

    @property
    def has_place(self) -> bool:
        """Tell whether it is a place, and not one in the waiting list."""
        return self.state == EnrolmentState.ENROLLED


class Attendance(models.Model):
    """Somebody was, or was not, at a session, and who said so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        "training.Session", on_delete=models.PROTECT, related_name="attendances"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    is_present = models.BooleanField(_("was there"))
    source = models.CharField(
        max_length=10,
        choices=AttendanceSource.choices,
        default=AttendanceSource.LIST,
        db_default=AttendanceSource.LIST,
    )
    # They had said that they could not come after all, so nobody need ask.
    is_excused = models.BooleanField(_("excused"), default=False, db_default=False)
    # When it was said: a tick that waited on a phone keeps the moment of its press.
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "session", "source", "recorded_at"),
        personal=("person", "is_present", "is_excused", "recorded_by"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "session__programme"),
        erasing={"is_present": OnErasure.KEEP, "is_excused": OnErasure.KEEP},
    )

    class Meta:
        """Once per person and session."""

        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = (
            models.UniqueConstraint(fields=("session", "person"), name="training_attendance_once"),
            models.CheckConstraint(
                condition=Q(source__in=AttendanceSource.values), name="training_attendance_source"
            ),
        )

    def __str__(self) -> str:
        """Say whether they were there."""
        return gettext("was there") if self.is_present else gettext("was not there")
