"""Communities of Practice and their gatherings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
