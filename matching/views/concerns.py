"""For whoever answers concerns: those that name them, and what they do with one."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.concern_answers import CannotBeHandedError, NotTheirsError
from matching.concerns.enums import ConcernState
from matching.concerns.moves import MOVES, Move, fields_of, mail_to_next
from matching.concerns.page import frame_for, line_of, record_for_handler
from matching.concerns.queries import answers_concerns, as_it_stands, handled_concerns
from matching.concerns.wording import (
    TONES,
    about_for_handler,
    moment,
    sentence_of_inbox,
    what_is_awaited,
)
from matching.models import Concern
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError

PER_PAGE = 25


@require_GET
@requires(Permission.USE_PORTAL)
def concern_inbox(request: SignedInRequest) -> HttpResponse:
    """List the concerns that name the reader, the open ones first; no others, whoever asks."""
    frame = frame_for(request.user)
    if frame == "base/portal.html" and not answers_concerns(request.user):
        raise Http404
    handled = handled_concerns(request.user)
    page = Paginator(handled, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "frame": frame,
        "title": sentence_of_inbox(handled.exclude(state=ConcernState.SETTLED).count()),
        "page": page,
        "lines": [line_of(concern, viewer=request.user) for concern in page],
    }
    return render(request, "matching/concern_inbox.html", context)


@require_GET
@requires(Permission.USE_PORTAL)
def concern(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one concern to whoever answers it."""
    shown = _handled_or_404(request, pk)
    context = {
        "frame": frame_for(request.user),
        "concern": shown,
        "about": about_for_handler(shown),
        "title": what_is_awaited(shown),
        "tone": TONES[ConcernState(shown.state)],
        "facts": _facts(shown),
        "events": record_for_handler(shown),
        "moves": [move for move in MOVES.values() if shown.state in move.states],
    }
    return render(request, "matching/concern.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def concern_move(request: SignedInRequest, pk: uuid.UUID, verb: str) -> HttpResponse:
    """Show what a move does and whom it tells, and do it."""
    shown, move = _handled_or_404(request, pk), MOVES[verb]
    form = move.form(request.POST if request.method == "POST" else None, **fields_of(move, shown))
    if request.method == "GET" and shown.state not in move.states:
        return _too_late(request, shown)
    if request.method == "POST" and form.is_valid():
        return _do(request, shown, move, form.cleaned_data)
    context = {
        "frame": frame_for(request.user),
        "concern": shown,
        "about": about_for_handler(shown),
        "move": move,
        "form": form,
        "mail": move.preview(shown, request.user),
        "mail_to_them": mail_to_next(move, shown, request.user),
    }
    return render(request, "matching/concern_move.html", context)


def _do(
    request: SignedInRequest, shown: Concern, move: Move, cleaned: dict[str, Any]
) -> HttpResponse:
    """Do it and say so, or say who was quicker."""
    try:
        move.act(shown, by=request.user, **cleaned)
    except (IllegalTransitionError, NotTheirsError):
        return _too_late(request, shown)
    except CannotBeHandedError:
        messages.warning(request, _("They may not answer it any more. Choose somebody else."))
        return redirect(move.url_name, shown.pk)
    messages.success(request, move.done % {"name": shown.raised_by.name})
    return _back(request, shown)


def _too_late(request: SignedInRequest, shown: Concern) -> HttpResponse:
    """Say who has it now, or that it is settled."""
    now = as_it_stands(shown)
    who = _("You") if now.handler == request.user else now.handler.name
    words = {
        ConcernState.RAISED: _("It is with somebody else now: %(who)s."),
        ConcernState.TAKEN: _("In hand already: %(who)s. Nothing was changed."),
        ConcernState.SETTLED: _("Settled already: %(who)s. Nothing was changed."),
    }
    messages.info(request, words[ConcernState(now.state)] % {"who": who})
    return _back(request, shown)


def _back(request: SignedInRequest, shown: Concern) -> HttpResponse:
    """Go back to the concern, or to the list where it names the reader no more."""
    if Concern.objects.visible_to(request.user).handled_by(request.user).filter(pk=shown.pk):
        return redirect("matching:concern", shown.pk)
    return redirect("matching:concern-inbox")


def _handled_or_404(request: SignedInRequest, pk: uuid.UUID) -> Concern:
    """Return a concern that names the reader as the one who answers, or is told when late."""
    found: Concern = get_object_or_404(handled_concerns(request.user), pk=pk)
    return found


def _facts(shown: Concern) -> list[dict[str, str]]:
    """Return what stands beside the words: who, what, how soon, and who else reads it."""
    readers = [shown.handler, *([shown.escalated_to] if shown.escalated_to else [])]
    facts = {
        _("Raised by"): f"{shown.raised_by.name}, {moment(shown.raised_at)}",
        _("Programme"): shown.programme.name,
        _("How it came"): shown.get_channel_display(),
        _("How soon"): shown.get_severity_display(),
        _("Who can read it"): ", ".join(person.name for person in dict.fromkeys(readers)),
    }
    if shown.state == ConcernState.SETTLED:
        facts[_("What came of it")] = shown.get_outcome_display()
    else:
        facts[_("Answer by")] = moment(shown.answer_by)
    return [{"label": label, "value": value} for label, value in facts.items()]
