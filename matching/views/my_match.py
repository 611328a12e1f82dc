"""Meeting one's match: who the other is, and a yes or a no."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.proposals import ChecksMissingError, accept_match, decline_match
from matching.enums import MatchState
from matching.forms import DeclineForm
from matching.models import Match
from matching.publishing.reasons import reason_in
from matching.queries import faces_of
from matching.wording import opening_of
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError

# Whose people may see each other: not those who said no, or were not asked in the end.
SHOWN_STATES = frozenset(MatchState) - {MatchState.DECLINED, MatchState.EXPIRED}


@require_GET
@requires(Permission.USE_PORTAL)
def my_match(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the other people of one's match, and what comes next."""
    match = _own_or_404(request, pk)
    mine = [member for member in match.members.all() if member.person == request.user]
    is_shown = match.state in SHOWN_STATES and not match.is_too_late_to_answer
    next_meeting = match.meetings.upcoming().first() if match.is_under_way else None
    title, lead = opening_of(match, viewer=request.user)
    context = {
        "match": match,
        "title": title,
        "lead": lead,
        "is_shown": is_shown,
        "faces": faces_of(match, viewer=request.user) if is_shown else [],
        "reason": reason_in(match, viewer=request.user) if is_shown else "",
        "has_accepted": all(member.accepted_at for member in mine),
        "next_meeting": next_meeting,
    }
    return render(request, "matching/my_match.html", context)


@require_POST
@requires(Permission.USE_PORTAL)
def accept(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say yes."""
    match = _own_or_404(request, pk)
    try:
        accept_match(match, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("This match is no longer open. You need do nothing."))
    except ChecksMissingError as missing:
        messages.warning(request, _what_is_missing(missing.names))
    else:
        messages.success(request, _("Thank you: your yes is noted."))
    return redirect("matching:my-match", match.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def decline(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say no, with a reason or without."""
    match = _own_or_404(request, pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" and match.state != MatchState.PROPOSED:
        return redirect("matching:my-match", match.pk)
    if request.method == "POST" and form.is_valid():
        try:
            decline_match(match, by=request.user, **form.cleaned_data)
        except IllegalTransitionError:
            messages.info(request, _("This match is no longer open. You need do nothing."))
        else:
            messages.success(
                request, _("Thank you for saying so. Your coordinator will see to it.")
            )
        return redirect("matching:my-match", match.pk)
    context = {"match": match, "form": form, "others": match.others_than(request.user)}
    return render(request, "matching/my_match_decline.html", context)


def _own_or_404(request: SignedInRequest, pk: uuid.UUID) -> Match:
    """Return a match that the person is in, with its people."""
    own = Match.objects.visible_to(request.user).involving(request.user)
    return get_object_or_404(
        own.select_related("cohort__programme__organisation").with_people(), pk=pk
    )


def _what_is_missing(names: list[str]) -> str:
    """Say why a yes cannot be taken yet: what is missing of one's own, or that something is."""
    if names:
        words = _("Before you can be matched we need from you: %(names)s. Then say yes again.")
        return words % {"names": ", ".join(names)}
    return _("Something has to be checked first; the coordinators see to it. Then say yes again.")
