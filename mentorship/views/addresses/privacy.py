"""Addresses of what is kept about people: taking it along, erasing it, how long it stays."""

from django.urls import URLPattern, path

from mentorship.views import organisation_privacy, privacy

urlpatterns: list[URLPattern] = [
    path("me/kept/", privacy.kept, name="privacy"),
    path("me/kept/looks/", privacy.looks, name="privacy-looks"),
    path("me/kept/copy/", privacy.copy, name="privacy-copy"),
    path("me/kept/copies/<uuid:pk>/", privacy.copy_file, name="privacy-copy-file"),
    path("me/kept/ask/", privacy.ask, name="privacy-ask"),
    path(
        "me/kept/requests/<uuid:pk>/withdraw/",
        privacy.request_withdraw,
        name="privacy-request-withdraw",
    ),
    path("me/kept/agreed/withdraw/", privacy.consent_withdraw, name="privacy-consent-withdraw"),
    path("me/kept/agreed/", privacy.consent_give, name="privacy-consent-give"),
    path("organisation/privacy/", organisation_privacy.requests, name="organisation-privacy"),
    path("organisation/privacy/add/", organisation_privacy.note, name="organisation-request-add"),
    path("organisation/privacy/looks/", organisation_privacy.looks, name="organisation-looks"),
    path("organisation/privacy/naming/", organisation_privacy.naming, name="organisation-naming"),
    path(
        "organisation/privacy/<uuid:pk>/",
        organisation_privacy.one_request,
        name="organisation-request",
    ),
    path(
        "organisation/privacy/<uuid:pk>/copy/",
        organisation_privacy.prepare,
        name="organisation-request-prepare",
    ),
    path(
        "organisation/privacy/<uuid:pk>/settle/",
        organisation_privacy.settle,
        name="organisation-request-settle",
    ),
    path(
        "organisation/privacy/<uuid:pk>/longer/",
        organisation_privacy.longer,
        name="organisation-request-longer",
    ),
    path(
        "organisation/privacy/copies/<uuid:pk>/release/",
        organisation_privacy.release,
        name="organisation-copy-release",
    ),
    path(
        "organisation/privacy/copies/<uuid:pk>/",
        organisation_privacy.copy_file,
        name="organisation-copy-file",
    ),
]
