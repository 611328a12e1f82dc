"""Needs that somebody does not want to see again before tomorrow."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models.programme import Programme


class PutOffQuerySet(models.QuerySet["PutOff"]):
    """What was put off, chainable."""

    def visible_to(self, person: Person) -> "PutOffQuerySet":
        """Return the person's own."""
        return self.filter(person=person)

    def in_force(self) -> "PutOffQuerySet":
        """Return what is still put off."""
        return self.filter(until__gt=timezone.now())


class PutOff(models.Model):
    """A need that one person put off until tomorrow; the others of the team see it as before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="put_off")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="put_off")
    # That of the need, as `programmes.needs` gives it.
    key = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    privacy = Privacy(
        none=("id", "programme", "key", "at", "until"),
        personal=("person",),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
    )

    objects = PutOffQuerySet.as_manager()

    class Meta:
        """Once for each person and need, and never into the past."""

        verbose_name = _("what was put off")
        verbose_name_plural = _("what was put off")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person", "key"), name="programmes_putoff_once"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="programmes_putoff_times"),
        )

    def __str__(self) -> str:
        """Return the key."""
        return self.key
