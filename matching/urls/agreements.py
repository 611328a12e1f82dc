"""Meeting each other, and what a pair agrees."""

from django.urls import path

from matching.views import my_match

MATCH = "matches/<uuid:pk>/"

urlpatterns = [
    path(MATCH, my_match.my_match, name="my-match"),
    path(f"{MATCH}accept/", my_match.accept, name="match-accept"),
    path(f"{MATCH}decline/", my_match.decline, name="match-decline"),
]
