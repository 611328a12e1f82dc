"""What applicants are asked, and when they may apply."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
