"""The messages of communities: digests, mentions, and news of peer partners."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from training.models import PeerPair

DIGEST = register(
    MessageKind(
        name="training.talk_digest",
        title=_("Digest of a community’s discussions"),
        why=_("you belong to this community and asked for a digest"),
        category=Category.COMMUNITY,
        is_reminder=True,
    )
)
MENTION = register(
    MessageKind(
        name="training.talk_mention",
        title=_("News that somebody was mentioned"),
        why=_("a member of your community mentioned you"),
        category=Category.COMMUNITY,
        is_reminder=True,
    )
)
PEERS_PAIRED = register(
    MessageKind(
        name="training.peers_paired",
        title=_("News of a peer partner"),
        why=_("you belong to a community whose members meet in pairs"),
        is_open_to_coordinators=True,
    )
)
PEERS_HALFWAY = register(
    MessageKind(
        name="training.peers_halfway",
        title=_("Reminder to meet one’s peer partner"),
        why=_("you have a peer partner and have not met yet"),
        category=Category.COMMUNITY,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)


def peer_facts(pair: PeerPair, partner: Person) -> dict[str, Any]:
    """Return what every mail about peer partners says."""
    return {
        "community_name": pair.community.name,
        "partner": partner.name,
        "partner_short": partner.short_name,
        "until": pair.until,
        "action_url": absolute(reverse("training:peer", args=(pair.pk,))),
    }


def post_paired(pair: PeerPair) -> None:
    """Tell both that they are peer partners."""
    programme = pair.community.programme
    for person, partner in ((pair.first, pair.second), (pair.second, pair.first)):
        post(
            PEERS_PAIRED,
            recipient=person,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=pair,
            occurrence="paired",
            context=peer_facts(pair, partner),
        )


def preview_paired(pair: PeerPair) -> Rendered:
    """Return what the first of two would read, without sending it."""
    return render(
        PEERS_PAIRED,
        recipient=pair.first,
        organisation=pair.community.programme.organisation,
        context=peer_facts(pair, pair.second),
    )
