"""One's own list of wishes: in an order or rated, handed in, and changed until the last day."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.wishes import (
    NothingToHandInError,
    NotSuitableError,
    TooManyWishesError,
    WishesClosedError,
    add_wish,
    change_wish,
    hand_in_wishes,
    rank_wishes,
    rate_wishes,
)
from matching.wishing.doors import Door, door_of, own_place
from matching.wishing.forms import RatingsForm
from matching.wishing.lists import OwnWishes, wishes_of
from matching.wishing.order import Step, as_ratings
from matching.wishing.page import wish_lines
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.models import Participant


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_wishes(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the list, and keep ratings; what was typed stays where it cannot be kept."""
    place = _place_or_404(request, pk)
    door = door_of(place)
    if door is None or not door.is_asked:
        return render(request, "matching/my_mentors_closed.html", {"place": place, "door": door})
    own = wishes_of(place, door.round)
    form = _ratings(request, own)
    if form.is_valid():
        refusal = _refusal(lambda: rate_wishes(place, form.ratings, by=request.user))
        if not refusal:
            messages.success(request, _("Kept. Thank you."))
            return redirect("matching:my-wishes", pk=place.pk)
        form.add_error(None, refusal)
    return render(request, "matching/my_wishes.html", _context(door, own, form, request))


@require_POST
@requires(Permission.USE_PORTAL)
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put somebody on the list."""
    place = _place_or_404(request, pk)
    about = _named_or_404(request)
    refusal = _refusal(lambda: add_wish(place, about, by=request.user))
    if refusal:
        messages.warning(request, refusal)
    else:
        messages.success(request, _("On your list."))
    if request.POST.get("then") == "people":
        return redirect("matching:my-mentors", pk=place.pk)
    return redirect("matching:my-wishes", pk=place.pk)


@require_POST
@requires(Permission.USE_PORTAL)
def step(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Move somebody on the list, or take them off."""
    place = _place_or_404(request, pk)
    about, pressed = _named_or_404(request), request.POST.get("step", "")
    if pressed not in set(Step):
        raise Http404
    refusal = _refusal(lambda: change_wish(place, about, Step(pressed), by=request.user))
    if refusal:
        messages.warning(request, refusal)
    return redirect("matching:my-wishes", pk=place.pk)


@require_POST
@requires(Permission.USE_PORTAL)
def way(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Turn an order into ratings, or ratings into an order."""
    place = _place_or_404(request, pk)
    is_rating = request.POST.get("way") == "ratings"
    refusal = _refusal(
        lambda: (
            rate_wishes(place, {}, by=request.user)
            if is_rating
            else rank_wishes(place, by=request.user)
        )
    )
    if refusal:
        messages.warning(request, refusal)
    return redirect("matching:my-wishes", pk=place.pk)


@require_POST
@requires(Permission.USE_PORTAL)
def hand_in(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the list count."""
    place = _place_or_404(request, pk)
    refusal = _refusal(lambda: hand_in_wishes(place, by=request.user))
    if refusal:
        messages.warning(request, refusal)
    else:
        messages.success(request, _("Thank you: your wishes are handed in."))
    return redirect("matching:my-wishes", pk=place.pk)


def _place_or_404(request: SignedInRequest, pk: UUID) -> Participant:
    """Return a place of the person's own."""
    place = own_place(request.user, pk)
    if place is None:
        raise Http404
    return place


def _named_or_404(request: SignedInRequest) -> UUID:
    """Return whom a button is about."""
    try:
        return UUID(request.POST.get("about", ""))
    except ValueError:
        raise Http404 from None


def _refusal(act: Callable[[], None]) -> str:
    """Act, and return why it could not be done, in a sentence; "" when it was."""
    try:
        act()
    except WishesClosedError:
        return _("Wishes are closed. What you had handed in counts; nothing else was changed.")
    except TooManyWishesError as error:
        return ngettext(
            "Your list is full: it holds one name. Take it off first.",
            "Your list is full: it holds %(most)d names. Take one off first.",
            error.most,
        ) % {"most": error.most}
    except NotSuitableError:
        return _("This person cannot be matched with you in this round. Please choose another.")
    except NothingToHandInError:
        return _("Your list is empty. Name somebody first.")
    return ""


def _ratings(request: SignedInRequest, own: OwnWishes) -> RatingsForm:
    """Return a rating for each name; what was sent is kept in it."""
    people = [wish.about for wish in own.wishes]
    rated = {wish.about_id: wish.rating for wish in own.wishes}
    known = rated if own.is_rated else as_ratings(own.tiers)
    return RatingsForm(
        request.POST if request.method == "POST" else None, people=people, known=known
    )


def _context(
    door: Door, own: OwnWishes, form: RatingsForm, request: SignedInRequest
) -> dict[str, Any]:
    """Return what the page of a list shows."""
    return {
        "door": door,
        "place": door.place,
        "own": own,
        "lines": wish_lines(door, own),
        "form": form,
        "is_rated": own.is_rated or request.method == "POST",
        "room": door.round.most_wishes - len(own.wishes),
    }
