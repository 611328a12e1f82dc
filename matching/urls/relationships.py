"""Relationships: pairs under way, their moves and meetings."""

from django.urls import path

from matching.views import downloads, meetings, moves, my_match, relationships

CONSOLE = "programmes/<slug:slug>/relationships/"
ONE = f"{CONSOLE}<uuid:pk>/"

urlpatterns = [
    path(CONSOLE, relationships.match_list, name="match-list"),
    path(f"{CONSOLE}file/", downloads.match_file, name="match-file"),
    path(f"{CONSOLE}add/", relationships.match_add, name="match-add"),
    path(ONE, relationships.match, name="match"),
    path(f"{ONE}start/", moves.move, {"verb": "start"}, name="match-start"),
    path(f"{ONE}withdraw/", moves.move, {"verb": "withdraw"}, name="match-withdraw"),
    path(f"{ONE}pause/", moves.move, {"verb": "pause"}, name="match-pause"),
    path(f"{ONE}resume/", moves.move, {"verb": "resume"}, name="match-resume"),
    path(f"{ONE}close/", moves.move, {"verb": "close"}, name="match-close"),
    path(f"{ONE}end/", moves.move, {"verb": "end"}, name="match-end"),
    path(f"{ONE}propose-again/", moves.move, {"verb": "again"}, name="match-again"),
    path("matches/<uuid:pk>/", my_match.my_match, name="my-match"),
    path("matches/<uuid:pk>/accept/", my_match.accept, name="match-accept"),
    path("matches/<uuid:pk>/decline/", my_match.decline, name="match-decline"),
    path("matches/<uuid:pk>/meetings/plan/", meetings.meeting_plan, name="meeting-plan"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/<uuid:pk>/move/", meetings.meeting_move, name="meeting-move"),
    path("meetings/<uuid:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("meetings/<uuid:pk>/log/", meetings.meeting_log, name="meeting-log"),
]
