"""Addresses for other programs."""

from django.urls import URLPattern

app_name = "api"
urlpatterns: list[URLPattern] = []
