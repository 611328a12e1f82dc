"""Asking two or more people whether they would support each other."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.proposals import (
    ProposalRefusedError,
    Terms,
    answer_until,
    propose_peers,
    reasons_against_peers,
)
from matching.forms import PeerForm
from matching.tables import cohort_tabs, trail_to
from matching.wording import invitations_among
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Cohort, Programme
from programmes.queries import current_cohort


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def match_add_peers(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Choose people of a cohort, read who would get which mail, and ask them."""
    cohorts = list(Cohort.objects.visible_to(request.user).filter(programme=programme).open())
    chosen = next((c for c in cohorts if str(c.pk) == request.GET.get("cohort")), None)
    cohort = chosen or current_cohort(cohorts)
    if cohort is None:
        return redirect("matching:match-add", programme.slug)
    form = PeerForm(request.POST if request.method == "POST" else None, cohort=cohort)
    context: dict[str, Any] = {
        "programme": programme,
        "trail": trail_to(programme),
        "cohort": cohort,
        "form": form,
        "tabs": cohort_tabs(cohorts, current=cohort),
        "is_of_peers": True,
    }
    if "change" in request.POST or request.method == "GET" or not form.is_valid():
        return render(request, "matching/match_add.html", context)
    peers, title = list(form.cleaned_data["peers"]), form.cleaned_data["title"]
    until = answer_until(cohort, days=form.cleaned_data["answer_days"])
    reasons = reasons_against_peers(cohort, peers)
    if not reasons and "send" not in request.POST:
        context |= {"invitations": invitations_among(peers), "until": until}
        return render(request, "matching/match_check.html", context)
    if not reasons:
        try:
            terms = Terms(answer_by=until)
            made = propose_peers(cohort, peers, by=request.user, title=title, terms=terms)
        except ProposalRefusedError as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("They have been asked."))
            return redirect("matching:match", programme.slug, made.pk)
    for reason in reasons:
        form.add_error(None, reason)
    return render(request, "matching/match_add.html", context)
