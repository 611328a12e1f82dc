"""The panel, decisions, letters, and what comes back."""

from django.urls import path

from programmes.views import appeals, decisions, panel, publishing

CONSOLE = "programmes/<slug:slug>/applications/"
ONE = f"{CONSOLE}<uuid:pk>/"

urlpatterns = [
    path(f"{ONE}panel/", panel.panel, name="panel"),
    path(f"{ONE}panel/resolve/", panel.panel_resolve, name="panel-resolve"),
    path("panels/<uuid:pk>/", panel.panel_read, name="panel-read"),
    path(f"{CONSOLE}decide/", decisions.decision_list, name="decision-list"),
    path(f"{CONSOLE}decide/scores/", publishing.decision_scores, name="decision-scores"),
    path(f"{CONSOLE}decide/letters/", publishing.decision_publish, name="decision-publish"),
    path(f"{CONSOLE}later/", publishing.decision_later, name="decision-later"),
    path(f"{ONE}later/", publishing.decision_bring_in, name="decision-bring-in"),
    path(f"{ONE}decide/", decisions.decision_stage, name="decision-stage"),
    path(f"{ONE}decide/take-back/", decisions.decision_unstage, name="decision-unstage"),
    path(f"{ONE}decide/letter/", decisions.decision_letter, name="decision-letter"),
    path("applications/<uuid:pk>/decision/", appeals.decision_own, name="decision-own"),
    path("programmes/<slug:slug>/appeals/<uuid:pk>/", appeals.appeal_answer, name="appeal-answer"),
]
