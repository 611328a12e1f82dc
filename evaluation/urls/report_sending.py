"""Schedules, who got what, and the answers to what was asked."""

from django.urls import path

from evaluation.views import letters, report_sending

SCHEDULES = "programmes/<slug:slug>/reports/schedules/"
REPORT = "programmes/<slug:slug>/reports/<uuid:pk>/"

urlpatterns = [
    path(SCHEDULES, report_sending.schedule_list, name="report-schedules"),
    path(f"{SCHEDULES}add/", report_sending.schedule_add, name="report-schedule-add"),
    path(f"{SCHEDULES}<uuid:pk>/", report_sending.schedule, name="report-schedule"),
    path(
        f"{SCHEDULES}<uuid:pk>/pause/", report_sending.schedule_pause, name="report-schedule-pause"
    ),
    path(
        f"{SCHEDULES}<uuid:pk>/resume/",
        report_sending.schedule_resume,
        name="report-schedule-resume",
    ),
    path(
        f"{REPORT}letters/<uuid:sponsor>/",
        report_sending.letter_preview,
        name="report-letter",
    ),
    path(
        "programmes/<slug:slug>/reports/answers/<uuid:pk>/note/",
        report_sending.ask_note,
        name="report-ask-note",
    ),
    path("letters/<str:token>/opened/", letters.letter_opened, name="letter-opened"),
    path("letters/<str:token>/answers/", letters.letter_answer, name="letter-answer"),
]
