"""References and checks."""

from django.urls import path

from programmes.views import check_requirements, checks, own_checks

_CHECKS = "programmes/<slug:slug>/checks/"
_ASKED = f"{_CHECKS}what-we-ask/"

urlpatterns = [
    path(_CHECKS, checks.check_list, name="check-list"),
    path(f"{_CHECKS}ask/", checks.check_ask, name="check-ask"),
    path(_ASKED, check_requirements.requirement_list, name="requirement-list"),
    path(f"{_ASKED}add/", check_requirements.requirement_add, name="requirement-add"),
    path(
        f"{_ASKED}<uuid:pk>/change/",
        check_requirements.requirement_change,
        name="requirement-change",
    ),
    path(
        f"{_ASKED}<uuid:pk>/retire/",
        check_requirements.requirement_retire,
        name="requirement-retire",
    ),
    path(f"{_CHECKS}<uuid:pk>/", checks.check, name="check"),
    path(f"{_CHECKS}<uuid:pk>/confirm/", checks.check_confirm, name="check-confirm"),
    path(f"{_CHECKS}<uuid:pk>/refuse/", checks.check_refuse, name="check-refuse"),
    path(f"{_CHECKS}<uuid:pk>/again/", checks.check_again, name="check-again"),
    path("checks/", own_checks.check_needed, name="check-needed"),
    path("checks/<uuid:pk>/", own_checks.check_send, name="check-send"),
    path("checks/<uuid:pk>/file/", own_checks.check_file, name="check-file"),
]
