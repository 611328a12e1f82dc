"""Addresses where tokens, webhooks and the directory are set up."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
