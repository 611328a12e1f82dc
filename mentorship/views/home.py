"""Where everybody lands after signing in."""

from django.http import HttpResponse
from django.shortcuts import redirect

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.accounts.queries import works_in_console


@requires(Permission.USE_PORTAL)
def home(request: SignedInRequest) -> HttpResponse:
    """Send coordinators to their console, everybody else to their portal."""
    return redirect("programmes:console" if works_in_console(request.user) else "portal:home")
