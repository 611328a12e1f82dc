"""Looking back: the guide, the goals, thanks, and what stays when a match is over."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.closing import (
    NotYetClosingError,
    finish_closing,
    keep_closing_words,
    may_look_back,
)
from matching.actions.participation import NothingToCertifyError, ask_for_participation
from matching.ending.finding import own_match_or_404
from matching.ending.forms import ClosingForm
from matching.ending.guide import GUIDES
from matching.ending.nearing import NEARING, opens_on
from matching.ending.queries import words_of_others
from matching.enums import ENDED_STATES, MatchSide, MatchState
from matching.models import ClosingWord, Goal, Match, MatchMember, ParticipationCertificate
from matching.views.too_late import too_late
from matching.wording import short_names
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_closing(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask what somebody takes along; once they have finished, show what stays."""
    match, member = own_match_or_404(request.user, pk)
    if match.state not in {*NEARING, *ENDED_STATES}:
        return redirect("matching:my-match", match.pk)
    word = ClosingWord.objects.visible_to(request.user).filter(member=member).first()
    is_open = may_look_back(match)
    context: dict[str, Any] = {
        "match": match,
        "names": short_names(match.others_than(request.user)),
        "word": word,
        "is_over": match.state in ENDED_STATES,
        **_what_stays(match, member),
    }
    if not is_open or (word is not None and word.finished_at is not None):
        if request.method == "POST":
            return _too_late(request, match)
        context["opens_on"] = opens_on(match)
        return render(request, "matching/my_closing_done.html", context)
    goals = Goal.objects.visible_to(request.user).open().filter(match=match, person=request.user)
    form = ClosingForm(
        request.POST if request.method == "POST" else None,
        word=word,
        others=context["names"],
        goals=list(goals),
        is_mentee=member.side == MatchSide.MENTEE,
    )
    if request.method == "POST" and form.is_valid():
        return _keep(request, member, form)
    context |= {"form": form, "guide": GUIDES[member.side]}
    return render(request, "matching/my_closing.html", context)


@require_POST
@requires(Permission.USE_PORTAL)
def my_closing_certificate(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Make one's certificate where there is none yet, and hand it out."""
    match, member = own_match_or_404(request.user, pk)
    try:
        certificate = ask_for_participation(member, by=request.user)
    except NothingToCertifyError:
        messages.info(request, _("There is a certificate once a match has ended that met."))
        return redirect("matching:my-closing", match.pk)
    return redirect("matching:participation-file", certificate.code)


def _keep(request: SignedInRequest, member: MatchMember, form: ClosingForm) -> HttpResponse:
    """Keep what was written, and finish where that was pressed."""
    is_finishing = "finish" in request.POST
    act = finish_closing if is_finishing else keep_closing_words
    try:
        act(member, by=request.user, words=form.words)
    except NotYetClosingError:
        return _too_late(request, member.match)
    else:
        done = _("Thank you for looking back.") if is_finishing else _("Kept, for you alone.")
        messages.success(request, done)
    return redirect("matching:my-closing", member.match_id)


def _too_late(request: SignedInRequest, match: Match) -> HttpResponse:
    """Say that nothing is added any more, with what was typed."""
    sentence = _("You cannot look back on this match just now, or have finished doing so.")
    back = reverse("matching:my-closing", args=(match.pk,))
    return too_late(request, sentence, back=back, form=ClosingForm, names=["gained", "thanks"])


def _what_stays(match: Match, member: MatchMember) -> dict[str, Any]:
    """Return the certificate, the thanks of the others, and who would like to keep in touch."""
    words = words_of_others(member)
    return {
        "certificate": ParticipationCertificate.objects.visible_to(member.person)
        .filter(member=member, revoked_at__isnull=True)
        .first(),
        "may_ask": match.state == MatchState.CLOSED
        or (match.state == MatchState.ENDED_EARLY and match.meetings.held().exists()),
        "thanks": [word for word in words if word.thanks],
        "in_touch": short_names(word.member.person for word in words if word.keeps_in_touch),
    }
