"""What would change a draft, and who fits nobody."""

from django.urls import URLPattern

CONSOLE = "programmes/<slug:slug>/matching/"

urlpatterns: list[URLPattern] = []
