"""Ways of looking at the list of people that are worth keeping."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models.programme import Programme

MOST_QUERY = 1000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views, chainable."""

    def visible_to(self, person: Person) -> "SavedViewQuerySet":
        """Return the person's own, and those shared, where they may see people."""
        organisations, programmes = places_allowing(person, Permission.VIEW_PEOPLE)
        return self.filter(
            Q(programme_id__in=programmes) | Q(programme__organisation_id__in=organisations),
            Q(person=person) | Q(is_shared=True),
        )

    def by_name(self) -> "SavedViewQuerySet":
        """Sort by name, whatever its capitals."""
        return self.order_by(Lower("name"), "pk")


class SavedView(models.Model):
    """A question asked of the list of people, kept under a name by somebody of the team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="saved_views")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    # As in the address of the list: "role=mentor&state=trained".
    query = models.CharField(max_length=MOST_QUERY, blank=True)
    is_shared = models.BooleanField(_("shared with the team"), default=False)
    # What its owner sees when they open the list without a question.
    is_default = models.BooleanField(_("opens first"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=("id", "programme", "is_shared", "is_default", "created_at"),
        personal=("person",),
        content=("name", "query"),
        subjects=("person",),
        authors=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        """Names are told apart within what one person keeps; one at most opens first."""

        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = (
            models.UniqueConstraint(
                "programme", "person", Lower("name"), name="programmes_savedview_name"
            ),
            models.UniqueConstraint(
                fields=("programme", "person"),
                condition=Q(is_default=True),
                name="programmes_savedview_default",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name
