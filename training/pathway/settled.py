"""Which events of the pathway settle a need, and whom they are about."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.dealt_with import Named
from programmes.models import Programme
from programmes.permissions import allowed_in
from training.models import Pathway

KINDS = (
    "pathway.ready",
    "pathway.not_yet",
    "pathway.invited",
    "pathway.moved",
    "pathway.supporter_chosen",
)


def pathways(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return pathways by the name of their people, for those who may open them; one query."""
    if not allowed_in(viewer, Permission.VIEW_TRAINING, programme):
        return {}
    found = Pathway.objects.visible_to(viewer).filter(pk__in=ids, programme=programme)
    return {
        str(row.pk): Named(
            row.person.name, reverse("training:pathway", args=(programme.slug, row.pk))
        )
        for row in found.select_related("person")
    }
