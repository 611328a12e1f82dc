"""Answering."""

from django.urls import path

from evaluation.views import answers

urlpatterns = [
    path("surveys/<uuid:pk>/", answers.answer, name="answer"),
]
