"""What an administrator sets up for the whole organisation: one page that leads to all of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.views.organisation_tabs import doors


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def organisation(request: SignedInRequest) -> HttpResponse:
    """Show the parts of the organisation's own area."""
    return render(request, "organisation/organisation.html", {"doors": doors()})
