"""Plans that open waves by themselves."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
