"""What came back, and what it may be compared with."""

from django.urls import URLPattern, path

from evaluation.views import comparing, results

urlpatterns: list[URLPattern] = [
    path(
        "programmes/<slug:slug>/surveys/together/<uuid:pk>/",
        results.results_all,
        name="survey-results-all",
    ),
    path(
        "programmes/<slug:slug>/surveys/together/<uuid:pk>/figures/",
        results.results_all_file,
        name="survey-results-all-file",
    ),
    path(
        "programmes/<slug:slug>/surveys/<uuid:pk>/figures/",
        results.results_file,
        name="survey-results-file",
    ),
    path(
        "programmes/<slug:slug>/surveys/<uuid:pk>/words/<slug:item_key>/",
        results.results_words,
        name="survey-results-words",
    ),
    path(
        "programmes/<slug:slug>/surveys/<uuid:pk>/people/",
        results.results_people,
        name="survey-results-people",
    ),
    path(
        "programmes/<slug:slug>/surveys/<uuid:pk>/people/file/",
        results.results_people_file,
        name="survey-results-people-file",
    ),
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
