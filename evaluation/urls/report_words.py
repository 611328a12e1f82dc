"""The words of a report, and its versions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
