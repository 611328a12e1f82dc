"""Addresses of what is kept about people: taking it along, erasing it, how long it stays."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
