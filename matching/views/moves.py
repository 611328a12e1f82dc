"""Moving a match on: each move is a page that says who will be told what, and a button."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from matching import emails
from matching.actions.matches import close_match, end_match_early, resume_match, start_match
from matching.actions.proposals import ProposalRefusedError, propose_again, withdraw_proposal
from matching.actions.rests import let_rest
from matching.ending.forms import EndForm, RestForm
from matching.enums import MatchState
from matching.forms import CloseForm
from matching.models import Match
from matching.tables import trail_to
from matching.views.too_late import too_late
from matching.wording import full_names
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.kinds import MessageKind
from programmes.access import programme_view
from programmes.enums import CohortState
from programmes.models import Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Move:
    """One thing a coordinator may do with a match that is in one of the states."""

    verb: str
    states: frozenset[MatchState]
    label: "_StrPromise"
    title: "_StrPromise"
    text: "_StrPromise"
    done: "_StrPromise"
    act: Callable[..., Match | None]
    mail: MessageKind | None = None
    form: type[forms.Form] = forms.Form
    style: str = ""
    # Which fields of the form stand in the mails: those are seen again once they were typed.
    told: tuple[str, ...] = ()

    @property
    def url_name(self) -> str:
        """Return the name of the address of its page."""
        return f"matching:match-{self.verb}"


MOVES = (
    Move(
        "start",
        frozenset({MatchState.ACCEPTED}),
        _("Start"),
        _("Start this match?"),
        _("It counts as under way from today. It also starts by itself with their first meeting."),
        _("The match is under way."),
        start_match,
    ),
    Move(
        "resume",
        frozenset({MatchState.PAUSED}),
        _("Go on"),
        _("Let this match go on?"),
        _("The pause ends today, and the days count again."),
        _("The match goes on."),
        resume_match,
        emails.MATCH_RESUMED,
        style="primary",
    ),
    Move(
        "again",
        frozenset({MatchState.DECLINED, MatchState.EXPIRED, MatchState.ENDED_EARLY}),
        _("Propose again"),
        _("Propose this match again?"),
        _("The same people are asked once more. What was before stays as it is."),
        _("They have been asked again."),
        propose_again,
        emails.MATCH_PROPOSED,
    ),
    Move(
        "pause",
        frozenset({MatchState.ACTIVE}),
        _("Pause"),
        _("Pause this match?"),
        _("Nobody is reminded of anything while it rests, and no day counts as quiet."),
        _("The match pauses."),
        let_rest,
        emails.MATCH_PAUSED,
        RestForm,
        told=("until",),
    ),
    Move(
        "close",
        frozenset({MatchState.ACTIVE, MatchState.PAUSED}),
        _("Close"),
        _("Close this match?"),
        _("It has run its time. Meetings still planned are cancelled, and both sides are thanked."),
        _("The match is closed."),
        close_match,
        emails.MATCH_CLOSED,
        CloseForm,
    ),
    Move(
        "withdraw",
        frozenset({MatchState.PROPOSED}),
        _("Withdraw the proposal"),
        _("Withdraw this proposal?"),
        _("Nobody can answer it any more."),
        _("The proposal is withdrawn."),
        withdraw_proposal,
        emails.MATCH_WITHDRAWN,
    ),
    Move(
        "end",
        frozenset({MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED}),
        _("End kindly"),
        _("End this match early?"),
        _("It is nobody’s fault. Its people can be matched with others straight away."),
        _("The match has ended."),
        end_match_early,
        emails.MATCH_ENDED_EARLY,
        EndForm,
        "danger",
        told=("own_words",),
    ),
)
MOST_MEETINGS = 10
_BY_VERB = {move.verb: move for move in MOVES}


def moves_for(match: Match) -> list[Move]:
    """Return what may be done with the match now, the likeliest first."""
    is_closed = match.cohort.state == CohortState.CLOSED
    return [
        move
        for move in MOVES
        if match.state in move.states and not (is_closed and move.verb == "again")
    ]


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def move(request: SignedInRequest, programme: Programme, pk: uuid.UUID, verb: str) -> HttpResponse:
    """Ask once more, with the mails that would leave; act on POST."""
    visible = Match.objects.visible_to(request.user).filter(cohort__programme=programme)
    related = visible.select_related("cohort__programme__organisation").with_people()
    match = get_object_or_404(related, pk=pk)
    chosen = _BY_VERB[verb]
    if chosen not in moves_for(match):
        sentence = _now("That is not possible any more: see how it stands now.")
        return _too_late(request, programme, match, chosen, sentence)
    form = chosen.form(request.POST if request.method == "POST" else None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    told = {name: said.get(name) for name in chosen.told}
    seen = "\n".join(str(value or "") for value in told.values())
    is_seen = seen == request.POST.get("seen", "").replace("\r\n", "\n")
    if request.method == "POST" and form.is_valid() and is_seen:
        return _act(request, programme, match, chosen, said)
    context = {
        "programme": programme,
        "match": match,
        "trail": trail_to(programme, match),
        "move": chosen,
        "form": form,
        "meetings": match.meetings.upcoming()[:MOST_MEETINGS] if chosen.act is let_rest else [],
        "previews": emails.previews_of(chosen.mail, match, **told) if chosen.mail else [],
        "seen": seen,
        "is_not_what_you_saw": form.is_bound and form.is_valid(),
    }
    return render(request, "matching/match_move.html", context)


def _act(
    request: SignedInRequest, programme: Programme, match: Match, chosen: Move, said: dict[str, Any]
) -> HttpResponse:
    """Carry out a move, and say what came of it."""
    shown = match
    try:
        shown = chosen.act(match, by=request.user, **said) or match
    except IllegalTransitionError:
        sentence = who_was_quicker(
            match,
            name=full_names(match.people),
            viewer=request.user,
            otherwise=_now("Somebody was quicker: see how it stands now."),
        )
        return _too_late(request, programme, match, chosen, sentence)
    except ProposalRefusedError as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, chosen.done)
    return redirect("matching:match", programme.slug, shown.pk)


def _too_late(
    request: SignedInRequest, programme: Programme, match: Match, chosen: Move, sentence: str
) -> HttpResponse:
    """Say that it was not done, with what was typed."""
    back = reverse("matching:match", args=(programme.slug, match.pk))
    return too_late(
        request,
        sentence,
        back=back,
        form=chosen.form,
        names=["own_words", "reason"],
        programme=programme,
    )
