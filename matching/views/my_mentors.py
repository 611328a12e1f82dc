"""The people of the other side who would suit somebody: to look at, to wish for, to ask."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.requests import AskRefusedError, ask_mentor
from matching.wishing.asking import new_request, why_nobody, why_not_ask, why_not_ready
from matching.wishing.browsing import candidates, in_fair_order, word_for_order
from matching.wishing.doors import Door, door_of, own_place
from matching.wishing.emails import REQUEST_ASKED, answer_url, preview
from matching.wishing.filters import CandidateFilter
from matching.wishing.forms import AskForm
from matching.wishing.lists import wishes_of
from matching.wishing.suitable import Suitable, suitable_for
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.models import Participant

PER_PAGE = 12
FILTERS = ("q", "department", "location", "language")


@require_GET
@requires(Permission.USE_PORTAL)
def my_mentors(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show who would suit, a page at a time, with what the two share."""
    place = _place_or_404(request, pk)
    door = door_of(place)
    if door is None or not door.may_look:
        return render(request, "matching/my_mentors_closed.html", {"place": place, "door": door})
    suitable = suitable_for(place, door.round)
    shown = suitable.free
    narrowed = CandidateFilter(
        request.GET, queryset=in_fair_order(place, shown), viewer=place, ids=shown
    )
    page = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "door": door,
        "form": narrowed.form,
        "is_narrowed": any(request.GET.get(name) for name in FILTERS),
        "page": page,
        "candidates": candidates(place, page.object_list),
        "number": len(shown),
        "why_nobody": _why_nobody(door, suitable),
        "order": word_for_order(),
        **_own_list(door),
    }
    return render(request, "matching/my_mentors.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def ask(request: SignedInRequest, pk: UUID, other_id: UUID) -> HttpResponse:
    """Ask a mentor, with a few words; what they get by mail is shown first."""
    place = _place_or_404(request, pk)
    door = door_of(place)
    if door is None or not door.may_ask:
        return render(request, "matching/my_mentors_closed.html", {"place": place, "door": door})
    suitable = suitable_for(place, door.round)
    mentor = get_object_or_404(in_fair_order(place, suitable.possible), pk=other_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    why_not = why_not_ask(door, mentor, suitable)
    if form.is_valid():
        try:
            made = ask_mentor(place, mentor, words=form.cleaned_data["words"], by=request.user)
        except AskRefusedError as refusal:
            why_not = refusal.sentence
        else:
            words = _("%(name)s is asked. A place is kept for you until there is an answer.")
            messages.success(request, words % {"name": mentor.person.short_name})
            return redirect("matching:my-request", pk=made.pk)
    context = {
        "place": place,
        "door": door,
        "form": form,
        "why_not": why_not,
        "candidate": candidates(place, [mentor])[0],
        "mail": _mail_to(mentor, door),
    }
    return render(request, "matching/my_mentors_ask.html", context)


def _place_or_404(request: SignedInRequest, pk: UUID) -> Participant:
    """Return a place of the person's own."""
    place = own_place(request.user, pk)
    if place is None:
        raise Http404
    return place


def _why_nobody(door: Door, suitable: Suitable) -> str:
    """Return why nobody can be asked or named now, in a sentence; "" where somebody can."""
    if door.may_ask:
        return why_nobody(door, suitable)
    return "" if suitable.is_ready else why_not_ready()


def _own_list(door: Door) -> dict[str, Any]:
    """Return whom they have named so far, and whether the list has room."""
    if not door.may_wish:
        return {"named": frozenset(), "has_room": False}
    named = wishes_of(door.place, door.round).names
    return {"named": named, "has_room": len(named) < door.round.most_wishes}


def _mail_to(mentor: Participant, door: Door) -> Any:
    """Return the mail that the mentor would get; nothing is stored."""
    request = new_request(door, mentor)
    return preview(REQUEST_ASKED, request, mentor.person, answer_url(request))
