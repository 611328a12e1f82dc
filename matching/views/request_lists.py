"""The console's page about requests: who asked whom, and how far it is; never what they wrote."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from matching.models import Round
from matching.rounds.enums import MatchingWay
from matching.rounds.pages import trail_through
from matching.tabs import tabs_of
from matching.wishing.enums import RequestState
from matching.wishing.requests import request_rows, requests_in
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 50


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def request_list(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Show the requests of a round in terms of the process."""
    visible = Round.objects.visible_to(request.user).filter(cohort__programme=programme)
    chosen = get_object_or_404(visible.select_related("cohort__programme"), pk=round_id)
    found = requests_in(chosen)
    state = request.GET.get("state", "")
    narrowed = found.filter(state=state) if state in RequestState.values else found
    page = Paginator(narrowed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "round": chosen,
        "tabs": tabs_of(chosen, "wish-list"),
        "trail": trail_through(chosen, (_("Requests"), "")),
        "title": _headline(found.filter(state=RequestState.ASKED).count()),
        "is_asking": chosen.way == MatchingWay.ASKING,
        "page": page,
        "rows": request_rows(page.object_list),
        "states": RequestState.choices,
        "state": state,
    }
    return render(request, "matching/request_list.html", context)


def _headline(waiting: int) -> str:
    """Return the sentence that opens the page."""
    if not waiting:
        return _("No request waits for an answer")
    words = ngettext(
        "%(count)d request waits for an answer", "%(count)d requests wait for an answer", waiting
    )
    return words % {"count": waiting}
