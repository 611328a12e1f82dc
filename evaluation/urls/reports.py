"""Reports, and checking one."""

from django.urls import path

from evaluation.views import letters, report_snapshot, reports, verify

urlpatterns = [
    path("programmes/<slug:slug>/reports/", reports.report_list, name="report-list"),
    path("programmes/<slug:slug>/reports/add/", reports.report_add, name="report-add"),
    path("programmes/<slug:slug>/reports/<uuid:pk>/", reports.report, name="report"),
    path(
        "programmes/<slug:slug>/reports/<uuid:pk>/pdf/",
        reports.report_file,
        {"file_format": "pdf"},
        name="report-pdf",
    ),
    path(
        "programmes/<slug:slug>/reports/<uuid:pk>/csv/",
        reports.report_file,
        {"file_format": "csv"},
        name="report-csv",
    ),
    path(
        "programmes/<slug:slug>/reports/<uuid:pk>/figures/",
        report_snapshot.report_snapshot,
        name="report-snapshot",
    ),
    path("programmes/<slug:slug>/reports/<uuid:pk>/send/", reports.report_send, name="report-send"),
    path("letters/<str:token>/", letters.letter, name="letter"),
    path("letters/<str:token>/pdf/", letters.letter_pdf, name="letter-pdf"),
    path("verify/", verify.verify, name="verify"),
]
