"""What applicants themselves see."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
