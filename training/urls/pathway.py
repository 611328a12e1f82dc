"""From mentee to mentor."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE
from training.views import my_pathway, pathway, pathway_mails, pathway_people, shadowing

OWN = "learn/becoming-a-mentor/"
PATHWAYS = f"{CONSOLE}pathway/"
ONE = f"{PATHWAYS}<uuid:pk>/"
OBSERVED = f"{PATHWAYS}shadowing/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(OWN, my_pathway.home, name="my-pathway"),
    path(f"{OWN}begin/", my_pathway.begin, name="my-pathway-begin"),
    path(f"{OWN}<uuid:pk>/", my_pathway.one, name="my-pathway-one"),
    path(f"{OWN}<uuid:pk>/readiness/", my_pathway.readiness, name="my-pathway-readiness"),
    path(f"{OWN}<uuid:pk>/ask/", my_pathway.ask, name="my-pathway-ask"),
    path(f"{OWN}<uuid:pk>/word/", my_pathway.word, name="my-pathway-word"),
    path(f"{OWN}<uuid:pk>/leave/", my_pathway.leave, name="my-pathway-leave"),
    path(f"{OWN}<uuid:pk>/return/", my_pathway.come_back_here, name="my-pathway-return"),
    path(f"{OWN}shadowing/<uuid:pk>/", shadowing.answer, name="shadowing-answer"),
    path(f"{OWN}shadowing/<uuid:pk>/reflection/", shadowing.reflect, name="shadowing-reflect"),
    path(PATHWAYS, pathway.pathway_list, name="pathway-list"),
    path(f"{PATHWAYS}add/", pathway_people.pathway_add, name="pathway-add"),
    path(f"{PATHWAYS}invite/", pathway_mails.pathway_invite, name="pathway-invite"),
    path(ONE, pathway.pathway, name="pathway"),
    path(f"{ONE}ready/", pathway.ready, name="pathway-ready"),
    path(f"{ONE}not-yet/", pathway.not_yet, name="pathway-not-yet"),
    path(f"{ONE}step/", pathway.step, name="pathway-step"),
    path(f"{ONE}place/", pathway_people.pathway_place, name="pathway-place"),
    path(f"{ONE}ask/", pathway_mails.pathway_ask, name="pathway-ask"),
    path(f"{ONE}supporter/", pathway_mails.pathway_supporter, name="pathway-supporter"),
    path(f"{ONE}shadow/", pathway_mails.pathway_shadow, name="pathway-shadow"),
    path(f"{OBSERVED}observed/", shadowing.observed, name="shadowing-observed"),
    path(f"{OBSERVED}cancel/", shadowing.cancel, name="shadowing-cancel"),
]
