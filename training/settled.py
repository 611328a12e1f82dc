"""Which events of this app settle a need, and what they are about."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.dealt_with import Named
from programmes.models import Programme
from programmes.permissions import allowed_in
from training.models import Session

KINDS = (
    "session.planned",
    "session.changed",
    "session.invited",
    "session.held",
    "session.cancelled",
    "attendance.recorded",
)


def sessions(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return sessions by title, with their pages for those who may open them; one query."""
    may_open = allowed_in(viewer, Permission.VIEW_TRAINING, programme)
    found = Session.objects.visible_to(viewer).filter(pk__in=ids, programme=programme)
    return {
        str(session.pk): Named(
            session.title,
            reverse("training:session", args=(programme.slug, session.pk)) if may_open else "",
        )
        for session in found
    }
