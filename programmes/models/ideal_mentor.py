"""What this programme's mentors are expected to do, and how one would see that somebody can."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.enums import CriterionKind, VersionState
from programmes.models.programme import Programme


class IdealMentorProfileQuerySet(models.QuerySet["IdealMentorProfile"]):
    """Ideal Mentor Profiles, chainable."""

    def visible_to(self, person: Person) -> "IdealMentorProfileQuerySet":
        """Return those of programmes the person works for or oversees."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_PROGRAMME)
        )

    def published(self) -> "IdealMentorProfileQuerySet":
        """Return those in use: one for each programme at most."""
        return self.filter(state=VersionState.PUBLISHED)

    def drafts(self) -> "IdealMentorProfileQuerySet":
        """Return those still being written: one for each programme at most."""
        return self.filter(state=VersionState.DRAFT)


class IdealMentorProfile(models.Model):
    """One version of what a programme looks for in its mentors.

    A version is written as a draft and used once published. What was published is never changed,
    since applications are judged by it; a change is a new version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="mentor_profiles"
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=VersionState.choices,
        default=VersionState.DRAFT,
        db_default=VersionState.DRAFT,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(
        none=("id", "programme", "version", "state", "created_at", "published_at"),
        personal=("published_by",),
    )

    objects = IdealMentorProfileQuerySet.as_manager()

    class Meta:
        """Versions are counted within a programme; one is a draft, and one in use, at most."""

        verbose_name = _("mentor profile")
        verbose_name_plural = _("mentor profiles")
        ordering = ("programme", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "version"), name="programmes_mentorprofile_version"
            ),
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(state=VersionState.DRAFT),
                name="programmes_mentorprofile_one_draft",
            ),
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(state=VersionState.PUBLISHED),
                name="programmes_mentorprofile_one_used",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="programmes_mentorprofile_state"
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, published_at__isnull=True)
                | (~Q(state=VersionState.DRAFT) & Q(published_at__isnull=False)),
                name="programmes_mentorprofile_published",
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

    privacy = Privacy(none=("id", "profile", "position"), content=("text",))

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        """In the order they were written."""

        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        """Return the expectation."""
        return self.text


# Marks run from 1 up to the criterion's highest level.
LOWEST_MARK = 1
FEWEST_LEVELS, MOST_LEVELS = 3, 7


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
    # The same in every version into which the criterion was carried over.
    key = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    kind = models.CharField(
        _("what it is"),
        max_length=20,
        choices=CriterionKind.choices,
        default=CriterionKind.SKILL,
        db_default=CriterionKind.SKILL,
    )
    name = models.CharField(_("criterion"), max_length=160)
    evidence = models.CharField(_("how we would see it"), max_length=300, blank=True)
    is_essential = models.BooleanField(_("essential"), default=False)
    weight = models.PositiveSmallIntegerField(_("weight"), default=3)
    # How many levels the scale has; marks run from 1 to this.
    levels = models.PositiveSmallIntegerField(_("levels"), default=5, db_default=5)
    # What each level looks like, the lowest first; empty while nobody has said so.
    anchors = ArrayField(
        models.CharField(max_length=200, blank=True),
        verbose_name=_("anchors"),
        default=list,
        db_default=[],
        blank=True,
    )
    # The lowest mean mark with which an essential criterion counts as met.
    met_from = models.PositiveSmallIntegerField(_("met from level"), default=3, db_default=3)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        none=(
            "id",
            "expectation",
            "key",
            "kind",
            "is_essential",
            "weight",
            "levels",
            "met_from",
            "position",
        ),
        content=("name", "evidence", "anchors"),
    )

    objects = CriterionQuerySet.as_manager()

    class Meta:
        """In the order they were written; weights run from 1 to 10."""

        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10), name="programmes_criterion_weight"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CriterionKind.values), name="programmes_criterion_kind"
            ),
            models.CheckConstraint(
                condition=Q(
                    levels__gte=FEWEST_LEVELS,
                    levels__lte=MOST_LEVELS,
                    met_from__gt=LOWEST_MARK,
                    met_from__lte=models.F("levels"),
                ),
                name="programmes_criterion_levels",
            ),
            models.CheckConstraint(
                condition=Q(anchors__len=0) | Q(anchors__len=models.F("levels")),
                name="programmes_criterion_anchors",
            ),
        )

    def __str__(self) -> str:
        """Return the criterion."""
        return self.name
