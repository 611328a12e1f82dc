"""Readiness for published standards."""

from django.urls import path

from evaluation.views import readiness

BASE = "programmes/<slug:slug>/readiness/"

urlpatterns = [
    path(BASE, readiness.readiness, name="readiness"),
    path(f"{BASE}<slug:standard>/", readiness.readiness_standard, name="readiness-standard"),
    path(
        f"{BASE}<slug:standard>/judge/<str:requirement>/",
        readiness.readiness_judge,
        name="readiness-judge",
    ),
    path(
        f"{BASE}<slug:standard>/packs/add/",
        readiness.readiness_pack_add,
        name="readiness-pack-add",
    ),
    path(
        f"{BASE}<slug:standard>/packs/<uuid:pk>/", readiness.readiness_pack, name="readiness-pack"
    ),
]
