"""The coordinators’ list of applications, and how fair the selection is."""

from django.urls import path

from programmes.views import application_detail, applications, fairness

urlpatterns = [
    path(
        "programmes/<slug:slug>/applications/",
        applications.applications,
        name="applications",
    ),
    path(
        "programmes/<slug:slug>/applications/csv/",
        applications.applications_csv,
        name="applications-csv",
    ),
    path(
        "programmes/<slug:slug>/applications/nudge/",
        applications.applications_nudge,
        name="applications-nudge",
    ),
    path(
        "programmes/<slug:slug>/applications/<uuid:pk>/",
        application_detail.application_detail,
        name="application-detail",
    ),
    path("programmes/<slug:slug>/fairness/", fairness.fairness, name="fairness"),
    path("programmes/<slug:slug>/fairness/csv/", fairness.fairness_csv, name="fairness-csv"),
]
