"""Answering."""

from django.urls import path

from evaluation.views import answers, answers_by_link, answers_in_room

urlpatterns = [
    path("surveys/<uuid:pk>/", answers.answer, name="answer"),
    path("surveys/<uuid:pk>/draft/", answers.answer_draft, name="answer-draft"),
    path("surveys/link/<str:token>/", answers_by_link.answer_by_link, name="answer-by-link"),
    path(
        "surveys/link/<str:token>/draft/",
        answers_by_link.answer_draft_by_link,
        name="answer-draft-by-link",
    ),
    path("surveys/room/<slug:key>/", answers_in_room.room, name="room"),
]
