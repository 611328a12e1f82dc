"""What coordinators do for relationships."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
