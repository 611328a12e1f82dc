"""Where everybody lands after signing in."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import REMEMBERED_PROGRAMME, programmes_at_hand


@requires(Permission.USE_PORTAL)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Send coordinators to the programme they last looked at, everybody else to their portal."""
    slugs = [programme.slug for programme in programmes_at_hand(request)]
    if not slugs:
        return redirect("programmes:home")
    remembered = request.session.get(REMEMBERED_PROGRAMME)
    if remembered in slugs:
        return redirect("programmes:today", slug=remembered)
    if len(slugs) == 1:
        return redirect("programmes:today", slug=slugs[0])
    return redirect("programmes:programme-list")
