"""Communities of practice: the console's, and the portal's."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE, SESSION
from training.views import communities, community_members, gatherings, my_communities

LIST = f"{CONSOLE}communities/"
ONE = f"{LIST}<uuid:pk>/"
MEMBER = f"{LIST}members/<uuid:pk>/"
MINE = "learn/communities/"
MY = f"{MINE}<uuid:pk>/"
MY_GATHERING = f"{MINE}gatherings/<uuid:session_id>/"

urlpatterns: list[URLPattern] = [
    path(LIST, communities.community_list, name="community-list"),
    path(f"{LIST}add/", communities.community_add, name="community-add"),
    path(ONE, communities.community_detail, name="community-detail"),
    path(f"{ONE}edit/", communities.community_edit, name="community-edit"),
    path(f"{ONE}close/", communities.community_close, name="community-close"),
    path(f"{ONE}open/", communities.community_open, name="community-open"),
    path(f"{ONE}invite/", community_members.community_invite, name="community-invite"),
    path(f"{ONE}gatherings/add/", gatherings.gathering_add, name="community-gathering-add"),
    path(f"{MEMBER}moderates/", community_members.moderate, name="community-member-moderates"),
    path(f"{MEMBER}remove/", community_members.remove, name="community-member-remove"),
    path(f"{SESSION}write-up/", gatherings.write_up, name="gathering-write-up"),
    path(MINE, my_communities.my_communities, name="my-communities"),
    path(MY, my_communities.my_community, name="my-community"),
    path(f"{MY}join/", my_communities.my_community_join, name="my-community-join"),
    path(f"{MY}leave/", my_communities.my_community_leave, name="my-community-leave"),
    path(f"{MY}digest/", my_communities.my_community_digest, name="my-community-digest"),
    path(f"{MY_GATHERING}answer/", gatherings.my_answer, name="my-community-answer"),
    path(f"{MY_GATHERING}write-up/", gatherings.my_write_up, name="my-community-write-up"),
]
