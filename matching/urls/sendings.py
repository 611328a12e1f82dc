"""From a draft to proposals."""

from django.urls import URLPattern

CONSOLE = "programmes/<slug:slug>/matching/"

urlpatterns: list[URLPattern] = []
