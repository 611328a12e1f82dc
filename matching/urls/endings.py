"""Resting, ending, finding somebody else, and closing well."""

from django.urls import path

from matching.views import moves

ONE = "programmes/<slug:slug>/relationships/<uuid:pk>/"

urlpatterns = [
    path(f"{ONE}start/", moves.move, {"verb": "start"}, name="match-start"),
    path(f"{ONE}withdraw/", moves.move, {"verb": "withdraw"}, name="match-withdraw"),
    path(f"{ONE}pause/", moves.move, {"verb": "pause"}, name="match-pause"),
    path(f"{ONE}resume/", moves.move, {"verb": "resume"}, name="match-resume"),
    path(f"{ONE}close/", moves.move, {"verb": "close"}, name="match-close"),
    path(f"{ONE}end/", moves.move, {"verb": "end"}, name="match-end"),
    path(f"{ONE}propose-again/", moves.move, {"verb": "again"}, name="match-again"),
]
