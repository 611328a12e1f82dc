"""Thanks, milestones, who came back, and who needs a person."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
