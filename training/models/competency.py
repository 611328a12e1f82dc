"""What mentoring asks of people, in levels."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation, Person
from mentorship.common.privacy import Privacy
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.enums import Audience

ROLES_OF_AUDIENCE: dict[Audience, frozenset[ParticipantRole]] = {
    Audience.MENTORS: frozenset({ParticipantRole.MENTOR}),
    Audience.MENTEES: frozenset({ParticipantRole.MENTEE}),
    Audience.BOTH: frozenset(ParticipantRole),
}
AUDIENCES_OF_ROLE: dict[ParticipantRole, list[Audience]] = {
    role: [audience for audience, roles in ROLES_OF_AUDIENCE.items() if role in roles]
    for role in ParticipantRole
}


class CompetencyQuerySet(models.QuerySet["Competency"]):
    """Competencies, chainable."""

    def visible_to(self, person: Person) -> "CompetencyQuerySet":
        """Return those of organisations in which the person belongs to a programme."""
        programmes = Programme.objects.visible_to(person)
        return self.filter(organisation__in=programmes.values("organisation"))

    def in_use(self) -> "CompetencyQuerySet":
        """Return those that were not set aside."""
        return self.filter(is_active=True)

    def for_role(self, role: str) -> "CompetencyQuerySet":
        """Return those asked of mentors, or of mentees."""
        return self.filter(audience__in=AUDIENCES_OF_ROLE[ParticipantRole(role)])


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
    audience = models.CharField(
        _("asked of"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.MENTORS,
        db_default=Audience.MENTORS,
    )
    # Set aside rather than deleted: hours, scores and courses of the past still name it.
    is_active = models.BooleanField(_("in use"), default=True, db_default=True)

    privacy = Privacy(
        none=("id", "organisation", "key", "position", "audience", "is_active"),
        content=("name", "description"),
    )

    objects = CompetencyQuerySet.as_manager()

    class Meta:
        """In the organisation's own order."""

        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering = ("position", "name")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "key"), name="training_competency_key"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="training_competency_audience"
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class CompetencyLevel(models.Model):
    """How a competency shows at one level, from beginning to leading others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("level"))
    name = models.CharField(_("name"), max_length=60)
    description = models.TextField(_("how one would see it"), blank=True, max_length=1000)

    privacy = Privacy(
        none=("id", "competency", "level"),
        content=("name", "description"),
    )

    class Meta:
        """From the lowest; each level once."""

        verbose_name = _("level of a competency")
        verbose_name_plural = _("levels of competencies")
        ordering = ("level",)
        constraints = (
            models.UniqueConstraint(fields=("competency", "level"), name="training_level_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=7), name="training_level_range"
            ),
        )

    def __str__(self) -> str:
        """Return its number and name."""
        return f"{self.level} {self.name}"
