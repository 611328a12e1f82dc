"""Meeting one's match, saying yes, no or “let us talk first”; later the page of the pair."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.proposals import ChecksMissingError, accept_match, decline_match
from matching.actions.talks import ask_to_talk, more_time_for
from matching.agreeing.page import messages_part, pair_page_of, shown_faces
from matching.enums import MatchState
from matching.forms import DeclineForm
from matching.models import Match
from matching.publishing.reasons import reason_in
from matching.views.too_late import match_url, too_late
from matching.wording import opening_of, short_names
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError

# Whose people may see each other: not those who said no, or were not asked in the end.
SHOWN_STATES = frozenset(MatchState) - {MatchState.DECLINED, MatchState.EXPIRED}


@require_GET
@requires(Permission.USE_PORTAL)
def my_match(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the other people of one's match and ask for an answer; or the page of the pair."""
    match = own_or_404(request, pk)
    title, lead = opening_of(match, viewer=request.user)
    context = {"match": match, "title": title, "lead": lead}
    if match.state not in SHOWN_STATES or match.is_too_late_to_answer:
        return render(request, "matching/my_match_over.html", context)
    context |= {
        "faces": shown_faces(match, request.user),
        "reason": reason_in(match, viewer=request.user),
    }
    if match.state != MatchState.PROPOSED:
        page = pair_page_of(match, request.user)
        return render(request, "matching/my_pair.html", context | {"page": page})
    members = list(match.members.all())
    mine = [member for member in members if member.person == request.user]
    asking = [m.person for m in members if m.talk_asked_at and m.person != request.user]
    context |= {
        "has_accepted": all(member.accepted_at for member in mine),
        "has_asked": any(member.talk_asked_at for member in mine),
        "asking": short_names(asking),
        "others": short_names(match.others_than(request.user)),
        "talk": messages_part(match, request.user),
    }
    return render(request, "matching/my_match.html", context)


@require_POST
@requires(Permission.USE_PORTAL)
def accept(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say yes."""
    match = own_or_404(request, pk)
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
def talk(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask to talk first: on GET who hears of it, on POST the others do, and messages open."""
    match = own_or_404(request, pk)
    mine = [member for member in match.members.all() if member.person == request.user]
    is_open = match.state == MatchState.PROPOSED and not match.is_too_late_to_answer
    if request.method == "GET" and (not is_open or all(m.has_answered for m in mine)):
        return redirect("matching:my-match", match.pk)
    others = match.others_than(request.user)
    if request.method == "GET":
        context = {
            "match": match,
            "others": others,
            "names": short_names(others),
            "until": more_time_for(match),
        }
        return render(request, "matching/my_match_talk.html", context)
    try:
        ask_to_talk(match, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("This match is no longer open. You need do nothing."))
        return redirect("matching:my-match", match.pk)
    words = {"names": short_names(others)}
    messages.success(request, _("%(names)s will hear that you would like to talk first.") % words)
    part = messages_part(own_or_404(request, pk), request.user)
    return redirect(part.url) if part else redirect("matching:my-match", match.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def decline(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say no, with a reason or without."""
    match = own_or_404(request, pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" and match.state != MatchState.PROPOSED:
        return redirect("matching:my-match", match.pk)
    if request.method == "POST" and form.is_valid():
        try:
            decline_match(match, by=request.user, **form.cleaned_data)
        except IllegalTransitionError:
            sentence = _("This match is no longer open. You need do nothing.")
            back = match_url(match)
            return too_late(request, sentence, back=back, form=DeclineForm, names=["note"])
        else:
            messages.success(
                request, _("Thank you for saying so. Your coordinator will see to it.")
            )
        return redirect("matching:my-match", match.pk)
    context = {"match": match, "form": form, "others": match.others_than(request.user)}
    return render(request, "matching/my_match_decline.html", context)


def own_or_404(request: SignedInRequest, pk: uuid.UUID) -> Match:
    """Return a match that the person is in, with its people and its programme."""
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
