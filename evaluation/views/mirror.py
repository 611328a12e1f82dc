"""The portal's Mirror: what a mentor sees of themselves, and what mentees let them see."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from evaluation.actions.consents import give_consent, withdraw_consent
from evaluation.mirror.page import Area, Mirror, mirrors_of
from evaluation.mirror.pairs import Pair, pairs_of
from evaluation.mirror.wording import (
    caution_of,
    chart_of,
    consent_words,
    headline_of,
    named_of,
    sentence_of,
    verdict_of,
)
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@require_GET
@requires(Permission.USE_PORTAL)
def my_mirror(request: SignedInRequest) -> HttpResponse:
    """Show a mentor how they see themselves beside how their mentees see them."""
    mirrors = mirrors_of(request.user)
    context = {
        "headline": headline_of(mirrors),
        "mirrors": [_shown(mirror) for mirror in mirrors],
        "has_several": len(mirrors) > 1,
    }
    return render(request, "evaluation/my_mirror.html", context)


@require_GET
@requires(Permission.USE_PORTAL)
def my_consent_list(request: SignedInRequest) -> HttpResponse:
    """Show a mentee each mentor, and whether the mentor may see the mentee's marks."""
    pairs = [{"pair": pair, "words": consent_words(pair.mentor)} for pair in pairs_of(request.user)]
    return render(request, "evaluation/my_consents.html", {"pairs": pairs})


@require_POST
@requires(Permission.USE_PORTAL)
def my_consent_give(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Let a mentor see one's marks."""
    pair = _pair_or_404(request, pk)
    words = consent_words(pair.mentor)
    give_consent(pair.mentee, pair.mentor, words=words, by=request.user)
    facts = {"name": pair.mentor.person.name}
    messages.success(request, _("%(name)s may see your marks. You can take it back here.") % facts)
    return redirect("evaluation:my-consent-list")


@require_POST
@requires(Permission.USE_PORTAL)
def my_consent_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Hide one's marks from a mentor again."""
    pair = _pair_or_404(request, pk)
    withdraw_consent(pair.mentee, pair.mentor, by=request.user)
    facts = {"name": pair.mentor.person.name}
    messages.success(request, _("%(name)s does not see your marks any more.") % facts)
    return redirect("evaluation:my-consent-list")


def _pair_or_404(request: SignedInRequest, pk: uuid.UUID) -> Pair:
    """Return the reader's own pair with the mentor whose place it is."""
    for pair in pairs_of(request.user):
        if pair.mentor.pk == pk:
            return pair
    raise Http404


def _shown(mirror: Mirror) -> dict[str, Any]:
    """Return a mirror with its words and its picture."""
    return {
        "mirror": mirror,
        "chart": chart_of(mirror),
        "caution": caution_of(mirror),
        "blind_spots": _told(mirror.blind_spots),
        "others": _told(mirror.others),
    }


def _told(areas: Sequence[Area]) -> list[dict[str, Any]]:
    """Return areas with their words."""
    return [
        {
            "area": area,
            "sentence": sentence_of(area),
            "named": named_of(area),
            "verdict": verdict_of(area),
        }
        for area in areas
    ]
