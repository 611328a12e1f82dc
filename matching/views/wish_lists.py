"""The console's page about wishes: who has handed in, reminding, and entering for somebody."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.wish_reminders import nudge_wishers
from matching.actions.wishes import (
    NothingToHandInError,
    NotSuitableError,
    TooManyWishesError,
    WishesClosedError,
    enter_wishes,
)
from matching.models import Round
from matching.rounds.enums import MatchingWay, WhoWishes
from matching.rounds.pages import trail_through
from matching.tabs import tabs_of
from matching.wishing.browsing import by_name
from matching.wishing.doors import today_of
from matching.wishing.emails import preview_nudge
from matching.wishing.forms import EnterForm
from matching.wishing.lists import asked_in, to_nudge, wishes_of
from matching.wishing.suitable import suitable_for
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in

PER_PAGE = 50


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def wish_list(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Show who has said whom they would like, and who has not: how many names, never which."""
    chosen = _round_or_404(request, programme, round_id)
    if chosen.way == MatchingWay.ASKING and chosen.who_wishes == WhoWishes.NOBODY:
        return redirect("matching:request-list", slug=programme.slug, round_id=chosen.pk)
    asked = asked_in(chosen)
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    total, missing = page.paginator.count, asked.filter(handed_in_at__isnull=True).count()
    context = _frame(chosen) | {
        "page": page,
        "title": _headline(chosen, total, missing),
        "lead": _lead(chosen),
        "total": total,
        "done": total - missing,
        "may_manage": allowed_in(request.user, Permission.MANAGE_MATCHES, programme),
        "may_remind": bool(missing) and not _is_over(chosen),
    }
    return render(request, "matching/wish_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def remind(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Show who would be reminded, and with which words; then remind them."""
    chosen = _round_or_404(request, programme, round_id)
    if request.method == "POST":
        number = nudge_wishers(chosen, _shown(request), by=request.user)
        words = ngettext("%(count)d person is reminded.", "%(count)d people are reminded.", number)
        messages.success(request, words % {"count": number})
        return redirect("matching:wish-list", slug=programme.slug, round_id=chosen.pk)
    places = to_nudge(chosen)
    context = _frame(chosen, _("Remind them")) | {
        "places": places,
        "mail": preview_nudge(places[0], chosen) if places else None,
    }
    return render(request, "matching/wish_remind.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def enter(
    request: SignedInRequest, programme: Programme, round_id: UUID, participant_id: UUID
) -> HttpResponse:
    """Write down somebody's wishes as they told them."""
    chosen = _round_or_404(request, programme, round_id)
    place = get_object_or_404(asked_in(chosen), pk=participant_id)
    place.cohort = chosen.cohort
    own = wishes_of(place, chosen)
    form = EnterForm(
        request.POST if request.method == "POST" else None,
        people=by_name(suitable_for(place, chosen).possible | own.names),
        most=chosen.most_wishes,
        known=own.tiers,
    )
    if form.is_valid():
        refusal = _entered(chosen, place, form, request)
        if not refusal:
            words = _("The wishes of %(name)s are handed in.") % {"name": place.person.name}
            messages.success(request, words)
            return redirect("matching:wish-list", slug=programme.slug, round_id=chosen.pk)
        form.add_error(None, refusal)
    context = _frame(chosen, place.person.name) | {"place": place, "form": form}
    return render(request, "matching/wish_enter.html", context)


def _round_or_404(request: SignedInRequest, programme: Programme, pk: UUID) -> Round:
    """Return a round of the programme."""
    visible = Round.objects.visible_to(request.user).filter(cohort__programme=programme)
    return get_object_or_404(visible.select_related("cohort__programme__organisation"), pk=pk)


def _frame(chosen: Round, label: str = "") -> dict[str, Any]:
    """Return what every page of this tab shows around its own; `label` names one below it."""
    programme = chosen.cohort.programme
    url = reverse("matching:wish-list", args=(programme.slug, chosen.pk))
    below = ((_("Wishes"), url), (label, "")) if label else ()
    return {
        "programme": programme,
        "round": chosen,
        "tabs": tabs_of(chosen, "wish-list"),
        "trail": trail_through(chosen, *below),
        "back_url": url,
    }


def _is_over(chosen: Round) -> bool:
    """Tell whether nobody can hand in any more."""
    return chosen.wishes_until is None or chosen.wishes_until < today_of(chosen)


def _headline(chosen: Round, total: int, missing: int) -> str:
    """Return the sentence that opens the page."""
    if chosen.who_wishes == WhoWishes.NOBODY:
        return _("This round asks nobody whom they would like")
    if not missing:
        return _("Everybody has said whom they would like") if total else _("Nobody to ask yet")
    words = ngettext(
        "%(count)d of %(total)d has not said whom they would like",
        "%(count)d of %(total)d have not said whom they would like",
        missing,
    )
    return words % {"count": missing, "total": total}


def _lead(chosen: Round) -> str:
    """Return until when there is time."""
    if chosen.who_wishes == WhoWishes.NOBODY:
        return _("Under “People and seats” you can ask mentees, mentors or both.")
    if chosen.wishes_until is None:
        return _("No last day is set, so nobody is asked yet.")
    day = {"day": date_format(chosen.wishes_until, "l j F Y")}
    if _is_over(chosen):
        return _("The last day was %(day)s. You can still enter what somebody tells you.") % day
    return _("There is time until %(day)s. No participant learns who named whom.") % day


def _shown(request: SignedInRequest) -> set[UUID]:
    """Return whom the preview named; what is no id is nobody's."""
    found = set()
    for value in request.POST.getlist("place"):
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found


def _entered(chosen: Round, place: Any, form: EnterForm, request: SignedInRequest) -> str:
    """Enter the list, and return why it could not be done, in a sentence; "" when it was."""
    try:
        enter_wishes(chosen, place, form.tiers, by=request.user)
    except WishesClosedError:
        return _("This round is closed, or does not ask them.")
    except TooManyWishesError:
        return _("These are more names than the round allows.")
    except NotSuitableError:
        return _("One of these cannot be matched with them any more. Please look again.")
    except NothingToHandInError:
        return _("Name somebody first.")
    return ""
