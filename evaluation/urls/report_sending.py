"""Schedules, who got what, and the answers to what was asked."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
