"""The coordinators’ list of applications, and how fair the selection is."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
