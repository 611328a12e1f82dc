"""What members of a community write, keep and share; peer partners."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
