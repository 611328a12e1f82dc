"""Wishes, free hours, and mentees who ask mentors themselves."""

from django.urls import URLPattern

CONSOLE = "programmes/<slug:slug>/matching/"

urlpatterns: list[URLPattern] = []
