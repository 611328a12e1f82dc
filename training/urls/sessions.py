"""Sessions in the console, and places at them."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE, SESSION
from training.views import (
    choosing,
    downloads,
    places,
    rules,
    series,
    series_changes,
    session_changes,
    sessions,
)

urlpatterns: list[URLPattern] = [
    path(CONSOLE, sessions.session_list, name="session-list"),
    path(f"{CONSOLE}sessions/file/", downloads.session_file, name="session-file"),
    path(f"{CONSOLE}sessions/add/", sessions.session_add, name="session-add"),
    path(f"{CONSOLE}series/add/", series.series_add, name="series-add"),
    path(f"{CONSOLE}series/<uuid:pk>/", series.series, name="series"),
    path(f"{CONSOLE}series/<uuid:pk>/edit/", series_changes.series_edit, name="series-edit"),
    path(f"{CONSOLE}series/<uuid:pk>/cancel/", series_changes.series_cancel, name="series-cancel"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}edit/", session_changes.session_edit, name="session-edit"),
    path(f"{SESSION}people/", choosing.session_people, name="session-people"),
    path(f"{SESSION}rule/", rules.session_rule, name="session-rule"),
    path(f"{SESSION}rule/off/", rules.session_rule_off, name="session-rule-off"),
    path(f"{SESSION}cancel/", sessions.session_cancel, name="session-cancel"),
    path(f"{SESSION}places/add/", places.place_add, name="place-add"),
    path(f"{SESSION}places/<uuid:enrolment_id>/cancel/", places.place_cancel, name="place-cancel"),
]
