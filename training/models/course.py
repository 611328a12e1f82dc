"""What sessions teach: courses, their materials, and the quiz at a module's end."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.enums import ParticipantRole
from programmes.models import Programme, StoredFile
from training.enums import Audience, CourseKind
from training.models.competency import ROLES_OF_AUDIENCE, Competency


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses, chainable."""

    def visible_to(self, person: Person) -> "CourseQuerySet":
        """Return those of organisations in which the person belongs to a programme."""
        programmes = Programme.objects.visible_to(person)
        return self.filter(organisation__in=programmes.values("organisation"))

    def offered(self) -> "CourseQuerySet":
        """Return those that can still be taught."""
        return self.filter(is_active=True)


class Course(models.Model):
    """What a session teaches: for whom, what for, and how many hours it counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="courses")
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what it is about"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=CourseKind.choices)
    audience = models.CharField(_("for"), max_length=10, choices=Audience.choices)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    competencies = models.ManyToManyField(Competency, blank=True, related_name="courses")
    prerequisites = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="opens", verbose_name=_("comes after")
    )
    # Of the questions of its quiz, how many must be right for a module to count.
    pass_percent = models.PositiveSmallIntegerField(
        _("right answers to pass, in per cent"), default=80, db_default=80
    )
    is_active = models.BooleanField(_("offered"), default=True, db_default=True)

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "kind",
            "audience",
            "hours",
            "pass_percent",
            "is_active",
            "competencies",
            "prerequisites",
        ),
        content=("title", "summary"),
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        """By title; hours are more than none."""

        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_course_hours"),
            models.CheckConstraint(
                condition=Q(kind__in=CourseKind.values), name="training_course_kind"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="training_course_audience"
            ),
            models.CheckConstraint(
                condition=Q(pass_percent__gte=1, pass_percent__lte=100),
                name="training_course_pass_percent",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def roles(self) -> frozenset[ParticipantRole]:
        """Return whom it is for, as roles."""
        return ROLES_OF_AUDIENCE[Audience(self.audience)]


class CourseMaterialQuerySet(models.QuerySet["CourseMaterial"]):
    """Materials, chainable."""

    def visible_to(self, person: Person) -> "CourseMaterialQuerySet":
        """Return those of courses the person may see."""
        return self.filter(course__in=Course.objects.visible_to(person))


class CourseMaterial(models.Model):
    """Something to read, watch or fill in for a course: a link or a file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="materials")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("text"), blank=True, max_length=8000)
    link = models.URLField(_("link"), blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        none=("id", "course", "position", "file"),
        content=("title", "words", "link"),
    )

    objects = CourseMaterialQuerySet.as_manager()

    class Meta:
        """In the order in which they are worked through; none is empty."""

        verbose_name = _("course material")
        verbose_name_plural = _("course materials")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(words="") | ~Q(link="") | Q(file__isnull=False),
                name="training_material_something",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class QuizQuestionQuerySet(models.QuerySet["QuizQuestion"]):
    """Questions, chainable."""

    def visible_to(self, person: Person) -> "QuizQuestionQuerySet":
        """Return those of courses the person may see."""
        return self.filter(course__in=Course.objects.visible_to(person))


class QuizQuestion(models.Model):
    """One question of a module's quiz: some of its options are right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="quiz")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("question"), max_length=300)
    # A list of {"text": words, "is_right": true or false}, two to six.
    options = models.JSONField(default=list)
    explanation = models.CharField(_("why"), max_length=500, blank=True)

    privacy = Privacy(
        none=("id", "course", "position"),
        content=("text", "options", "explanation"),
    )

    objects = QuizQuestionQuerySet.as_manager()

    class Meta:
        """In the order in which they are asked."""

        verbose_name = _("quiz question")
        verbose_name_plural = _("quiz questions")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        """Return the question."""
        return self.text


class QuizTryQuerySet(models.QuerySet["QuizTry"]):
    """Tries, chainable."""

    def visible_to(self, person: Person) -> "QuizTryQuerySet":
        """Return the person's own; nobody else reads what they answered."""
        return self.filter(person=person)


class QuizTry(models.Model):
    """Somebody answered a module's quiz; what was answered is read by nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        "training.Session", on_delete=models.CASCADE, related_name="quiz_tries"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="quiz_tries")
    # From the id of a question to the numbers of the options chosen.
    answers = models.JSONField(default=dict)
    right = models.PositiveSmallIntegerField()
    questions = models.PositiveSmallIntegerField()
    has_passed = models.BooleanField()
    tried_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "session", "questions", "tried_at"),
        personal=("person",),
        sensitive=("answers", "right", "has_passed"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "session__programme"),
        erasing={"*": OnErasure.DELETE},
    )

    objects = QuizTryQuerySet.as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("try at a quiz")
        verbose_name_plural = _("tries at quizzes")
        ordering = ("-tried_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(right__lte=models.F("questions")), name="training_try_right"
            ),
        )

    def __str__(self) -> str:
        """Say how many were right."""
        return f"{self.right} of {self.questions}"


class ModuleRunQuerySet(models.QuerySet["ModuleRun"]):
    """Runs, chainable."""

    def visible_to(self, person: Person) -> "ModuleRunQuerySet":
        """Return the person's own; nobody else reads what they answered so far."""
        return self.filter(person=person)


class ModuleRun(models.Model):
    """How far somebody is in a module: materials they worked through, answers not handed in yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        "training.Session", on_delete=models.CASCADE, related_name="module_runs"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="module_runs")
    # The ids of materials.
    seen = models.JSONField(default=list)
    # From the id of a question to the numbers of the options chosen.
    answers = models.JSONField(default=dict)
    # Which try at the quiz comes next: a try is handed in once.
    turn = models.PositiveSmallIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "session", "seen", "turn", "begun_at"),
        personal=("person",),
        sensitive=("answers",),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "session__programme"),
        erasing={"*": OnErasure.DELETE},
    )

    objects = ModuleRunQuerySet.as_manager()

    class Meta:
        """Once per person and module."""

        verbose_name = _("run through a module")
        verbose_name_plural = _("runs through modules")
        constraints = (
            models.UniqueConstraint(fields=("session", "person"), name="training_run_once"),
        )

    def __str__(self) -> str:
        """Say which try comes next."""
        return f"{self.turn}"
