"""How much of people’s time surveys take."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
