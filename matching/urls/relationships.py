"""The list of relationships, and the page of each."""

from django.urls import path

from matching.views import downloads, peers, relationships

CONSOLE = "programmes/<slug:slug>/relationships/"

urlpatterns = [
    path(CONSOLE, relationships.match_list, name="match-list"),
    path(f"{CONSOLE}file/", downloads.match_file, name="match-file"),
    path(f"{CONSOLE}add/", relationships.match_add, name="match-add"),
    path(f"{CONSOLE}add/peers/", peers.match_add_peers, name="match-add-peers"),
    path(f"{CONSOLE}<uuid:pk>/", relationships.match, name="match"),
]
