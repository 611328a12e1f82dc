"""Fresh and alive: the page of the four questions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
