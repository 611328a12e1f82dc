"""Programmes, their cohorts, and what is left before each step."""

from django.urls import path

from programmes.views import (
    policies,
    programmes,
    putting_off,
    setup,
    starting,
    today,
)

urlpatterns = [
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/add/", starting.programme_add, name="programme-add"),
    path("programmes/<slug:slug>/", today.today, name="today"),
    path("programmes/<slug:slug>/not-today/", putting_off.need_put_off, name="need-put-off"),
    path("programmes/<slug:slug>/not-today/undo/", putting_off.need_take_up, name="need-take-up"),
    path("programmes/<slug:slug>/cohorts/add/", programmes.cohort_add, name="cohort-add"),
    path(
        "programmes/<slug:slug>/cohorts/<uuid:pk>/move/",
        setup.cohort_move,
        name="cohort-move",
    ),
    path("programmes/<slug:slug>/clone/", starting.programme_clone, name="programme-clone"),
    path("programmes/<slug:slug>/setup/", setup.setup, name="setup"),
    path(
        "programmes/<slug:slug>/recommendations/<uuid:pk>/done/",
        setup.recommendation_done,
        name="recommendation-done",
    ),
    path("programmes/<slug:slug>/policy/", policies.policy, name="policy"),
    path("programmes/<slug:slug>/texts/", policies.texts, name="texts"),
]
