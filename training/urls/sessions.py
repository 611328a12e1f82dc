"""Sessions in the console, and places at them."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE, SESSION
from training.views import downloads, places, sessions

urlpatterns: list[URLPattern] = [
    path(CONSOLE, sessions.session_list, name="session-list"),
    path(f"{CONSOLE}sessions/file/", downloads.session_file, name="session-file"),
    path(f"{CONSOLE}sessions/add/", sessions.session_add, name="session-add"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}cancel/", sessions.session_cancel, name="session-cancel"),
    path(f"{SESSION}places/add/", places.place_add, name="place-add"),
    path(f"{SESSION}places/<uuid:enrolment_id>/cancel/", places.place_cancel, name="place-cancel"),
]
