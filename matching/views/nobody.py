"""Nobody fits: why, what would place each mentee, and which mentors to look for."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from matching.drafts.finding import may_manage, trail_of
from matching.drafts.queries import unplaced_of
from matching.tabs import tabs_of
from matching.trying.nobody import nobody_in
from matching.trying.nobody_page import Sayings, missing_cards, shortages_in, title_of
from matching.views.what_ifs import ready_or_404
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 10


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_nobody(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show whom a draft leaves without a mentor, and what would help."""
    draft = ready_or_404(request, programme, pk)
    rows = unplaced_of(draft)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "draft": draft,
        "title": title_of(draft, page.paginator.count),
        "page": page,
        "tabs": tabs_of(draft.round, "draft-list"),
        "trail": trail_of(programme, draft, _("Nobody fits")),
        "may_manage": may_manage(request.user, programme),
        "board_url": reverse("matching:draft", args=(programme.slug, draft.pk)),
        "recruits_url": reverse("matching:recruit-list", args=(programme.slug, draft.round_id)),
    }
    if page.paginator.count:
        nobody = nobody_in(draft)
        sayings = Sayings(programme.slug, nobody)
        context |= {
            "left": [sayings.left(row) for row in page],
            "shortages": shortages_in(sayings),
            "missing": missing_cards(programme.slug, draft, nobody),
        }
    return render(request, "matching/nobody_fits.html", context)
