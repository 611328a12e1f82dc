"""Peer partners in the portal: who mine is, what we agreed, and when we met."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions.discussions import NotAMemberError
from training.actions.peers import (
    NotYetError,
    PairOverError,
    agree,
    end_pair,
    log_meeting,
    wish_for_partner,
)
from training.communities.enums import PeerState, PeerWish
from training.communities.peers import pairs_of
from training.forms.peers import AgreementForm, PeerMeetingForm, WishForm
from training.models import PeerMeeting, PeerPair
from training.views.discussions import find_community


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def my_peers(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one's peer partners in a community; POST says whether one wants a partner."""
    community, reader = find_community(request, pk)
    form = WishForm(request.POST or None, initial={"wish": reader.member.peer_wish})
    if form.is_valid():
        try:
            wish_for_partner(community, PeerWish(form.cleaned_data["wish"]), by=request.user)
        except NotAMemberError:
            raise Http404 from None
        messages.success(request, _("Kept. You can change it any time."))
        return redirect("training:my-community-peers", community.pk)
    pairs = [
        (pair, pair.partner_of(request.user))
        for pair in pairs_of(request.user).filter(community=community).with_meetings()
    ]
    context = {
        "community": community,
        "form": form,
        "now": [row for row in pairs if row[0].state == PeerState.ACTIVE],
        "before": [row for row in pairs if row[0].state == PeerState.ENDED],
    }
    status = 422 if form.errors else 200
    return render(request, "training/community_my_peers.html", context, status=status)


@requires(Permission.USE_PORTAL)
@require_GET
def peer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one's peer partner, what the two agreed, and when they met."""
    return _page(request, _find(request, pk))


@requires(Permission.USE_PORTAL)
@require_POST
def peer_agree(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say yes to what the two want of each other."""
    pair = _find(request, pk)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _page(request, pair, agreement=form)
    aims = form.cleaned_data["aims"]
    return _done(
        request,
        pair,
        form,
        lambda: agree(pair, aims=aims, by=request.user),
        said=_("You have said yes to it."),
        name="agreement",
    )


@requires(Permission.USE_PORTAL)
@require_POST
def peer_meet(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note that the two met."""
    pair = _find(request, pk)
    form = PeerMeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, pair, meeting=form)
    meeting = form.meeting()
    return _done(
        request,
        pair,
        form,
        lambda: log_meeting(pair, meeting, by=request.user),
        said=_("Noted. Good that you met!"),
        name="meeting",
    )


@requires(Permission.USE_PORTAL)
@require_POST
def peer_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """End one's pair before its time."""
    pair = _find(request, pk)
    try:
        end_pair(pair, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("It had ended before."))
    else:
        messages.success(request, _("It has ended. Thank you both."))
    return redirect("training:my-community-peers", pair.community_id)


def _find(request: SignedInRequest, pk: UUID) -> PeerPair:
    """Return a pair of which the person is one, or answer 404."""
    return get_object_or_404(pairs_of(request.user), pk=pk)


def _done(
    request: SignedInRequest,
    pair: PeerPair,
    form: forms.Form,
    action: Callable[[], object],
    *,
    said: str,
    name: str,
) -> HttpResponse:
    """Do something to a pair, or show why not with what was typed."""
    try:
        action()
    except PairOverError:
        form.add_error(None, _("Your time as peer partners is over, so this is kept no more."))
    except NotYetError:
        form.add_error("met_on", _("Choose a day since you are partners, today at the latest."))
    else:
        messages.success(request, said)
        return redirect("training:peer", pair.pk)
    return _page(request, pair, **{name: form})


def _page(request: SignedInRequest, pair: PeerPair, **given: forms.Form) -> HttpResponse:
    """Show a pair's page with its two forms, as they stand."""
    me, partner = request.user, pair.partner_of(request.user)
    is_first = me.pk == pair.first_id
    today = timezone.localdate(timezone=me.time_zone)
    context = {
        "pair": pair,
        "community": pair.community,
        "partner": partner,
        "i_agreed": pair.first_agreed_at if is_first else pair.second_agreed_at,
        "they_agreed": pair.second_agreed_at if is_first else pair.first_agreed_at,
        "meetings": PeerMeeting.objects.visible_to(me).filter(pair=pair),
        "is_running": pair.state == PeerState.ACTIVE,
        "agreement": given.get("agreement") or AgreementForm(initial={"aims": pair.aims}),
        "meeting": given.get("meeting") or PeerMeetingForm(initial={"met_on": today}),
        "page_has_errors": bool(given),
    }
    return render(request, "training/peer.html", context, status=422 if given else 200)
