"""What applicants themselves see, and the question whether what they wrote is still true."""

from django.urls import URLPattern, path

from programmes.views import applying, own_applications, validations

urlpatterns: list[URLPattern] = [
    path("apply/<uuid:pk>/", own_applications.application, name="apply-detail"),
    path("apply/<uuid:pk>/go-on/", applying.go_on, name="apply-go-on"),
    path("apply/<uuid:pk>/questions/<uuid:question>/", applying.question, name="apply-question"),
    path("apply/<uuid:pk>/check/", applying.check, name="apply-check"),
    path("apply/<uuid:pk>/sent/", applying.sent, name="apply-sent"),
    path("apply/<uuid:pk>/withdraw/", own_applications.withdraw, name="apply-withdraw"),
    path("apply/<uuid:pk>/open-again/", own_applications.open_again, name="apply-open-again"),
    path("apply/<uuid:pk>/still-true/", validations.still_true, name="apply-still-true"),
    path("apply/<uuid:cohort>/<slug:role>/", applying.first_page, name="apply"),
    path(
        "applications/<uuid:pk>/files/<uuid:file>/",
        own_applications.file,
        name="application-file",
    ),
    path("programmes/<slug:slug>/still-true/", validations.validation_list, name="validations"),
    path(
        "programmes/<slug:slug>/still-true/ask/", validations.validation_ask, name="validation-ask"
    ),
]
