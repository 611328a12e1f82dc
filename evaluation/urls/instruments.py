"""Instruments: what can be asked."""

from django.urls import path

from evaluation.views import instruments

urlpatterns = [
    path(
        "programmes/<slug:slug>/surveys/ready-made/",
        instruments.instruments_add,
        name="instruments-add",
    ),
]
