"""What this programme's mentors are expected to do, and how one would see that somebody can."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models.programme import Programme


class IdealMentorProfileQuerySet(models.QuerySet["IdealMentorProfile"]):
    """Ideal Mentor Profiles, chainable."""

    def visible_to(self, person: Person) -> "IdealMentorProfileQuerySet":
        """Return those of programmes the person works for or oversees."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_PROGRAMME)
        )


class IdealMentorProfile(models.Model):
    """One version of what a programme looks for in its mentors."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="mentor_profiles"
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IdealMentorProfileQuerySet.as_manager()

    class Meta:
        """Versions are counted within a programme."""

        ordering = ("programme", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "version"), name="programmes_mentorprofile_version"
            ),
        )

    def __str__(self) -> str:
        """Say which version."""
        return f"version {self.version}"


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    """Expectations, chainable."""

    def visible_to(self, person: Person) -> "ExpectationQuerySet":
        """Return those of profiles the person may see."""
        return self.filter(profile__in=IdealMentorProfile.objects.visible_to(person))


class Expectation(models.Model):
    """Something that mentors do for their mentees, from which criteria follow."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(
        IdealMentorProfile, on_delete=models.CASCADE, related_name="expectations"
    )
    text = models.CharField(_("what mentors do"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        """In the order they were written."""

        ordering = ("position", "pk")

    def __str__(self) -> str:
        """Return the expectation."""
        return self.text


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """Criteria, chainable."""

    def visible_to(self, person: Person) -> "CriterionQuerySet":
        """Return those of profiles the person may see."""
        profiles = IdealMentorProfile.objects.visible_to(person)
        return self.filter(expectation__profile__in=profiles)


class Criterion(models.Model):
    """A skill, quality, knowledge or experience that an expectation needs, with its weight."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expectation = models.ForeignKey(Expectation, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=160)
    evidence = models.CharField(_("how we would see it"), max_length=300, blank=True)
    is_essential = models.BooleanField(_("essential"), default=False)
    weight = models.PositiveSmallIntegerField(_("weight"), default=3)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        """In the order they were written; weights run from 1 to 10."""

        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10), name="programmes_criterion_weight"
            ),
        )

    def __str__(self) -> str:
        """Return the criterion."""
        return self.name
