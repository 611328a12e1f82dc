"""“I would like somebody else”: asked without a reason, and taken back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.rematches import ask_rematch, take_back_rematch
from matching.ending.finding import own_match_or_404
from matching.ending.forms import RematchWishForm
from matching.enums import MATCH_TRANSITIONS, MatchState
from matching.models import Match, RematchWish
from matching.views.too_late import match_url, too_late
from matching.wording import short_names
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_rematch(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for somebody else, in words or without; or take it back while nobody has acted."""
    match, member = own_match_or_404(request.user, pk)
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        return _too_late(request, match, _("This match is not under way."))
    own = RematchWish.objects.visible_to(request.user).filter(member=member)
    wish = own.waiting().select_related("member__match").first()
    if request.method == "POST" and "back" in request.POST:
        return _take_back(request, match, wish)
    form = RematchWishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_rematch(member, by=request.user, words=form.cleaned_data["words"])
        except IllegalTransitionError:
            return _too_late(request, match, _("This match has ended meanwhile."))
        messages.success(request, _("Thank you for saying so. Your coordinator gets in touch."))
        return redirect("matching:my-rematch", match.pk)
    context = {
        "match": match,
        "form": form,
        "wish": wish,
        "names": short_names(match.others_than(request.user)),
    }
    return render(request, "matching/my_rematch.html", context)


def _too_late(request: SignedInRequest, match: Match, sentence: str) -> HttpResponse:
    """Say that nobody is asked any more, with what was typed."""
    back = match_url(match)
    return too_late(request, sentence, back=back, form=RematchWishForm, names=["words"])


def _take_back(request: SignedInRequest, match: Match, wish: RematchWish | None) -> HttpResponse:
    """Take a wish back, where nobody was quicker."""
    try:
        if wish is not None:
            take_back_rematch(wish, by=request.user)
            messages.success(request, _("Taken back. Your match goes on as before."))
    except IllegalTransitionError:
        messages.info(request, _("Your coordinator has seen to it already."))
    return redirect("matching:my-rematch", match.pk)
