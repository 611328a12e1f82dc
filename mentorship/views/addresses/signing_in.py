"""Addresses of how an organisation signs in, and of seeing the product as somebody else."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
