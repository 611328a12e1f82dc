"""What keeps coming round, who gets places without asking, and what people thought of a session."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.erasing.marks import CUT
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.attending.certificate_codes import readings
from training.enums import CertificateKind, EnrolmentWhom
from training.models.session import Session

MOST_STARS = 5


class SessionSeries(models.Model):
    """Sessions that come round in a rhythm, planned together and changed one by one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(_("title"), max_length=120)
    every_weeks = models.PositiveSmallIntegerField(_("every … weeks"), null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(_("every … months"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "programme", "every_weeks", "every_months"),
        content=("title",),
    )

    class Meta:
        """A rhythm is in weeks or in months."""

        verbose_name = _("session series")
        verbose_name_plural = _("series of sessions")
        constraints = (
            models.CheckConstraint(
                condition=Q(every_weeks__gt=0, every_months__isnull=True)
                | Q(every_weeks__isnull=True, every_months__gt=0),
                name="training_series_rhythm",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class EnrolmentRule(models.Model):
    """Gives places at a session to everybody it fits, until it begins; who declines stays out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="rule")
    whom = models.CharField(_("who gets a place"), max_length=20, choices=EnrolmentWhom.choices)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "session", "whom", "made_at"),
        personal=("made_by",),
    )

    class Meta:
        """One for each session."""

        verbose_name = _("enrolment rule")
        verbose_name_plural = _("enrolment rules")
        constraints = (
            models.CheckConstraint(
                condition=Q(whom__in=EnrolmentWhom.values), name="training_enrolmentrule_whom"
            ),
        )

    def __str__(self) -> str:
        """Say whom it gives places to."""
        return self.get_whom_display()


class SessionFeedbackQuerySet(models.QuerySet["SessionFeedback"]):
    """Feedback, chainable."""

    def visible_to(self, person: Person) -> "SessionFeedbackQuerySet":
        """Return what the person wrote; others see sums of five answers and more."""
        return self.filter(person=person)


class SessionFeedback(models.Model):
    """What somebody thought of a session, in a minute; read by people only as sums."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="session_feedback")
    usefulness = models.PositiveSmallIntegerField(_("how useful it was"))
    confidence = models.PositiveSmallIntegerField(_("how sure I am that I will use it"))
    keep = models.CharField(_("what to keep"), max_length=500, blank=True)
    change = models.CharField(_("what to change"), max_length=500, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "session", "given_at"),
        personal=("person",),
        sensitive=("usefulness", "confidence"),
        content=("keep", "change"),
        subjects=("person",),
        authors=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "session__programme"),
        erasing={"usefulness": OnErasure.KEEP, "confidence": OnErasure.KEEP},
    )

    objects = SessionFeedbackQuerySet.as_manager()

    class Meta:
        """Once per person and session, on five steps."""

        verbose_name = _("feedback on a session")
        verbose_name_plural = _("feedback on sessions")
        constraints = (
            models.UniqueConstraint(fields=("session", "person"), name="training_feedback_once"),
            models.CheckConstraint(
                condition=Q(usefulness__range=(1, MOST_STARS), confidence__range=(1, MOST_STARS)),
                name="training_feedback_scale",
            ),
        )

    def __str__(self) -> str:
        """Say how useful it was."""
        return f"{self.usefulness} of {MOST_STARS}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates, chainable."""

    def visible_to(self, person: Person) -> "CertificateQuerySet":
        """Return the person's own, and those of programmes whose training they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_TRAINING)
        return self.filter(
            Q(person=person)
            | Q(programme_id__in=programmes)
            | Q(programme__organisation_id__in=organisations)
        )

    def in_force(self) -> "CertificateQuerySet":
        """Return those that were not revoked."""
        return self.filter(revoked_at__isnull=True)

    def with_code(self, typed: str) -> "CertificateQuerySet":
        """Return the one whose code was typed, in small letters or without hyphens; or none."""
        return self.filter(code__in=readings(typed))


class Certificate(models.Model):
    """A paper that states what somebody did, and that anybody who holds it can verify."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # On the paper and in its address; says nothing of the person.
    code = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=20, choices=CertificateKind.choices)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="certificates", null=True, blank=True
    )
    # What it says, as it was on the day; the page that verifies it states the same and no more.
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("for"), max_length=160)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1, null=True, blank=True)
    earned_on = models.DateField(_("on"))
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        none=("id", "code", "kind", "programme", "session", "issued_at", "revoked_at"),
        personal=("person", "role", "name", "hours", "earned_on"),
        sensitive=("revoked_reason",),
        content=("title",),
        subjects=("person",),
        keeping=Keeping.RECORD,
        counted_from=("issued_at",),
        erasing={
            "role": OnErasure.KEEP,
            "hours": OnErasure.KEEP,
            "earned_on": OnErasure.KEEP,
            "title": OnErasure.REVIEW,
        },
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        """One for each session and person that is in force; the latest first."""

        verbose_name = _("training certificate")
        verbose_name_plural = _("training certificates")
        ordering = ("-earned_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "person"),
                condition=Q(revoked_at__isnull=True),
                name="training_certificate_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CertificateKind.values, role__in=ParticipantRole.values),
                name="training_certificate_kind",
            ),
        )

    def __str__(self) -> str:
        """Return what it is for."""
        return self.title

    @property
    def is_nameless(self) -> bool:
        """Tell whether the name is no longer kept; that the paper is genuine stays."""
        return self.name in {"", CUT}

    @property
    def whole_hours(self) -> int:
        """Return 1 for a single hour and 2 for any other amount, for a sentence that counts it."""
        return 1 if self.hours == 1 else 2
