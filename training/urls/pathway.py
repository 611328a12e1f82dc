"""From mentee to mentor."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
