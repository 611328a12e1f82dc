"""An application for a place in a cohort, what was answered, and whether it still holds."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole
from programmes.models.application_form import ApplicationForm, Question
from programmes.models.cohort import Cohort
from programmes.models.ideal_mentor import IdealMentorProfile
from programmes.models.programme import Programme
from programmes.models.selection_round import SelectionRound
from programmes.models.stored_file import StoredFile


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications, chainable."""

    def visible_to(self, person: Person) -> "ApplicationQuerySet":
        """Return the person's own, and those handed in where they may see applications.

        What somebody is still writing is seen by nobody else.
        """
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_APPLICATIONS)
        return self.filter(
            Q(person=person) | Q(cohort__programme__in=allowed, submitted_at__isnull=False)
        )

    def of(self, person: Person) -> "ApplicationQuerySet":
        """Return the person's own."""
        return self.filter(person=person)

    def handed_in(self) -> "ApplicationQuerySet":
        """Return those that wait for a decision."""
        return self.filter(state=ApplicationState.SUBMITTED)

    def mentors(self) -> "ApplicationQuerySet":
        """Return those of people who would like to mentor."""
        return self.filter(role=ParticipantRole.MENTOR)

    def mentees(self) -> "ApplicationQuerySet":
        """Return those of people who would like to be mentored."""
        return self.filter(role=ParticipantRole.MENTEE)


class Application(models.Model):
    """A person applies for a place in a cohort, as mentor or as mentee.

    It keeps the versions of the form and of the profile under which it was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    role = models.CharField(_("as"), max_length=10, choices=ParticipantRole.choices)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ApplicationState.choices,
        default=ApplicationState.DRAFT,
    )
    form = models.ForeignKey(ApplicationForm, on_delete=models.PROTECT, related_name="applications")
    # Mentors alone are judged by a profile.
    profile = models.ForeignKey(
        IdealMentorProfile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
    )
    # The round in which it is reviewed; none until reviewers are assigned.
    round = models.ForeignKey(
        SelectionRound,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
    )
    # What reviewers call the applicant where names are hidden: “Applicant 7”.
    round_number = models.PositiveSmallIntegerField(null=True, blank=True)
    # The question at which the applicant goes on when they come back.
    at_question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    began_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Who was asked again has until this day, whatever the window says.
    asked_again_until = models.DateField(null=True, blank=True)
    is_late = models.BooleanField(_("handed in within the days of grace"), default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # When the applicant agreed to what is asked of them, and to how many hours a month.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "cohort",
            "state",
            "form",
            "profile",
            "round",
            "round_number",
            "at_question",
            "began_at",
            "saved_at",
            "submitted_at",
            "asked_again_until",
            "is_late",
            "withdrawn_at",
            "confirmed_at",
        ),
        personal=("person", "role", "confirmed_hours"),
        content=("withdrawn_reason",),
        subjects=("person",),
        authors=("person",),
        keeping=Keeping.APPLICATION,
        counted_from=("decisions__published_at",),
        erasing={"role": OnErasure.KEEP, "confirmed_hours": OnErasure.KEEP},
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        """One application for each person, role and cohort."""

        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-submitted_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "person", "role"), name="programmes_application_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values, role__in=ParticipantRole.values),
                name="programmes_application_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ApplicationState.SUBMITTED, ApplicationState.DECIDED])
                | Q(submitted_at__isnull=False),
                name="programmes_application_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ApplicationState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="programmes_application_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_hours__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_hours__isnull=False),
                name="programmes_application_confirmed",
            ),
        )
        indexes = (models.Index(fields=("cohort", "role", "state"), name="application_list"),)

    def __str__(self) -> str:
        """Say how it stands."""
        return self.get_state_display()


class Answer(models.Model):
    """What an applicant answered to one question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    # A line, some sentences, a date (as YYYY-MM-DD), what was chosen, the goals: always a list.
    values = ArrayField(models.TextField(), default=list, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    changed_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        none=("id", "application", "question", "file", "changed_at"),
        content=("values",),
        subjects=("application__person",),
        authors=("application__person",),
        keeping=Keeping.APPLICATION,
        counted_from=("application__decisions__published_at",),
    )

    class Meta:
        """One answer to each question."""

        verbose_name = _("answer in an application")
        verbose_name_plural = _("answers in applications")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "question"), name="programmes_answer_once"
            ),
        )

    def __str__(self) -> str:
        """Return what it says."""
        return ", ".join(self.values)


class ValidationQuerySet(models.QuerySet["Validation"]):
    """Validations, chainable."""

    def visible_to(self, person: Person) -> "ValidationQuerySet":
        """Return those of applications the person may see."""
        return self.filter(application__in=Application.objects.visible_to(person))

    def unanswered(self) -> "ValidationQuerySet":
        """Return those that nobody has answered yet."""
        return self.filter(answered_at__isnull=True)

    def open(self) -> "ValidationQuerySet":
        """Return those that can be answered: unanswered, and the application still stands."""
        standing = (ApplicationState.SUBMITTED, ApplicationState.DECIDED)
        return self.unanswered().filter(application__state__in=standing)


class Validation(models.Model):
    """Before matching, somebody is asked whether what they wrote is still true."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="validations"
    )
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField(_("answer by"))
    answered_at = models.DateTimeField(null=True, blank=True)
    is_still_true = models.BooleanField(null=True, blank=True)
    # The texts of the questions whose answers changed, as they were asked.
    changed = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    privacy = Privacy(
        none=("id", "application", "asked_at", "answer_by", "answered_at", "changed"),
        personal=("asked_by", "is_still_true"),
        subjects=("application__person",),
        keeping=Keeping.APPLICATION,
        counted_from=("application__decisions__published_at",),
        erasing={"is_still_true": OnErasure.KEEP},
    )

    objects = ValidationQuerySet.as_manager()

    class Meta:
        """Somebody is asked once at a time."""

        verbose_name = _("look at an application")
        verbose_name_plural = _("looks at applications")
        ordering = ("-asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(answered_at__isnull=True),
                name="programmes_validation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, is_still_true__isnull=True)
                | Q(answered_at__isnull=False, is_still_true__isnull=False),
                name="programmes_validation_answered",
            ),
        )

    def __str__(self) -> str:
        """Say by when."""
        return f"asked to answer by {self.answer_by}"
