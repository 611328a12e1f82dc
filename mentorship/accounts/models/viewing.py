"""Looking at the product as somebody else sees it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.common.privacy import Keeping, Privacy


class ViewingQuerySet(models.QuerySet["Viewing"]):
    """Viewings, chainable."""

    def visible_to(self, person: Person) -> "ViewingQuerySet":
        """Return those of the person, and those the person began."""
        return self.filter(Q(person=person) | Q(viewer=person))

    def of(self, person: Person) -> "ViewingQuerySet":
        """Return those in which somebody looked as this person."""
        return self.filter(person=person)

    def running(self, now: datetime | None = None) -> "ViewingQuerySet":
        """Return those that have neither ended nor run out."""
        return self.filter(ended_at__isnull=True, until__gt=now or timezone.now())


class Viewing(models.Model):
    """An administrator looks at the product as a person sees it, for a while and a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    viewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="viewings_begun")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="viewings")
    reason = models.CharField(max_length=300)
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(default=0)

    privacy = Privacy(
        none=("id", "organisation", "began_at", "until", "ended_at", "pages"),
        personal=("viewer", "person"),
        content=("reason",),
        subjects=("person",),
        authors=("viewer",),
        keeping=Keeping.RECORD,
    )

    objects = ViewingQuerySet.as_manager()

    class Meta:
        """Newest first; nobody looks as themselves, and as one person at a time."""

        verbose_name = _("look as somebody else")
        verbose_name_plural = _("looks as somebody else")
        ordering = ("-began_at",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(viewer=F("person")), name="accounts_viewing_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("began_at")), name="accounts_viewing_time"
            ),
            models.UniqueConstraint(
                fields=("viewer",),
                condition=Q(ended_at__isnull=True),
                name="accounts_viewing_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        """Say who looks as whom."""
        return f"{self.viewer_id} as {self.person_id}"
