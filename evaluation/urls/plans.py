"""Plans that open waves by themselves."""

from django.urls import path

from evaluation.views import plans

LIST = "programmes/<slug:slug>/surveys/plans/"

urlpatterns = [
    path(LIST, plans.plan_list, name="plan-list"),
    path(f"{LIST}add/", plans.plan_add, name="plan-add"),
    path(f"{LIST}usual/", plans.plan_usual, name="plan-usual"),
    path(f"{LIST}<uuid:pk>/", plans.plan, name="plan"),
    path(f"{LIST}<uuid:pk>/stop/", plans.plan_stop, name="plan-stop"),
    path(f"{LIST}<uuid:pk>/resume/", plans.plan_resume, name="plan-resume"),
]
