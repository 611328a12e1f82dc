"""Addresses of the record of what happened."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
