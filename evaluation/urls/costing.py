"""Cost and return."""

from django.urls import path

from evaluation.views import cost_lines, costing

COST = "programmes/<slug:slug>/reports/cost/"

urlpatterns = [
    path(COST, costing.cost, name="cost"),
    path(f"{COST}begin/", costing.cost_begin, name="cost-begin"),
    path(f"{COST}<uuid:pk>/currency/", costing.cost_currency, name="cost-currency"),
    path(f"{COST}<uuid:pk>/confirm/", costing.cost_confirm, name="cost-confirm"),
    path(f"{COST}<uuid:pk>/keep/", costing.cost_keep, name="cost-keep"),
    path(f"{COST}<uuid:pk>/file/", costing.cost_file, name="cost-file"),
    path(f"{COST}<uuid:pk>/add/<str:kind>/", cost_lines.cost_add, name="cost-add"),
    path(f"{COST}<str:kind>/<uuid:pk>/", cost_lines.cost_line, name="cost-line"),
    path(
        f"{COST}<str:kind>/<uuid:pk>/remove/",
        cost_lines.cost_line_remove,
        name="cost-line-remove",
    ),
]
