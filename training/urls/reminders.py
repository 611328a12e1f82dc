"""Reminders: the first of each kind, read before it goes out."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
