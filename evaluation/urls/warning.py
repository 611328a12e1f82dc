"""How good the early warning is."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
