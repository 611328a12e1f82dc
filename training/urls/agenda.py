"""What fades, and the agenda of the next refresher."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
