"""What members of a community write, keep and agree between gatherings."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE
from training.views import discussions, moderation, peer_pairing, peers, resources

MINE = "learn/communities/<uuid:pk>/"
TALK = "learn/communities/talk/<uuid:pk>/"
REPLY = "learn/communities/replies/<uuid:pk>/"
RESOURCE = "learn/communities/resources/<uuid:pk>/"
PEER = "learn/communities/peers/<uuid:pk>/"
COMMUNITY = f"{CONSOLE}communities/<uuid:pk>/"

_talk: list[URLPattern] = [
    path(f"{MINE}talk/", discussions.community_talk, name="my-community-talk"),
    path(f"{MINE}talk/begin/", discussions.discussion_begin, name="my-community-begin"),
    path(f"{MINE}talk/read/", discussions.talk_read, name="my-community-read"),
    path(f"{MINE}talk/reports/", moderation.community_reports, name="my-community-reports"),
    path(TALK, discussions.discussion, name="discussion"),
    path(f"{TALK}edit/", discussions.discussion_edit, name="discussion-edit"),
    path(f"{TALK}report/", moderation.discussion_report, name="discussion-report"),
    path(f"{TALK}hide/", moderation.discussion_hide, name="discussion-hide"),
    path(f"{TALK}show/", moderation.discussion_show, name="discussion-show"),
    path(f"{TALK}settle/", moderation.discussion_settle, name="discussion-settle"),
    path(f"{TALK}pin/", moderation.discussion_pin, name="discussion-pin"),
    path(f"{TALK}close/", moderation.discussion_close, name="discussion-close"),
    path(f"{REPLY}edit/", discussions.reply_edit, name="reply-edit"),
    path(f"{REPLY}report/", moderation.reply_report, name="reply-report"),
    path(f"{REPLY}hide/", moderation.reply_hide, name="reply-hide"),
    path(f"{REPLY}show/", moderation.reply_show, name="reply-show"),
    path(f"{REPLY}settle/", moderation.reply_settle, name="reply-settle"),
]

_resources: list[URLPattern] = [
    path(f"{MINE}resources/", resources.my_resources, name="my-community-resources"),
    path(f"{MINE}resources/add/", resources.resource_add, name="my-community-resource-add"),
    path(f"{RESOURCE}rate/", resources.resource_rate, name="resource-rate"),
    path(f"{RESOURCE}remove/", resources.resource_remove, name="resource-remove"),
    path(f"{RESOURCE}file/", resources.resource_file, name="resource-file"),
    path(f"{COMMUNITY}resources/", resources.console_resources, name="community-resources"),
]

_peers: list[URLPattern] = [
    path(f"{MINE}peers/", peers.my_peers, name="my-community-peers"),
    path(PEER, peers.peer, name="peer"),
    path(f"{PEER}agree/", peers.peer_agree, name="peer-agree"),
    path(f"{PEER}met/", peers.peer_meet, name="peer-meet"),
    path(f"{PEER}end/", peers.peer_end, name="peer-end"),
    path(f"{COMMUNITY}peers/", peer_pairing.community_peers, name="community-peers"),
    path(
        f"{COMMUNITY}peers/propose/",
        peer_pairing.community_peers_propose,
        name="community-peers-propose",
    ),
    path(f"{COMMUNITY}peers/swap/", peer_pairing.community_peers_swap, name="community-peers-swap"),
    path(
        f"{COMMUNITY}peers/publish/",
        peer_pairing.community_peers_publish,
        name="community-peers-publish",
    ),
    path(
        f"{COMMUNITY}peers/discard/",
        peer_pairing.community_peers_discard,
        name="community-peers-discard",
    ),
]

urlpatterns: list[URLPattern] = [*_talk, *_resources, *_peers]
