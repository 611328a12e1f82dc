"""Addresses of how the system runs."""

from django.urls import URLPattern, path

from mentorship.views import metrics

urlpatterns: list[URLPattern] = [path("metrics", metrics.metrics, name="metrics")]
