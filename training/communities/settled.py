"""Which events about communities settle a need, and what they are about."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.dealt_with import Named
from programmes.models import Programme
from programmes.permissions import allowed_in
from training.models import Community

KINDS = ("community.begun", "community.closed", "community.opened_again")


def communities(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return communities by name, with their pages for those who may open them; one query."""
    may_open = allowed_in(viewer, Permission.VIEW_TRAINING, programme)
    found = Community.objects.visible_to(viewer).filter(pk__in=ids, programme=programme)
    return {
        str(each.pk): Named(
            each.name,
            reverse("training:community-detail", args=(programme.slug, each.pk))
            if may_open
            else "",
        )
        for each in found
    }
