"""When something is not right."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
