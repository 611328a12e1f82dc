"""The portal's communities: where one belongs, one community, and joining and leaving it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions.communities import (
    CommunityClosedError,
    NotForThemError,
    join,
    leave,
    set_digest,
)
from training.communities.enums import MemberState
from training.communities.faces import faces_of
from training.communities.mine import my_communities_of, my_community_of
from training.communities.queries import (
    found_by,
    members_of,
    memberships_ever_of,
    moderators_of,
)
from training.communities.talk import talk_of
from training.forms.communities import DigestForm
from training.models import Community

FACES_PER_PAGE = 24


@requires(Permission.USE_PORTAL)
@require_GET
def my_communities(request: SignedInRequest) -> HttpResponse:
    """Show where one belongs, where one is invited, and what one can join."""
    context = {"communities": my_communities_of(request.user)}
    return render(request, "training/my_communities.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def my_community(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one community: to members all of it, to who may join what it is for."""
    community = find(request, pk)
    member = community.members.filter(person=request.user).select_related("person").first()
    if member is None or member.state != MemberState.MEMBER:
        context = {
            "community": community,
            "is_invited": member is not None and member.state == MemberState.INVITED,
            "moderators": moderators_of(community),
            "members": members_of(community).count(),
        }
        return render(request, "training/my_community_door.html", context)
    page = Paginator(members_of(community), FACES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "community": community,
        "member": member,
        "my": my_community_of(community, member),
        "faces": faces_of(community, page),
        "page": page,
        "digest_form": DigestForm(initial={"digest": member.digest}),
        "talk": talk_of(community, request.user),
    }
    return render(request, "training/my_community.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def my_community_join(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Join a community, or say yes to an invitation."""
    community = find(request, pk)
    try:
        join(community, request.user, by=request.user)
    except CommunityClosedError:
        messages.error(request, _("This community is closed."))
    except NotForThemError:
        messages.error(request, _("This community takes people by invitation."))
    else:
        messages.success(request, _("Welcome to “%(name)s”.") % {"name": community.name})
        return redirect("training:my-community", community.pk)
    return redirect("training:my-communities")


@requires(Permission.USE_PORTAL)
@require_POST
def my_community_leave(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Leave a community, or say no to an invitation."""
    member = get_object_or_404(memberships_ever_of(request.user), community=pk)
    was_invited = member.state == MemberState.INVITED
    try:
        leave(member.community, request.user, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("You left it before."))
    else:
        no = _("Thank you for saying so.")
        left = _("You have left “%(name)s”.") % {"name": member.community.name}
        messages.success(request, no if was_invited else left)
    return redirect("training:my-communities")


@requires(Permission.USE_PORTAL)
@require_POST
def my_community_digest(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose how often one reads by e-mail what was written."""
    member = get_object_or_404(
        memberships_ever_of(request.user), community=pk, state=MemberState.MEMBER
    )
    form = DigestForm(request.POST)
    if form.is_valid():
        set_digest(member, form.cleaned_data["digest"], by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose one of the rhythms."))
    return redirect("training:my-community", pk)


def find(request: SignedInRequest, pk: UUID) -> Community:
    """Return a community to which the person belongs, is invited or may come, or answer 404."""
    communities = found_by(request.user).select_related("programme__organisation", "cohort")
    return get_object_or_404(communities, pk=pk)
