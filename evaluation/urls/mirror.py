"""What mentors see of themselves."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
