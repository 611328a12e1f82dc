"""Meeting each other, and what a pair agrees."""

from django.urls import path

from matching.views import my_agreement, my_match

MATCH = "matches/<uuid:pk>/"
VERSION = f"{MATCH}agreement/<int:version>/"

urlpatterns = [
    path(MATCH, my_match.my_match, name="my-match"),
    path(f"{MATCH}accept/", my_match.accept, name="match-accept"),
    path(f"{MATCH}talk/", my_match.talk, name="match-talk"),
    path(f"{MATCH}decline/", my_match.decline, name="match-decline"),
    path(f"{MATCH}agreement/", my_agreement.my_agreement, name="my-agreement"),
    path(f"{MATCH}agreement/write/", my_agreement.write, name="my-agreement-write"),
    path(f"{VERSION}sign/", my_agreement.sign, name="my-agreement-sign"),
    path(f"{VERSION}take-back/", my_agreement.take_back, name="my-agreement-take-back"),
    path(f"{VERSION}pdf/", my_agreement.pdf, name="my-agreement-pdf"),
]
