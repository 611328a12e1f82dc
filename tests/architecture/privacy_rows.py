"""What addresses of copies and requests point at."""

from typing import Any

from django.utils import timezone

from mentorship.accounts.actions.privacy_requests import ask_organisation
from mentorship.accounts.models import DataCopy
from mentorship.accounts.privacy.enums import CopyState, RequestKind
from tests.people import World


def privacy_rows(world: World) -> dict[str, Any]:
    """Make a request of the mentee with a copy, and a copy that the mentee asked for."""
    request = ask_organisation(
        world.organisation,
        kind=RequestKind.COPY,
        words="",
        person=world.mentee,
        by=world.mentee,
    )
    made = {"person": world.mentee, "asked_by": world.mentee, "asked_at": timezone.now()}
    own = DataCopy.objects.create(**made, state=CopyState.WAITING)
    asked = DataCopy.objects.create(
        **made, organisation=world.organisation, request=request, state=CopyState.WAITING
    )
    return {
        "privacy-copy": own,
        "privacy-request": request,
        "organisation-request": request,
        "organisation-copy": asked,
    }
