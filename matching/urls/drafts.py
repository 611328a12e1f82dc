"""Drafts: the board, and what was done to it."""

from django.urls import URLPattern

CONSOLE = "programmes/<slug:slug>/matching/"

urlpatterns: list[URLPattern] = []
