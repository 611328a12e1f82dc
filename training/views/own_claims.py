"""Asking to have earlier learning credited, in the portal."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.documents.keeping import download_of
from training.actions import claim_prior_learning, withdraw_claim
from training.forms.claims import ClaimForm
from training.queries.claims import own_claims, places_to_claim_for

PER_PAGE = 20


@requires(Permission.USE_PORTAL)
@require_GET
def claim_list(request: SignedInRequest) -> HttpResponse:
    """Show what one asked to have credited, and what became of it."""
    page = Paginator(own_claims(request.user), PER_PAGE).get_page(request.GET.get("page"))
    may_claim = bool(places_to_claim_for(request.user))
    return render(request, "training/claim_list.html", {"page": page, "may_claim": may_claim})


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def claim_add(request: SignedInRequest) -> HttpResponse:
    """Ask to have something credited."""
    places = places_to_claim_for(request.user)
    if not places:
        messages.info(request, _("You take part in no programme just now, so nothing can count."))
        return redirect("training:claim-list")
    form = ClaimForm(request.POST or None, request.FILES or None, places=places)
    if form.is_valid():
        place, learnt = form.claimed()
        claim_prior_learning(place, learnt, by=request.user)
        messages.success(request, _("Thank you. A coordinator looks at it and writes to you."))
        return redirect("training:claim-list")
    status = 422 if form.errors else 200
    return render(request, "training/claim_add.html", {"form": form}, status=status)


@requires(Permission.USE_PORTAL)
@require_POST
def claim_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take one's own claim back."""
    claim = get_object_or_404(own_claims(request.user), pk=pk)
    try:
        withdraw_claim(claim, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("It was answered, or taken back, before."))
    else:
        messages.success(request, _("You took it back."))
    return redirect("training:claim-list")


@requires(Permission.USE_PORTAL)
@require_GET
def claim_own_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hand out one's own document."""
    claim = get_object_or_404(own_claims(request.user), pk=pk)
    if claim.file is None:
        raise Http404
    return download_of(claim.file)
