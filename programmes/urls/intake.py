"""Nominations, endorsements, eligibility and the waiting list."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
