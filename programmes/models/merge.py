"""Two records of one person that were made one."""

import uuid
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, Privacy

UNDO_FOR = timedelta(hours=24)


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges, chainable."""

    def visible_to(self, person: Person) -> "MergeQuerySet":
        """Return those the person made, and those of organisations they administer."""
        administered = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(Q(by=person) | Q(organisation_id__in=administered))

    def undoable(self) -> "MergeQuerySet":
        """Return those that may still be taken back."""
        return self.filter(undone_at__isnull=True, made_at__gt=timezone.now() - UNDO_FOR)


class Merge(models.Model):
    """Two records of one person became one; every change is kept, so that it can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    # Every step in the order taken, each with what it takes to go back.
    steps = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    privacy = Privacy(
        none=("id", "organisation", "made_at", "undone_at"),
        personal=("kept", "gone", "by"),
        sensitive=("steps",),
        subjects=("kept", "gone"),
        keeping=Keeping.RECORD,
        counted_from=("made_at",),
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        """Nobody is merged with themselves; somebody vanishes once at a time."""

        verbose_name = _("joining of two records")
        verbose_name_plural = _("joinings of two records")
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="programmes_merge_of_two"),
            models.UniqueConstraint(
                fields=("gone",),
                condition=Q(undone_at__isnull=True),
                name="programmes_merge_once",
            ),
        )

    def __str__(self) -> str:
        """Say who went where."""
        return f"{self.gone_id} into {self.kept_id}"

    @property
    def may_be_undone(self) -> bool:
        """Tell whether it is young enough to take back."""
        return self.undone_at is None and self.made_at > timezone.now() - UNDO_FOR
