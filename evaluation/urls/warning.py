"""How good the early warning is."""

from django.urls import path

from evaluation.views import warning

urlpatterns = [
    path("programmes/<slug:slug>/surveys/early-warning/", warning.warning, name="warning"),
    path(
        "programmes/<slug:slug>/surveys/early-warning/threshold/",
        warning.warning_threshold,
        name="warning-threshold",
    ),
]
