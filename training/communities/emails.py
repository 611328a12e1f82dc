"""The one mail about communities: an invitation to belong to one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from training.models import Community

COMMUNITY_INVITATION = register(
    MessageKind(
        name="training.community_invitation",
        title=_("Invitation to a community"),
        why=_("you take part in this programme"),
        policy=SendPolicy.RESEND,
        category=Category.PROGRAMME,
        is_open_to_coordinators=True,
    )
)


def post_community_invitation(community: Community, person: Person, *, occurrence: str) -> None:
    """Invite a person to belong to a community; each invitation leaves once."""
    post(
        COMMUNITY_INVITATION,
        recipient=person,
        organisation=community.programme.organisation,
        programme_id=community.programme_id,
        about=community,
        occurrence=occurrence,
        context=_context(community),
    )


def preview_community_invitation(community: Community, person: Person) -> Rendered:
    """Return what a person would read, without sending it."""
    return render(
        COMMUNITY_INVITATION,
        recipient=person,
        organisation=community.programme.organisation,
        context=_context(community),
    )


def _context(community: Community) -> dict[str, Any]:
    """Return what the mail says."""
    return {
        "name": community.name,
        "purpose": community.purpose,
        "programme_name": community.programme.name,
        "action_url": absolute(reverse("training:my-community", args=(community.pk,))),
    }
