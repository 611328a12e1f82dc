"""A programme's dates in the calendar of somebody who works for it."""

import hashlib
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models.programme import Programme


def hash_of(token: str) -> str:
    """Return what is kept of a token: enough to know it again, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Calendar feeds, chainable."""

    def visible_to(self, person: Person) -> "CalendarFeedQuerySet":
        """Return the person's own."""
        return self.filter(person=person)

    def working(self) -> "CalendarFeedQuerySet":
        """Return those that were not taken back."""
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """A secret address by which a person's calendar reads the dates of one programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "programme", "created_at", "revoked_at"),
        personal=("person",),
        sensitive=("token_hash",),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
        withheld={"token_hash": Withheld.KEY},
    )

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        """One that works, for each person and programme."""

        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person"),
                condition=Q(revoked_at__isnull=True),
                name="programmes_calendarfeed_once",
            ),
        )

    def __str__(self) -> str:
        """Say whose it is, and never its secret."""
        return f"{self.person_id} reads {self.programme_id}"
