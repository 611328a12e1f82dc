"""Readiness for published standards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
