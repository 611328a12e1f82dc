"""Answering."""

from django.urls import path

from evaluation.views import answers, answers_by_link

urlpatterns = [
    path("surveys/<uuid:pk>/", answers.answer, name="answer"),
    path("surveys/link/<str:token>/", answers_by_link.answer_by_link, name="answer-by-link"),
]
