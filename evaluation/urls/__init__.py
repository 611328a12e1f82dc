"""The addresses of this app, included at the root."""

from evaluation.urls import (
    answers,
    budget,
    instruments,
    mirror,
    plans,
    reports,
    results,
    warning,
    waves,
)

app_name = "evaluation"

# Names of a survey’s pages come before addresses that take an id.
urlpatterns = [
    *instruments.urlpatterns,
    *plans.urlpatterns,
    *budget.urlpatterns,
    *warning.urlpatterns,
    *results.urlpatterns,
    *waves.urlpatterns,
    *mirror.urlpatterns,
    *answers.urlpatterns,
    *reports.urlpatterns,
]
