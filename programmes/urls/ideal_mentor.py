"""The Ideal Mentor Profile."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
