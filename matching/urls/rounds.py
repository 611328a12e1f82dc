"""Rounds: rules, seats, and who shares a ceiling."""

from django.urls import URLPattern

CONSOLE = "programmes/<slug:slug>/matching/"

urlpatterns: list[URLPattern] = []
