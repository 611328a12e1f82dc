"""Who takes part, and what is known of them."""

from django.urls import path

from programmes.views import participants, people

urlpatterns = [
    path("programmes/<slug:slug>/people/", people.people, name="people"),
    path("programmes/<slug:slug>/people/csv/", people.people_csv, name="people-csv"),
    path("programmes/<slug:slug>/people/add/", people.participant_add, name="participant-add"),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/",
        participants.participant,
        name="participant",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/move/",
        participants.participant_move,
        name="participant-move",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/withdraw/",
        participants.participant_withdraw,
        name="participant-withdraw",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/pause/",
        participants.participant_pause,
        name="participant-pause",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/resume/",
        participants.participant_resume,
        name="participant-resume",
    ),
]
