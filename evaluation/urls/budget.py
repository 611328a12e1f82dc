"""How much of people’s time surveys take."""

from django.urls import path

from evaluation.views import budget

PLAN = "programmes/<slug:slug>/surveys/time/"

urlpatterns = [
    path(PLAN, budget.survey_plan, name="survey-plan"),
    path(f"{PLAN}accept/", budget.survey_plan_accept, name="survey-plan-accept"),
    path(f"{PLAN}take-back/", budget.survey_plan_take_back, name="survey-plan-take-back"),
    path(f"{PLAN}budget/", budget.survey_budget, name="survey-budget"),
]
