"""What mentors see of themselves."""

from django.urls import URLPattern, path

from evaluation.views import mirror

CONSENT = "learn/mirror/consent/"

urlpatterns: list[URLPattern] = [
    path("learn/mirror/", mirror.my_mirror, name="my-mirror"),
    path(CONSENT, mirror.my_consent_list, name="my-consent-list"),
    path(f"{CONSENT}<uuid:pk>/give/", mirror.my_consent_give, name="my-consent-give"),
    path(f"{CONSENT}<uuid:pk>/withdraw/", mirror.my_consent_withdraw, name="my-consent-withdraw"),
]
