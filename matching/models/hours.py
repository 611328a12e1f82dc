"""When a person is usually free, and the secret address by which their calendar follows them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld

HALF_HOURS = 336  # of a week, from Monday 00:00 where the person is


class FreeHoursQuerySet(models.QuerySet["FreeHours"]):
    """Free hours, chainable."""

    def visible_to(self, person: Person) -> "FreeHoursQuerySet":
        """Return the person's own: others read only times that suit all."""
        return self.filter(person=person)

    def painted(self) -> "FreeHoursQuerySet":
        """Return those that name at least one half hour."""
        return self.filter(half_hours__len__gt=0)


class FreeHours(models.Model):
    """The half hours of a usual week at which a person is free, told once for all programmes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="free_hours")
    half_hours = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        none=("id", "updated_at"),
        personal=("person", "half_hours"),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
    )

    objects = FreeHoursQuerySet.as_manager()

    class Meta:
        """Several are hours, too."""

        verbose_name = _("free hours")
        verbose_name_plural = _("free hours")

    def __str__(self) -> str:
        """Say whose."""
        return str(self.person_id)


class MeetingFeedQuerySet(models.QuerySet["MeetingFeed"]):
    """Feeds, chainable."""

    def visible_to(self, person: Person) -> "MeetingFeedQuerySet":
        """Return the person's own."""
        return self.filter(person=person)

    def working(self) -> "MeetingFeedQuerySet":
        """Return those that were not taken back."""
        return self.filter(revoked_at__isnull=True)


class MeetingFeed(models.Model):
    """A secret address by which a person's calendar reads their own meetings and sessions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="meeting_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "created_at", "revoked_at"),
        personal=("person", "token_hash"),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
        withheld={"token_hash": Withheld.KEY},
    )

    objects = MeetingFeedQuerySet.as_manager()

    class Meta:
        """One that works, for each person."""

        verbose_name = _("calendar address for meetings")
        verbose_name_plural = _("calendar addresses for meetings")
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(revoked_at__isnull=True),
                name="matching_meetingfeed_once",
            ),
        )

    def __str__(self) -> str:
        """Say whose it is, and never its secret."""
        return f"the meetings of {self.person_id}"
