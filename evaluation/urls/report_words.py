"""The words of a report, and its versions."""

from django.urls import path

from evaluation.views import report_words

START = "programmes/<slug:slug>/reports/<uuid:pk>/"

urlpatterns = [
    path(f"{START}words/", report_words.report_words, name="report-words"),
    path(f"{START}versions/", report_words.report_version_list, name="report-version-list"),
    path(f"{START}versions/<int:number>/", report_words.report_version, name="report-version"),
    path(
        f"{START}versions/<int:number>/pdf/",
        report_words.report_version_pdf,
        name="report-version-pdf",
    ),
]
