"""Findings, recommendations and lessons."""

from django.urls import path

from evaluation.views import findings, ledger, lessons

PLACE = "programmes/<slug:slug>/ledger/"

urlpatterns = [
    path(PLACE, ledger.ledger, name="ledger"),
    path(f"{PLACE}table/", ledger.ledger_table, name="ledger-table"),
    path(f"{PLACE}findings/", findings.finding_list, name="finding-list"),
    path(f"{PLACE}findings/add/", findings.finding_add, name="finding-add"),
    path(f"{PLACE}findings/<uuid:pk>/drop/", findings.finding_drop, name="finding-drop"),
    path(f"{PLACE}lessons/", lessons.lesson_list, name="lesson-list"),
    path(f"{PLACE}lessons/<uuid:pk>/take/", lessons.lesson_take, name="lesson-take"),
    path(f"{PLACE}add/", ledger.recommendation_add, name="recommendation-add"),
    path(f"{PLACE}<uuid:pk>/", ledger.recommendation, name="recommendation"),
    path(f"{PLACE}<uuid:pk>/change/", ledger.recommendation_change, name="recommendation-change"),
    path(f"{PLACE}<uuid:pk>/decide/", ledger.recommendation_decide, name="recommendation-decide"),
    path(f"{PLACE}<uuid:pk>/done/", ledger.recommendation_done, name="recommendation-done"),
]
