"""The addresses of this app, included at the root."""

from django.urls import path

from evaluation.views import answers, downloads, letters, reports, verify, waves

app_name = "evaluation"

urlpatterns = [
    path("programmes/<slug:slug>/surveys/", waves.wave_list, name="wave-list"),
    path("programmes/<slug:slug>/surveys/file/", downloads.wave_file, name="wave-file"),
    path("programmes/<slug:slug>/surveys/add/", waves.wave_add, name="wave-add"),
    path(
        "programmes/<slug:slug>/surveys/ready-made/", waves.instruments_add, name="instruments-add"
    ),
    path("programmes/<slug:slug>/surveys/<uuid:pk>/", waves.wave, name="wave"),
    path("programmes/<slug:slug>/surveys/<uuid:pk>/open/", waves.wave_open, name="wave-open"),
    path("programmes/<slug:slug>/surveys/<uuid:pk>/close/", waves.wave_close, name="wave-close"),
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
    path("programmes/<slug:slug>/reports/<uuid:pk>/send/", reports.report_send, name="report-send"),
    path("surveys/<uuid:pk>/", answers.answer, name="answer"),
    path("letters/<str:token>/", letters.letter, name="letter"),
    path("letters/<str:token>/pdf/", letters.letter_pdf, name="letter-pdf"),
    path("verify/", verify.verify, name="verify"),
]
