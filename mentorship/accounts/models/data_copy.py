"""The copy of all that is kept of a person."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.accounts.models.privacy_request import PrivacyRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import UNDER_WAY, CopyState
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld


class DataCopyQuerySet(models.QuerySet["DataCopy"]):
    """Copies, chainable."""

    def visible_to(self, person: Person) -> "DataCopyQuerySet":
        """Return the person's own that they may have, and those of organisations they run."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415  (a circle)

        administered = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        own = Q(person=person) & (Q(organisation__isnull=True) | Q(released_at__isnull=False))
        return self.filter(own | Q(organisation__in=administered))

    def of(self, person: Person) -> "DataCopyQuerySet":
        """Return those of what is kept of the person."""
        return self.filter(person=person)

    def there(self) -> "DataCopyQuerySet":
        """Return those that can still be fetched."""
        return self.filter(state=CopyState.BUILT, ends_at__gt=timezone.now())


class DataCopy(models.Model):
    """A copy of what is kept of a person, kept encrypted for some days, then deleted.

    The key lies here and the file in the store, so that neither is of use without the other;
    forgetting the key is forgetting the copy, in backups of the store too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="copies")
    # None: everything, asked for by the person. Else what one organisation keeps.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    request = models.ForeignKey(
        PrivacyRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=CopyState.choices, default=CopyState.WAITING
    )
    with_confidence = models.BooleanField(_("with what was written in confidence"), default=False)
    # Made for an administrator to hand over, because the person cannot sign in.
    through_hands = models.BooleanField(default=False)
    asked_at = models.DateTimeField(_("asked for"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    built_at = models.DateTimeField(_("made"), null=True, blank=True)
    # When the administrator let the person have it, where they asked the organisation for it.
    released_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(_("there until"), null=True, blank=True)
    store_key = models.CharField(max_length=64, blank=True)
    age_key = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    withheld_rows = models.PositiveIntegerField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "request",
            "state",
            "with_confidence",
            "through_hands",
            "asked_at",
            "attempts",
            "began_at",
            "built_at",
            "released_at",
            "ends_at",
            "size",
            "rows",
            "withheld_rows",
        ),
        personal=("person", "asked_by"),
        sensitive=("store_key", "age_key"),
        subjects=("person",),
        keeping=Keeping.RECORD,
        erasing={"*": OnErasure.DELETE},
        withheld={"store_key": Withheld.KEY, "age_key": Withheld.KEY},
    )

    objects = DataCopyQuerySet.as_manager()

    class Meta:
        """One at a time is being made for the person; what is ready has its key and its end."""

        verbose_name = _("copy of somebody’s data")
        verbose_name_plural = _("copies of somebody’s data")
        ordering = ("-asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(state__in=UNDER_WAY, organisation__isnull=True),
                name="accounts_datacopy_one_of_all",
            ),
            models.UniqueConstraint(
                fields=("person", "organisation"),
                condition=Q(state__in=UNDER_WAY),
                name="accounts_datacopy_one_of_place",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CopyState.values), name="accounts_datacopy_state"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=CopyState.BUILT, ends_at__isnull=False, size__isnull=False)
                    & ~Q(store_key="")
                    & ~Q(age_key="")
                )
                | (~Q(state=CopyState.BUILT) & Q(age_key="")),
                name="accounts_datacopy_built",
            ),
        )
        indexes = (models.Index(fields=("state", "ends_at"), name="accounts_datacopy_ending"),)

    def __str__(self) -> str:
        """Say how far it is."""
        return self.get_state_display()

    @property
    def is_there(self) -> bool:
        """Tell whether it can be fetched."""
        return (
            self.state == CopyState.BUILT
            and self.ends_at is not None
            and self.ends_at > timezone.now()
        )
