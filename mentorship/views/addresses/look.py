"""Addresses of an organisation's name, logo and colours, and of the app on a phone."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
