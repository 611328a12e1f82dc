"""The board of a draft: who would meet whom, who waits, and who has room."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from matching.drafts import cards
from matching.drafts.certificates import proof_in_words
from matching.drafts.enums import DraftState
from matching.drafts.finding import draft_or_404, may_manage, trail_of
from matching.drafts.forms import (
    AGAINST,
    BEST,
    BY_HAND,
    PINNED,
    WEAK,
    WEAKEST,
    PairFilter,
    SearchForm,
)
from matching.drafts.headlines import board_figures, headline, lead_of, title_of
from matching.drafts.history import sentence_of_change
from matching.drafts.queries import (
    WEAK_POINTS,
    best_first,
    by_mentee,
    changed_after,
    kept_apart,
    latest_by_others,
    measures_of,
    pairs_of,
    unplaced_of,
    weakest_first,
    with_room,
)
from matching.models import Draft, DraftPair
from matching.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 25
PER_COLUMN = 12
UNDER_WAY = frozenset({DraftState.WAITING, DraftState.SOLVING})
COME_TO_NOTHING = frozenset({DraftState.FAILED, DraftState.CANCELLED})
SHOWN = {
    BY_HAND: Q(is_by_hand=True),
    PINNED: Q(is_pinned=True),
    AGAINST: ~Q(broken_rules=[]),
    WEAK: Q(points__lt=WEAK_POINTS),
}
ORDERS = {WEAKEST: weakest_first, BEST: best_first}


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show a draft: its board, how far it is, or why there is none."""
    found = draft_or_404(request.user, programme, pk)
    if found.state in UNDER_WAY:
        return _progress(request, programme, found)
    if _is_poll(request):
        # It has come to an end while somebody watched.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if found.state in COME_TO_NOTHING:
        return render(request, "matching/draft_failed.html", _frame(request, programme, found))
    return render(request, "matching/draft.html", _board(request, programme, found))


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_news(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say what somebody else did to a draft since it was drawn."""
    found = draft_or_404(request.user, programme, pk)
    seen = request.GET.get("seen", "")
    since = int(seen) if seen.isdecimal() and len(seen) < 9 else found.version  # noqa: PLR2004 - fits the column
    change = latest_by_others(found, than=request.user, since=since)
    context = {
        "programme": programme,
        "draft": found,
        "said": sentence_of_change(change, request.user) if change else "",
    }
    return render(request, "matching/draft_news.html", context)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_waiting(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show all mentees without a mentor."""
    found = draft_or_404(request.user, programme, pk)
    form = SearchForm(request.GET)
    rows = unplaced_of(found).filter(mentee__person__name__icontains=form.wanted())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_frame(request, programme, found),
        "form": form,
        "page": page,
        "waiting": cards.waiting_cards(programme, found, list(page)),
        "trail": trail_of(programme, found, _("No match yet")),
    }
    return render(request, "matching/draft_waiting.html", context)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_room(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show all mentors with room."""
    found = draft_or_404(request.user, programme, pk)
    form = SearchForm(request.GET)
    rows = with_room(found).filter(mentor__person__name__icontains=form.wanted())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_frame(request, programme, found),
        "form": form,
        "page": page,
        "room": cards.room_cards(programme, list(page)),
        "trail": trail_of(programme, found, _("Mentors with room")),
    }
    return render(request, "matching/draft_room.html", context)


def _board(request: SignedInRequest, programme: Programme, found: Draft) -> dict[str, Any]:
    """Return everything on the board; as many queries for one pair as for thousands."""
    form = PairFilter(request.GET)
    page = Paginator(_narrowed(found, form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    measures = measures_of(found)
    waiting, room = unplaced_of(found), with_room(found)
    roomy = room.count()
    return {
        **_frame(request, programme, found),
        "headline": headline(measures),
        "lead": lead_of(measures),
        "figures": board_figures(found, measures, roomy),
        "proof": proof_in_words(found),
        "has_moved_on": found.round.version != found.round_version,
        "legend": cards.legend_of(found),
        "form": form,
        "is_narrowed": any(form.chosen().values()),
        "page": page,
        "pairs": cards.pair_cards(programme, found, list(page)),
        "pair_count": measures["pairs"],
        "waiting": cards.waiting_cards(programme, found, list(waiting[:PER_COLUMN])),
        "waiting_count": measures["unplaced"],
        "room": cards.room_cards(programme, list(room[:PER_COLUMN])),
        "room_count": roomy,
        "apart_count": kept_apart(found).count(),
        "change_count": changed_after(found),
        "back": request.GET.urlencode(),
    }


def _narrowed(found: Draft, chosen: dict[str, str]) -> "QuerySet[DraftPair]":
    """Return the pairs that somebody asked for, in their order."""
    rows = pairs_of(found)
    if wanted := chosen["q"].replace("\x00", ""):
        rows = rows.filter(
            Q(mentee__person__name__icontains=wanted) | Q(mentor__person__name__icontains=wanted)
        )
    if chosen["show"] in SHOWN:
        rows = rows.filter(SHOWN[chosen["show"]])
    return ORDERS.get(chosen["order"], by_mentee)(rows)


def _frame(request: SignedInRequest, programme: Programme, found: Draft) -> dict[str, Any]:
    """Return what every page of a draft shows."""
    return {
        "programme": programme,
        "draft": found,
        "round": found.round,
        "title": title_of(found),
        "tabs": tabs_of(found.round, "draft-list"),
        "trail": trail_of(programme, found),
        "may_manage": may_manage(request.user, programme),
        "is_put_aside": found.state == DraftState.DISCARDED,
        "board_url": reverse("matching:draft", args=(programme.slug, found.pk)),
    }


def _progress(request: SignedInRequest, programme: Programme, found: Draft) -> HttpResponse:
    """Show how far a run is; a poll gets that part of the page alone."""
    template = "matching/draft_progress.html"
    part = f"{template}#progress" if _is_poll(request) else template
    return render(request, part, _frame(request, programme, found))


def _is_poll(request: SignedInRequest) -> bool:
    """Tell whether the page asks by itself how far it is."""
    return request.headers.get("HX-Request") == "true"
