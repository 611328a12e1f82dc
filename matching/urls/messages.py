"""What a pair writes to each other, and reports about it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
