"""Resting, ending, finding somebody else, and closing well."""

from django.urls import path

from matching.views import (
    closing_many,
    moves,
    my_closing,
    my_rematch,
    my_rest,
    participation,
    rematch,
)

CONSOLE = "programmes/<slug:slug>/relationships/"
ONE = f"{CONSOLE}<uuid:pk>/"
OWN = "matches/<uuid:pk>/"

urlpatterns = [
    path(f"{ONE}start/", moves.move, {"verb": "start"}, name="match-start"),
    path(f"{ONE}withdraw/", moves.move, {"verb": "withdraw"}, name="match-withdraw"),
    path(f"{ONE}pause/", moves.move, {"verb": "pause"}, name="match-pause"),
    path(f"{ONE}resume/", moves.move, {"verb": "resume"}, name="match-resume"),
    path(f"{ONE}close/", moves.move, {"verb": "close"}, name="match-close"),
    path(f"{ONE}end/", moves.move, {"verb": "end"}, name="match-end"),
    path(f"{ONE}propose-again/", moves.move, {"verb": "again"}, name="match-again"),
    path(f"{ONE}somebody-else/", rematch.match_rematch, name="match-rematch"),
    path(f"{CONSOLE}close/", closing_many.match_close_many, name="match-close-many"),
    path(f"{OWN}away/", my_rest.my_rest, name="my-rest"),
    path(f"{OWN}somebody-else/", my_rematch.my_rematch, name="my-rematch"),
    path(f"{OWN}ending/", my_closing.my_closing, name="my-closing"),
    path(
        f"{OWN}ending/certificate/",
        my_closing.my_closing_certificate,
        name="my-closing-certificate",
    ),
    path("participation/<str:code>/", participation.verify, name="participation-verify"),
    path("participation/<str:code>/file/", participation.pdf, name="participation-file"),
]
