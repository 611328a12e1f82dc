"""Thanks, milestones, who means to come back and why not, and a person's attention."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant, Programme
from training.models.learning import Certificate
from training.retention.enums import CareChannel, CareReason, Intent, LeavingCause, MilestoneOf


class ThankYouQuerySet(models.QuerySet["ThankYou"]):
    """Thank-you notes, chainable."""

    def visible_to(self, person: Person) -> "ThankYouQuerySet":
        """Return those by or to the person and, where both consent, where they see training."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        shared = Q(may_be_shared=True, withdrawn_at__isnull=True, programme__in=allowed)
        return self.filter(Q(author=person) | Q(mentor=person) | shared)


class ThankYou(models.Model):
    """A mentee thanks a mentor; the team reads it, and reports quote it, only with consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="thanks")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="thanks_given")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="thanks_received")
    words = models.TextField(_("your words"), max_length=1000)
    may_be_shared = models.BooleanField(_("the team may read it and quote it"), default=False)
    written_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "programme", "written_at", "read_at", "withdrawn_at"),
        personal=("author", "mentor", "may_be_shared"),
        content=("words",),
        subjects=("author", "mentor"),
        authors=("author",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("author", "programme"),
        erasing={"may_be_shared": OnErasure.KEEP},
    )

    objects = ThankYouQuerySet.as_manager()

    class Meta:
        """The latest first; nobody thanks themselves."""

        verbose_name = _("thank-you note")
        verbose_name_plural = _("thank-you notes")
        ordering = ("-written_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(author=F("mentor")), name="training_thanks_to_another"
            ),
        )

    def __str__(self) -> str:
        """Say when it was written."""
        return str(self.written_at)


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    """Recognitions, chainable."""

    def visible_to(self, person: Person) -> "RecognitionQuerySet":
        """Return the person's own, and those of programmes whose training they may see."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        return self.filter(Q(person=person) | Q(programme__in=allowed))


class Recognition(models.Model):
    """A mentor reached a milestone, and whether somebody has thanked them for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="recognitions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recognitions")
    of = models.CharField(max_length=20, choices=MilestoneOf.choices)
    number = models.PositiveIntegerField()
    reached_on = models.DateField()
    thanked_at = models.DateTimeField(null=True, blank=True)
    thanked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "programme", "thanked_at", "certificate"),
        personal=("person", "of", "number", "reached_on", "thanked_by"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={"of": OnErasure.KEEP, "number": OnErasure.KEEP, "reached_on": OnErasure.KEEP},
    )

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        """Each milestone once."""

        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = ("-reached_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person", "of", "number"), name="training_recognition_once"
            ),
            models.CheckConstraint(
                condition=Q(of__in=MilestoneOf.values), name="training_recognition_of"
            ),
            models.CheckConstraint(
                condition=Q(thanked_at__isnull=True, thanked_by__isnull=True)
                | Q(thanked_at__isnull=False, thanked_by__isnull=False),
                name="training_recognition_thanked",
            ),
        )

    def __str__(self) -> str:
        """Say what was reached."""
        return f"{self.number} {self.get_of_display()}"


class ReturnIntent(models.Model):
    """How many answers of a wave meant to come back, not, or were not sure, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    intent = models.CharField(max_length=10, choices=Intent.choices)
    cause = models.CharField(max_length=20, choices=LeavingCause.choices, blank=True)
    # What evaluation calls the wave; telling it again replaces the figure.
    wave_key = models.CharField(max_length=80)
    # So many of so many answers; never of fewer than five.
    count = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    measured_on = models.DateField()

    privacy = Privacy(
        none=(
            "id",
            "cohort",
            "role",
            "intent",
            "cause",
            "wave_key",
            "count",
            "answers",
            "measured_on",
        ),
    )

    class Meta:
        """One figure for each intent and cause in a wave."""

        verbose_name = _("wish to come back")
        verbose_name_plural = _("wishes to come back")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "role", "intent", "cause", "wave_key"),
                name="training_intent_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    intent__in=Intent.values,
                    cause__in=["", *LeavingCause.values],
                    role__in=ParticipantRole.values,
                    answers__gte=5,
                    count__lte=F("answers"),
                ),
                name="training_intent_shown",
            ),
        )

    def __str__(self) -> str:
        """Say how many of how many."""
        return f"{self.count} of {self.answers}"


class DepartureQuerySet(models.QuerySet["Departure"]):
    """Departures, chainable."""

    def visible_to(self, person: Person) -> "DepartureQuerySet":
        """Return those in programmes whose training the person may see."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        return self.filter(participant__cohort__programme__in=allowed)


class Departure(models.Model):
    """Why a mentor did not come back for the next cohort, as far as somebody asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Their last place before they left.
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="departure"
    )
    cause = models.CharField(_("why"), max_length=20, choices=LeavingCause.choices)
    may_ask_again = models.BooleanField(_("may be asked again"), default=True)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "noted_at"),
        personal=("participant", "may_ask_again", "noted_by"),
        sensitive=("cause",),
        subjects=("participant__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("participant__ended_on",),
        erasing={"may_ask_again": OnErasure.KEEP, "cause": OnErasure.KEEP},
    )

    objects = DepartureQuerySet.as_manager()

    class Meta:
        """Once for each place."""

        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        constraints = (
            models.CheckConstraint(
                condition=Q(cause__in=LeavingCause.values), name="training_departure_cause"
            ),
        )

    def __str__(self) -> str:
        """Say why."""
        return self.get_cause_display()


class CareCallQuerySet(models.QuerySet["CareCall"]):
    """Care calls, chainable."""

    def visible_to(self, person: Person) -> "CareCallQuerySet":
        """Return those in programmes whose training the person may see."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        return self.filter(programme__in=allowed)

    def open(self) -> "CareCallQuerySet":
        """Return those nobody has dealt with."""
        return self.filter(done_at__isnull=True)


class CareCall(models.Model):
    """Somebody in the programme needs a person's attention, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="care_calls")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_calls")
    reason = models.CharField(max_length=20, choices=CareReason.choices)
    # What it is about, so that the same thing calls once: a period of currency, a match.
    occasion_key = models.CharField(max_length=160)
    called_for_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    channel = models.CharField(max_length=20, choices=CareChannel.choices, blank=True)
    note = models.CharField(_("what you agreed"), max_length=500, blank=True)

    privacy = Privacy(
        none=("id", "programme", "occasion_key", "called_for_on", "done_at"),
        personal=("person", "reason", "channel", "done_by"),
        sensitive=("note",),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "programme"),
        erasing={"reason": OnErasure.KEEP, "channel": OnErasure.KEEP},
        withheld={"note": Withheld.CONFIDENCE},
    )

    objects = CareCallQuerySet.as_manager()

    # Added by lists of calls: the person's latest place in the programme.
    place_id: uuid.UUID | None

    class Meta:
        """Once for each occasion; who dealt with it, how and when go together."""

        verbose_name = _("call to somebody")
        verbose_name_plural = _("calls to people")
        ordering = ("called_for_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person", "occasion_key"), name="training_care_once"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=CareReason.values, channel__in=["", *CareChannel.values]),
                name="training_care_reason",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="training_care_done",
            ),
        )

    def __str__(self) -> str:
        """Say why."""
        return self.get_reason_display()
