"""Addresses of erasing people and of how long things are kept."""

from django.urls import path

from mentorship.views import erasing, holds, keeping, organisation_erasing

urlpatterns = [
    path("me/erase/", erasing.erasing_ask, name="erasing-ask"),
    path("me/erase/back/", erasing.erasing_withdraw, name="erasing-withdraw"),
    path("organisation/erasing/", organisation_erasing.erasures, name="organisation-erasing"),
    path(
        "organisation/erasing/<uuid:pk>/",
        organisation_erasing.erasure,
        name="organisation-erasing-one",
    ),
    path(
        "organisation/erasing/<uuid:pk>/texts/",
        organisation_erasing.erasure_texts,
        name="organisation-erasing-texts",
    ),
    path(
        "organisation/erasing/<uuid:pk>/erase/",
        organisation_erasing.erasure_do,
        name="organisation-erasing-do",
    ),
    path(
        "organisation/erasing/<uuid:pk>/decline/",
        organisation_erasing.erasure_decline,
        name="organisation-erasing-decline",
    ),
    path("organisation/keeping/", keeping.rules, name="organisation-keeping"),
    path("organisation/holds/", holds.holds, name="organisation-holds"),
    path("organisation/holds/<uuid:pk>/end/", holds.hold_end, name="organisation-holds-end"),
    path(
        "organisation/keeping/<slug:house>/<slug:keeping>/",
        keeping.rule,
        name="organisation-keeping-one",
    ),
]
