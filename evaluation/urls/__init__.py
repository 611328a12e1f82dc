"""The addresses of this app, included at the root."""

from evaluation.urls import (
    answers,
    budget,
    costing,
    forecasting,
    instruments,
    ledger,
    mirror,
    plans,
    portfolio,
    readiness,
    report_sending,
    report_words,
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
    *costing.urlpatterns,
    *ledger.urlpatterns,
    *readiness.urlpatterns,
    *forecasting.urlpatterns,
    *portfolio.urlpatterns,
    *report_sending.urlpatterns,
    *report_words.urlpatterns,
    *reports.urlpatterns,
]
