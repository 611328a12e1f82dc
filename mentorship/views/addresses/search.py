"""Addresses of the search over everything."""

from django.urls import URLPattern, path

from mentorship.views import search

urlpatterns: list[URLPattern] = [
    path("search/", search.search, name="search"),
    path("search/<slug:found_kind>/<uuid:pk>/", search.search_open, name="search-open"),
]
