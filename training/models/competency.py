"""What mentoring asks of people, and the courses that teach it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from programmes.enums import ParticipantRole
from training.enums import Audience, CourseKind

ROLES_OF_AUDIENCE: dict[Audience, frozenset[ParticipantRole]] = {
    Audience.MENTORS: frozenset({ParticipantRole.MENTOR}),
    Audience.MENTEES: frozenset({ParticipantRole.MENTEE}),
    Audience.BOTH: frozenset(ParticipantRole),
}
AUDIENCES_OF_ROLE: dict[ParticipantRole, list[Audience]] = {
    role: [audience for audience, roles in ROLES_OF_AUDIENCE.items() if role in roles]
    for role in ParticipantRole
}


class Competency(models.Model):
    """A skill that mentors or mentees learn, practise and keep current."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="competencies"
    )
    key = models.SlugField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("what it means"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the organisation's own order."""

        ordering = ("position", "name")
        verbose_name_plural = _("competencies")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "key"), name="training_competency_key"),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


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

    class Meta:
        """By title; hours are more than none."""

        ordering = ("title",)
        constraints = (
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_course_hours"),
            models.CheckConstraint(
                condition=Q(kind__in=CourseKind.values), name="training_course_kind"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="training_course_audience"
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def roles(self) -> frozenset[ParticipantRole]:
        """Return whom it is for, as roles."""
        return ROLES_OF_AUDIENCE[Audience(self.audience)]
