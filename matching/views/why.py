"""Why a pair fits as it does, why not somebody else, and who else would fit."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from matching.drafts.asking_why import in_hundredths, names_of, why_lines, why_not
from matching.drafts.candidates import mentors_for
from matching.drafts.cards import pair_cards
from matching.drafts.certificates import proof_in_words
from matching.drafts.changes import RefusedError
from matching.drafts.finding import (
    PairGoneError,
    draft_or_404,
    may_manage,
    pair_or_404,
    participant_or_404,
    trail_of,
)
from matching.drafts.forms import OtherMentorForm, id_in
from matching.drafts.judging import assembly_of
from matching.drafts.snapshot import rule_lines
from matching.models import Draft
from matching.trying.links import try_url
from matching.views.pairs import show_gone
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme

MOST_ALTERNATIVES = 5


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def pair_why(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show what each rule adds to a pair, and answer “Why not somebody else?”."""
    try:
        draft, pair = pair_or_404(request.user, programme, pk)
    except PairGoneError as gone:
        return show_gone(request, programme, gone)
    (card,) = pair_cards(programme, draft, [pair])
    context = {
        "title": _("Why %(mentee)s and %(mentor)s?")
        % {"mentee": pair.mentee.person.name, "mentor": pair.mentor.person.name},
        "card": card,
        "pair": pair,
        "lines": why_lines(pair.facts, pair.parts, names_of(pair), rule_lines(draft)),
        "sum": in_hundredths(sum(pair.parts)),
        "proof": proof_in_words(draft),
        "choose_url": reverse("matching:pair-move", args=(programme.slug, pair.pk)),
        **_why_not_others(request, programme, draft, pair.mentee),
    }
    return render(request, "matching/pair_why.html", context)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_why(
    request: SignedInRequest, programme: Programme, pk: UUID, mentee_id: UUID
) -> HttpResponse:
    """Say of a mentee without a mentor why not this or that one."""
    draft = draft_or_404(request.user, programme, pk)
    mentee = participant_or_404(draft, mentee_id, ParticipantRole.MENTEE)
    context = {
        "title": _("Who could be with %(name)s?") % {"name": mentee.person.name},
        "choose_url": reverse("matching:draft-place", args=(programme.slug, draft.pk, mentee.pk)),
        **_why_not_others(request, programme, draft, mentee),
    }
    return render(request, "matching/pair_why.html", context)


def _why_not_others(
    request: SignedInRequest, programme: Programme, draft: Draft, mentee: Participant
) -> dict[str, Any]:
    """Return the answer about the mentor who was asked for, and the nearest alternatives."""
    form = OtherMentorForm(request.GET or None, draft=draft)
    mentor_id = id_in(request.GET.get("mentor"))
    found: dict[str, Any] = {"answer": None, "alternatives": [], "trouble": ""}
    try:
        assembly = assembly_of(draft)
        found["alternatives"] = mentors_for(
            programme, draft, assembly, mentee.pk, name="", most=MOST_ALTERNATIVES
        )
        if mentor_id is not None:
            mentor = participant_or_404(draft, mentor_id, ParticipantRole.MENTOR)
            found["asked"] = mentor
            found["answer"] = why_not(draft, assembly, mentee, mentor)
            found["try_url"] = try_url(programme.slug, draft, together=[(mentee.pk, mentor.pk)])
    except RefusedError as error:
        found["trouble"] = " ".join(error.reasons)
    return {
        "programme": programme,
        "draft": draft,
        "mentee": mentee,
        "form": form,
        "may_manage": may_manage(request.user, programme),
        "trail": trail_of(programme, draft, _("Why")),
        **found,
    }
