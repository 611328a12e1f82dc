"""Reviewers, their reviews, and the rounds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
