"""Pairing members of a community in the console: propose, swap, and make known."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.peers import (
    CannotSwapError,
    TooFewError,
    discard_proposal,
    propose_pairs,
    publish_pairs,
    swap_partners,
)
from training.communities.peers import peers_of, usual_until
from training.communities.talk_emails import preview_paired
from training.forms.peers import LARGEST_SEED, ProposalForm, SwapForm
from training.models import Community
from training.views.sessions import may_manage, trail


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def community_peers(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show who are peer partners, and the proposal for the next time."""
    return _page(request, programme, _find(request, programme, pk))


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def community_peers_propose(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Propose pairs; nobody is told."""
    community = _find(request, programme, pk)
    form = ProposalForm(request.POST, community=community)
    if not form.is_valid():
        return _page(request, programme, community, form=form)
    given = form.cleaned_data
    try:
        propose_pairs(community, until=given["until"], seed=given["seed"], by=request.user)
    except TooFewError:
        messages.info(request, _("There are no two members without a partner just now."))
    return _back(programme, community)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def community_peers_swap(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let two people change places in the proposal."""
    community = _find(request, programme, pk)
    form = SwapForm(request.POST, peers=peers_of(community))
    if not form.is_valid():
        return _page(request, programme, community, swap=form)
    one, other = form.cleaned_data["one"], form.cleaned_data["other"]
    try:
        swap_partners(community, one, other, by=request.user)
    except CannotSwapError:
        form.add_error("other", _("Choose two people who are not one pair."))
        return _page(request, programme, community, swap=form)
    names = {"one": one.name, "other": other.name}
    messages.success(request, _("%(one)s and %(other)s have changed places.") % names)
    return _back(programme, community)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def community_peers_publish(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Make the proposed pairs known by e-mail."""
    community = _find(request, programme, pk)
    count = publish_pairs(community, by=request.user)
    if count:
        told = ngettext("%(count)d pair is told.", "%(count)d pairs are told.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("A colleague was quicker: nothing is left to make known."))
    return _back(programme, community)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def community_peers_discard(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Throw the proposal away."""
    community = _find(request, programme, pk)
    discard_proposal(community, by=request.user)
    messages.success(request, _("The proposal is gone. Nobody had heard of it."))
    return _back(programme, community)


def _find(request: SignedInRequest, programme: Programme, pk: UUID) -> Community:
    """Return a community of the programme, or answer 404."""
    visible = Community.objects.visible_to(request.user).filter(programme=programme)
    return get_object_or_404(visible.select_related("programme__organisation"), pk=pk)


def _back(programme: Programme, community: Community) -> HttpResponse:
    """Go back to the page."""
    return redirect("training:community-peers", programme.slug, community.pk)


def _page(
    request: SignedInRequest,
    programme: Programme,
    community: Community,
    *,
    form: ProposalForm | None = None,
    swap: SwapForm | None = None,
) -> HttpResponse:
    """Show the page with its forms, as they stand."""
    peers = peers_of(community)
    first = {
        "until": peers.until or usual_until(community),
        "seed": secrets.randbelow(LARGEST_SEED),
    }
    context = {
        "programme": programme,
        "community": community,
        "peers": peers,
        "form": form or ProposalForm(initial=first, community=community),
        "swap": swap or SwapForm(peers=peers),
        "mail": preview_paired(peers.draft[0]) if peers.draft else None,
        "mailed": 2 * len(peers.draft),
        "may_manage": may_manage(request, programme),
        "page_has_errors": bool(form or swap),
        "trail": trail(programme, community.name, _("Peer partners")),
    }
    status = 422 if form or swap else 200
    return render(request, "training/community_peers_page.html", context, status=status)
