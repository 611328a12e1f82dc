"""Finding somebody else for a mentee: whom, what everybody reads, and send."""

import uuid
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.proposals import ProposalRefusedError
from matching.actions.rematches import ChangedSinceSeenError, find_somebody_else
from matching.drafts.cards import faces_of
from matching.ending.alternatives import Alternatives, alternatives_to, mentee_of
from matching.ending.forms import RematchForm
from matching.ending.queries import wishes_for
from matching.ending.rematching import Rematch, digest_of, mails_of
from matching.enums import MATCH_TRANSITIONS, MatchState
from matching.models import Match
from matching.publishing.next_wish import Choice
from matching.publishing.pictures import picture_of
from matching.tables import trail_to
from matching.wording import full_names
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Participant, Programme

SALT = "matching.rematch"


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def match_rematch(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show the best alternatives; with one chosen, every mail; on POST, do it."""
    visible = Match.objects.visible_to(request.user).filter(cohort__programme=programme)
    related = visible.select_related("cohort__programme__organisation").with_people()
    match = get_object_or_404(related, pk=pk)
    mentee = mentee_of(match)
    context: dict[str, Any] = {
        "programme": programme,
        "match": match,
        "mentee": mentee,
        "wishes": wishes_for(match, request.user),
        "trail": trail_to(programme, match, _("Find somebody else")),
    }
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        return _too_late(request, programme, match)
    if mentee is None:
        return render(request, "matching/match_rematch.html", context)
    found = alternatives_to(match, mentee)
    choice = found.choice_of(request.GET.get("mentor", ""))
    if choice is None:
        context |= {"rows": _rows(found, mentee), "is_by_rules": found.is_by_rules}
        return render(request, "matching/match_rematch.html", context)
    return _mails(request, match, mentee, found, choice, context)


def _mails(
    request: SignedInRequest,
    match: Match,
    mentee: Participant,
    found: Alternatives,
    choice: Choice,
    context: dict[str, Any],
) -> HttpResponse:
    """Show every mail as it would leave now, and send what was seen."""
    form = RematchForm(request.POST if request.method == "POST" else None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    own_words, category = said.get("own_words", ""), said.get("category", "")
    seal = _read_seal(request.POST.get("seal", ""))
    match_id = seal[0] if seal else uuid.uuid4()
    mails = mails_of(Rematch(match, mentee, choice, found, match_id, own_words))
    digest = digest_of(mails)
    is_asked = form.is_bound and form.is_valid() and "send" in request.POST
    if is_asked and seal is not None and seal[1] == digest:
        try:
            new = find_somebody_else(
                match,
                mentee,
                by=request.user,
                mentor_id=choice.mentor.pk,
                match_id=match_id,
                seal=digest,
                own_words=own_words,
                category=category,
            )
        except IllegalTransitionError:
            return _too_late(request, context["programme"], match)
        except ChangedSinceSeenError:
            messages.warning(request, _("Something has changed meanwhile. Nobody was written to."))
            return redirect("matching:match-rematch", context["programme"].slug, match.pk)
        except ProposalRefusedError as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
            return redirect("matching:match-rematch", context["programme"].slug, match.pk)
        messages.success(request, _("Both have been asked, and the former match has ended."))
        return redirect("matching:match", context["programme"].slug, new.pk)
    context |= {
        "form": form,
        "choice": choice,
        "fit": found.fit(choice),
        "mails": [(mail, picture_of(mail.words.html)) for mail in mails],
        "seal": signing.dumps([str(match_id), digest], salt=SALT),
        "is_not_what_you_saw": is_asked,
    }
    return render(request, "matching/match_rematch_mails.html", context)


def _rows(found: Alternatives, mentee: Participant) -> list[dict[str, Any]]:
    """Return the alternatives as the page draws them; one query."""
    programme = mentee.cohort.programme
    faces = faces_of(programme, [choice.mentor for choice in found.choices])
    return [
        {
            "id": str(choice.mentor.pk),
            "mentor": choice.mentor,
            "fit": found.fit(choice),
            "room": choice.room,
            "job": faces[choice.mentor.pk].job,
            "url": faces[choice.mentor.pk].url,
            "why": choice.in_words,
            "reason": found.reason(choice, other=mentee.person.short_name),
        }
        for choice in found.choices
    ]


def _too_late(request: SignedInRequest, programme: Programme, match: Match) -> HttpResponse:
    """Say who was quicker, and lead to the match."""
    sentence = who_was_quicker(
        match,
        name=full_names(match.people),
        viewer=request.user,
        otherwise=_("This match is not under way: see how it stands now."),
    )
    messages.warning(request, sentence)
    return redirect("matching:match", programme.slug, match.pk)


def _read_seal(text: str) -> tuple[uuid.UUID, str] | None:
    """Return the id of the new match and the seal of what was seen; None where there is none."""
    try:
        match_id, digest = signing.loads(text, salt=SALT)
        return uuid.UUID(match_id), str(digest)
    except (signing.BadSignature, ValueError, TypeError):
        return None
