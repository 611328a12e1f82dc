"""Addresses of how the system runs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
