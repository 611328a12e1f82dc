"""Placing, moving and swapping: choose, read what it changes, and do it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.board import place, swap
from matching.drafts.candidates import mentors_for, swaps_for
from matching.drafts.changes import RefusedError
from matching.drafts.changing import Trouble, tried
from matching.drafts.effects import Effect, effect_of_place, effect_of_swap
from matching.drafts.finding import (
    PairGoneError,
    draft_or_404,
    pair_or_404,
    participant_or_404,
    trail_of,
)
from matching.drafts.forms import PlaceForm, SearchForm, SeenForm, id_in
from matching.drafts.judging import assembly_of
from matching.models import Draft, DraftPair
from matching.views.pairs import show_gone
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme

MOST_SHOWN = 25


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def draft_place(
    request: SignedInRequest, programme: Programme, pk: UUID, mentee_id: UUID
) -> HttpResponse:
    """Give a mentee who waits a mentor."""
    draft = draft_or_404(request.user, programme, pk)
    mentee = participant_or_404(draft, mentee_id, ParticipantRole.MENTEE)
    return _place(request, programme, draft, mentee, None)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def pair_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a mentee to another mentor."""
    try:
        draft, pair = pair_or_404(request.user, programme, pk)
    except PairGoneError as gone:
        return show_gone(request, programme, gone)
    return _place(request, programme, draft, pair.mentee, pair)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def pair_swap(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let two mentees change mentors."""
    try:
        draft, pair = pair_or_404(request.user, programme, pk)
        chosen = id_in(request.POST.get("chosen") or request.GET.get("chosen"))
        other = _other(request, programme, draft, chosen)
    except PairGoneError as gone:
        return show_gone(request, programme, gone)
    name = pair.mentee.person.name
    context: dict[str, Any] = {
        "title": _("Swap mentors with %(name)s") % {"name": name},
        "pair": pair,
        "trail": trail_of(programme, draft, _("Swap")),
        "action": _("Swap"),
        "template": "matching/pair_swap.html",
    }
    if other is None:
        return _choose(
            request,
            programme,
            draft,
            context,
            lambda name: {
                "swaps": swaps_for(
                    programme, draft, assembly_of(draft), pair, name=name, most=MOST_SHOWN
                )
            },
        )
    return _decide(
        request,
        programme,
        draft,
        context | {"chosen": other.pk},
        lambda: effect_of_swap(draft, pair, other),
        lambda seen, reason: swap(
            draft, pair, other, by=request.user, seen_version=seen, reason=reason
        ),
    )


def _place(
    request: SignedInRequest,
    programme: Programme,
    draft: Draft,
    mentee: Participant,
    pair: DraftPair | None,
) -> HttpResponse:
    """Choose a mentor for a mentee, or decide about the one that was chosen."""
    chosen = id_in(request.POST.get("chosen") or request.GET.get("chosen"))
    name = mentee.person.name
    title = _("Move %(name)s to another mentor") if pair else _("Choose a mentor for %(name)s")
    context: dict[str, Any] = {
        "title": title % {"name": name},
        "pair": pair,
        "mentee": mentee,
        "trail": trail_of(programme, draft, _("Move") if pair else _("Place")),
        "action": _("Move") if pair else _("Place"),
        "template": "matching/pair_place.html",
    }
    if chosen is None:
        return _choose(
            request,
            programme,
            draft,
            context,
            lambda name: {
                "mentors": mentors_for(
                    programme, draft, assembly_of(draft), mentee.pk, name=name, most=MOST_SHOWN
                )
            },
        )
    mentor = participant_or_404(draft, chosen, ParticipantRole.MENTOR)
    return _decide(
        request,
        programme,
        draft,
        context | {"chosen": mentor.pk},
        lambda: effect_of_place(draft, mentee, mentor, instead_of=pair),
        lambda seen, reason: place(
            draft,
            mentee,
            mentor,
            by=request.user,
            seen_version=seen,
            instead_of=pair,
            reason=reason,
        ),
    )


def _other(
    request: SignedInRequest, programme: Programme, draft: Draft, chosen: UUID | None
) -> DraftPair | None:
    """Return the pair to swap with, which is of the same draft; None while none is chosen."""
    if chosen is None:
        return None
    its_draft, other = pair_or_404(request.user, programme, chosen)
    return other if its_draft == draft else None


def _choose(
    request: SignedInRequest,
    programme: Programme,
    draft: Draft,
    context: dict[str, Any],
    found: Callable[[str], dict[str, Any]],
) -> HttpResponse:
    """Show whom there is to choose from."""
    form = SearchForm(request.GET)
    trouble, rows = None, {}
    try:
        rows = found(form.wanted())
    except RefusedError as error:
        trouble = Trouble(error.reasons)
    shown = {
        "programme": programme,
        "draft": draft,
        "search": form,
        "is_narrowed": bool(form.wanted()),
        "trouble": trouble,
        **context,
        **rows,
    }
    return render(request, context["template"], shown)


def _decide(
    request: SignedInRequest,
    programme: Programme,
    draft: Draft,
    context: dict[str, Any],
    effect_of: Callable[[], Effect],
    act: Callable[[int, str], None],
) -> HttpResponse:
    """Show what a change would do; make it on POST, or say why not with what was typed."""
    trouble: Trouble | None = None
    typed: dict[str, Any] = {"seen_version": draft.version, "reason": ""}
    if request.method == "POST":
        typed["reason"] = request.POST.get("reason", "")[:300]
        seen, reason = SeenForm(request.POST).seen(), typed["reason"].strip()
        trouble = tried(lambda: act(seen, reason), request.user)
        if trouble is None:
            messages.success(request, _("Done. It stands in the history, and can be taken back."))
            return redirect("matching:draft", programme.slug, draft.pk)
    effect: Effect | None = None
    try:
        effect = effect_of()
    except RefusedError as error:
        trouble = trouble or Trouble(error.reasons)
    asks_reason = bool(effect and effect.against and effect.can_override)
    shown = {
        "programme": programme,
        "draft": draft,
        "effect": effect,
        "trouble": trouble,
        "form": PlaceForm(initial=typed, asks_reason=asks_reason),
        "asks_reason": asks_reason,
        **context,
    }
    return render(request, "matching/pair_decide.html", shown, status=422 if trouble else 200)
