"""What came back, and what it may be compared with."""

from django.urls import path

from evaluation.views import comparing

urlpatterns = [
    path(
        "programmes/<slug:slug>/surveys/compare/", comparing.survey_compare, name="survey-compare"
    ),
    path(
        "programmes/<slug:slug>/surveys/compare/change/",
        comparing.survey_change,
        name="survey-change",
    ),
    path("programmes/<slug:slug>/surveys/compare/gap/", comparing.survey_gap, name="survey-gap"),
]
