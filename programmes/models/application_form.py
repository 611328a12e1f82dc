"""What applicants are asked, version by version, and when they may apply."""

import uuid
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.applying.enums import ProfileField, QuestionKind
from programmes.enums import ParticipantRole, VersionState
from programmes.models.cohort import Cohort
from programmes.models.programme import Programme

MOST_SCALE_POINTS = 10


class ApplicationFormQuerySet(models.QuerySet["ApplicationForm"]):
    """Application forms, chainable."""

    def visible_to(self, person: Person) -> "ApplicationFormQuerySet":
        """Return those of programmes whose applications the person may see."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_APPLICATIONS)
        )

    def published(self) -> "ApplicationFormQuerySet":
        """Return those in use: one for each programme and role at most."""
        return self.filter(state=VersionState.PUBLISHED)

    def drafts(self) -> "ApplicationFormQuerySet":
        """Return those still being written."""
        return self.filter(state=VersionState.DRAFT)


class ApplicationForm(models.Model):
    """One version of what a programme asks those who would like to be mentors, or mentees.

    What was published is never changed; a change is a new version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="application_forms"
    )
    role = models.CharField(_("asked of"), max_length=10, choices=ParticipantRole.choices)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=20, choices=VersionState.choices, default=VersionState.DRAFT
    )
    # What applicants read before the first question.
    welcome = models.TextField(_("first words"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        none=("id", "programme", "role", "version", "state", "created_at", "published_at"),
        personal=("published_by",),
        content=("welcome",),
    )

    objects = ApplicationFormQuerySet.as_manager()

    class Meta:
        """Versions are counted within a programme and role; one is a draft, one in use, at most."""

        verbose_name = _("application form")
        verbose_name_plural = _("application forms")
        ordering = ("programme", "role", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "role", "version"), name="programmes_form_version"
            ),
            models.UniqueConstraint(
                fields=("programme", "role"),
                condition=Q(state=VersionState.DRAFT),
                name="programmes_form_one_draft",
            ),
            models.UniqueConstraint(
                fields=("programme", "role"),
                condition=Q(state=VersionState.PUBLISHED),
                name="programmes_form_one_used",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values, role__in=ParticipantRole.values),
                name="programmes_form_state",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, published_at__isnull=True)
                | (~Q(state=VersionState.DRAFT) & Q(published_at__isnull=False)),
                name="programmes_form_published",
            ),
        )

    def __str__(self) -> str:
        """Say which version."""
        return f"version {self.version}"


class FormSection(models.Model):
    """A group of questions under one heading."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(ApplicationForm, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("heading"), max_length=120)
    lead = models.CharField(_("words below it"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(none=("id", "form", "position"), content=("title", "lead"))

    class Meta:
        """In the order they are asked."""

        verbose_name = _("section of a form")
        verbose_name_plural = _("sections of a form")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        """Return the heading."""
        return self.title


class Question(models.Model):
    """One question of an application form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(FormSection, on_delete=models.CASCADE, related_name="questions")
    # The same in every version into which the question was carried over, so that answers follow.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("answered by"), max_length=20, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=300)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    is_required = models.BooleanField(_("has to be answered"), default=True)
    # Of a choice, what one may choose; of a scale, the words at its two ends.
    options = ArrayField(
        models.CharField(max_length=160), verbose_name=_("choices"), default=list, blank=True
    )
    scale_points = models.PositiveSmallIntegerField(_("points of the scale"), null=True, blank=True)
    profile_field = models.CharField(
        _("what of the profile"), max_length=30, choices=ProfileField.choices, blank=True
    )
    # The keys of the criteria for which the answer is evidence.
    criterion_keys = ArrayField(models.UUIDField(), default=list, blank=True)
    # Asked only when an earlier question was answered with one of these; "yes" is a ticked consent.
    asked_if = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="leads_to"
    )
    asked_if_answers = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        none=(
            "id",
            "section",
            "key",
            "kind",
            "is_required",
            "scale_points",
            "profile_field",
            "criterion_keys",
            "asked_if",
            "asked_if_answers",
            "position",
        ),
        content=("text", "hint", "options"),
    )

    class Meta:
        """In the order they are asked; each kind has what it needs."""

        verbose_name = _("question of a form")
        verbose_name_plural = _("questions of a form")
        ordering = ("section__position", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values), name="programmes_question_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.SCALE, scale_points__range=(2, MOST_SCALE_POINTS))
                | (~Q(kind=QuestionKind.SCALE) & Q(scale_points__isnull=True)),
                name="programmes_question_scale",
            ),
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.PROFILE, profile_field__in=ProfileField.values)
                | (~Q(kind=QuestionKind.PROFILE) & Q(profile_field="")),
                name="programmes_question_profile",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE])
                | Q(options__len__gte=2),
                name="programmes_question_options",
            ),
        )

    def __str__(self) -> str:
        """Return the question."""
        return self.text


class ApplicationWindowQuerySet(models.QuerySet["ApplicationWindow"]):
    """Application windows, chainable."""

    def visible_to(self, person: Person) -> "ApplicationWindowQuerySet":
        """Return those of programmes whose applications the person may see."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_APPLICATIONS)
        return self.filter(cohort__programme__in=allowed)


class ApplicationWindow(models.Model):
    """From when until when one may apply for a cohort in a role, and how many places there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="windows")
    role = models.CharField(_("as"), max_length=10, choices=ParticipantRole.choices)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("last day"))
    # Who began before the last day may hand in for so many days more.
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=2)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    takes_nominations = models.BooleanField(_("people can be nominated"), default=True)
    takes_anybody = models.BooleanField(_("anybody of the organisation may apply"), default=True)

    privacy = Privacy(
        none=(
            "id",
            "cohort",
            "role",
            "opens_on",
            "closes_on",
            "grace_days",
            "places",
            "takes_nominations",
            "takes_anybody",
        )
    )

    objects = ApplicationWindowQuerySet.as_manager()

    class Meta:
        """One window for each role of a cohort."""

        verbose_name = _("application period")
        verbose_name_plural = _("application periods")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "role"), name="programmes_window_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="programmes_window_dates"
            ),
            models.CheckConstraint(
                condition=Q(role__in=ParticipantRole.values), name="programmes_window_role"
            ),
        )

    def __str__(self) -> str:
        """Say until when."""
        return f"until {self.closes_on}"

    @property
    def last_day(self) -> date:
        """Return the last day on which what was begun can be handed in."""
        return self.closes_on + timedelta(days=self.grace_days)
