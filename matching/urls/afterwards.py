"""After a meeting: whether it happened, how it was, whether the two fit."""

from django.urls import path

from matching.views import meeting_words

urlpatterns = [
    path("meetings/<uuid:pk>/log/", meeting_words.meeting_log, name="meeting-log"),
]
