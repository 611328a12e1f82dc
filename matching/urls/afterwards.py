"""After a meeting: whether it happened, how it was, whether the two fit."""

from django.urls import path

from matching.views import meeting_links, meeting_words, my_fit

urlpatterns = [
    path("meetings/<uuid:pk>/log/", meeting_words.meeting_log, name="meeting-log"),
    path("meetings/<uuid:pk>/note/", meeting_words.meeting_note, name="meeting-note"),
    path("matches/<uuid:pk>/notes/", meeting_words.meeting_notes, name="meeting-notes"),
    path("matches/<uuid:pk>/meetings/past/", meeting_words.meeting_past, name="meeting-past"),
    path("matches/<uuid:pk>/fit/", my_fit.my_fit, name="my-fit"),
    path(
        "after/<str:token>/",
        meeting_links.meeting_word_by_link,
        name="meeting-word-by-link",
    ),
]
