"""Addresses of erasing people and of how long things are kept."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
