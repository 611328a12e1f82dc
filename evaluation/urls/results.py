"""What came back, and what it may be compared with."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
