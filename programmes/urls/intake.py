"""Nominations, endorsements, eligibility and the waiting list."""

from django.urls import path

from programmes.views import (
    confirmation,
    eligibility,
    endorsement_links,
    endorsements,
    nominations,
    waiting_list,
)

urlpatterns = [
    # The console.
    path(
        "programmes/<slug:slug>/nominations/", nominations.nomination_list, name="nomination-list"
    ),
    path(
        "programmes/<slug:slug>/nominations/add/", nominations.nomination_add, name="nomination-add"
    ),
    path(
        "programmes/<slug:slug>/nominations/<uuid:pk>/withdraw/",
        nominations.nomination_withdraw,
        name="nomination-withdraw",
    ),
    path(
        "programmes/<slug:slug>/endorsements/",
        endorsements.endorsement_list,
        name="endorsement-list",
    ),
    path(
        "programmes/<slug:slug>/applications/<uuid:pk>/endorsement/",
        endorsements.endorsement_ask,
        name="endorsement-ask",
    ),
    path(
        "programmes/<slug:slug>/applications/<uuid:pk>/endorsement/nudge/",
        endorsements.endorsement_nudge,
        name="endorsement-nudge",
    ),
    path(
        "programmes/<slug:slug>/eligibility/",
        eligibility.eligibility_rules,
        name="eligibility-rules",
    ),
    path(
        "programmes/<slug:slug>/eligibility/add/",
        eligibility.eligibility_add,
        name="eligibility-add",
    ),
    path(
        "programmes/<slug:slug>/eligibility/<uuid:pk>/",
        eligibility.eligibility_change,
        name="eligibility-change",
    ),
    path(
        "programmes/<slug:slug>/eligibility/<uuid:pk>/move/",
        eligibility.eligibility_move,
        name="eligibility-move",
    ),
    path(
        "programmes/<slug:slug>/eligibility/<uuid:pk>/remove/",
        eligibility.eligibility_remove,
        name="eligibility-remove",
    ),
    path("programmes/<slug:slug>/intake/", eligibility.intake_policy, name="intake-policy"),
    path("programmes/<slug:slug>/waiting-list/", waiting_list.waiting_list, name="waiting-list"),
    path(
        "programmes/<slug:slug>/waiting-list/<uuid:pk>/priority/",
        waiting_list.waiting_list_priority,
        name="waiting-list-priority",
    ),
    path(
        "programmes/<slug:slug>/waiting-list/<uuid:pk>/promote/",
        waiting_list.waiting_list_promote,
        name="waiting-list-promote",
    ),
    # The portal.
    path("nominate/<uuid:cohort>/", nominations.nominate_somebody, name="nominate"),
    path("nominations/<uuid:pk>/", nominations.nomination_answer, name="nomination-answer"),
    path("applications/<uuid:pk>/confirm/", confirmation.confirm, name="confirmation"),
    path(
        "applications/<uuid:pk>/endorsement/",
        endorsements.endorsement_own,
        name="endorsement-own",
    ),
    path("waiting-list/<uuid:pk>/", waiting_list.waiting_list_own, name="waiting-list-own"),
    # A signed link.
    path(
        "endorsements/<str:token>/",
        endorsement_links.endorsement_answer,
        name="endorsement-answer",
    ),
]
