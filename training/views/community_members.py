"""Inviting people to a community, letting members moderate, and taking somebody out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.communities import (
    CommunityClosedError,
    invite_members,
    remove_member,
    set_moderator,
)
from training.communities.emails import preview_community_invitation
from training.communities.inviting import people_found
from training.communities.queries import may_be_invited
from training.forms.communities import InviteForm
from training.models import CommunityMember
from training.views.communities import find, trail


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def community_invite(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Look for people, tick them, and read the mail before it is sent; POST invites them."""
    community = find(request, programme, pk)
    form = InviteForm(
        request.POST if request.method == "POST" else request.GET, people=may_be_invited(community)
    )
    chosen = list(form.cleaned_data["who"]) if form.is_valid() else []
    if request.method == "POST" and chosen:
        try:
            sent = len(invite_members(community, chosen, by=request.user))
        except CommunityClosedError:
            messages.error(request, _("This community is closed."))
        else:
            told = ngettext("%(count)d person is invited.", "%(count)d people are invited.", sent)
            messages.success(request, told % {"count": sent})
        return redirect("training:community-detail", programme.slug, community.pk)
    is_last_step = request.GET.get("step") == "preview" or request.method == "POST"
    context = {
        "programme": programme,
        "community": community,
        "form": form,
        "found": people_found(community, request.GET.get("q", ""), chosen),
        "chosen": chosen,
        "is_preview": is_last_step and bool(chosen),
        "is_nobody": is_last_step and not chosen,
        "mail": preview_community_invitation(community, chosen[0]) if chosen else None,
        "trail": trail(programme, community.name, _("Invite people"), community=community),
    }
    return render(request, "training/community_invite.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def moderate(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let a member moderate or, where they do, no longer; the button says which."""
    member = find_member(request, programme, pk)
    moderates = request.POST.get("moderates") == "yes"
    try:
        set_moderator(member, moderates, by=request.user)
    except IllegalTransitionError:
        messages.error(request, _("They do not belong to this community any more."))
    else:
        yes = _("%(name)s moderates. Members see it on their page.")
        no = _("%(name)s moderates no longer.")
        messages.success(request, (yes if moderates else no) % {"name": member.person.name})
    return redirect("training:community-detail", programme.slug, member.community_id)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a member out, or an invitation back."""
    member = find_member(request, programme, pk)
    try:
        remove_member(member, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("They had left before."))
    else:
        messages.success(
            request,
            _("%(name)s does not belong to it any more.") % {"name": member.person.name},
        )
    return redirect("training:community-detail", programme.slug, member.community_id)


def find_member(request: SignedInRequest, programme: Programme, pk: UUID) -> CommunityMember:
    """Return a member of one of the programme's communities, or answer 404."""
    members = CommunityMember.objects.visible_to(request.user).filter(
        community__programme=programme
    )
    return get_object_or_404(members.select_related("person", "community__programme"), pk=pk)
