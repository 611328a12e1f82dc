"""The panel, decisions, letters, and what comes back."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
