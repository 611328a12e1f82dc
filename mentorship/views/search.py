"""Searching everything one may see: as a page, and as the panel that Ctrl K opens."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest, organisations_allowing, requires
from mentorship.accounts.permissions import Permission
from mentorship.accounts.queries import works_in_console
from mentorship.common.shell import NavItem, Shell
from mentorship.views.context import anywhere, build_shell, of_programme
from mentorship.views.organisation_tabs import doors as doors_of_area
from mentorship.views.searching.doing import ANYWHERE, IN_PROGRAMME
from mentorship.views.searching.found import find, one, pages_answering, pages_of, visited
from mentorship.views.searching.matching_words import cleaned

# Where a session keeps what was opened from the search last: kinds and ids, no names.
REMEMBERED = "searched"
MOST_REMEMBERED = 6


@requires(Permission.USE_PORTAL)
@require_GET
def search(request: SignedInRequest) -> HttpResponse:
    """Show what answers the words; before any are typed, what was opened last and can be done."""
    words = cleaned(request.GET.get("q", ""))
    shell = build_shell(request)
    deeds = _deeds(request)
    context = {
        "words": words,
        "shell": shell,
        "groups": find(request.user, words) if words else [],
        "visited": [] if words else visited(request.user, request.session.get(REMEMBERED, [])),
        "deeds": pages_answering(deeds, words) if words else deeds,
        "pages": pages_answering(_pages(request, shell), words) if words else [],
        "face": "base/console.html" if works_in_console(request.user) else "base/portal.html",
    }
    is_panel = request.headers.get("HX-Target") == "palette-results"
    page = "search/results.html" if is_panel else "search/search.html"
    return render(request, page, context)


@requires(Permission.USE_PORTAL)
@require_GET
def search_open(request: SignedInRequest, found_kind: str, pk: UUID) -> HttpResponse:
    """Lead to what was found, and remember in this session alone that it was opened."""
    found = one(request.user, found_kind, pk)
    if found is None:
        raise Http404
    opened = [found_kind, str(pk)]
    earlier = [each for each in request.session.get(REMEMBERED, []) if each != opened]
    request.session[REMEMBERED] = [opened, *earlier][:MOST_REMEMBERED]
    return redirect(found.url)


def _pages(request: SignedInRequest, shell: Shell) -> list[NavItem]:
    """Return the pages of the frame, and those of the organisation's own area."""
    may_set_up = organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    doors = [
        NavItem(each["label"], each["url"], icon="building-office") for each in doors_of_area()
    ]
    return [*pages_of(shell), *(doors if may_set_up else ())]


def _deeds(request: SignedInRequest) -> list[NavItem]:
    """Return what the person may begin, in the programme in view and anywhere."""
    programme = getattr(request, "shown_programme", None)
    return [
        *of_programme(IN_PROGRAMME, request.user, programme, ""),
        *anywhere(ANYWHERE, request.user, ""),
    ]
