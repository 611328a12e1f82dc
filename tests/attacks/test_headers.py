"""Every answer says what browsers may do with it, whatever its status."""

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from django.test import Client
from django.urls import include, path

from mentorship.accounts.access import open_to_all
from mentorship.views import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
RAISED = {
    "400": BadRequest("odd"),
    "413": RequestDataTooBig("too much"),
    "404": Http404("nothing"),
    "500": ValueError("ours"),
    "503": OperationalError("gone"),
}


@open_to_all("fails as it is told to")
def failing(request, kind):
    raise RAISED[kind]


urlpatterns = [path("failing/<str:kind>/", failing), path("", include("mentorship.urls"))]
handler400, handler403 = errors.bad_request, errors.permission_denied
handler404, handler500 = errors.not_found, errors.server_error


@pytest.fixture(autouse=True)
def as_on_a_real_server(settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_SSL_REDIRECT = True
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


def ask(address, method="GET", *, person=None, **more):
    client = Client(raise_request_exception=False, enforce_csrf_checks=more.pop("csrf", False))
    if person:
        client.force_login(person)
    return client.generic(method, address, secure=True, **more)


def assert_held(response):
    missing = {
        name: response.headers.get(name)
        for name, value in EVERYWHERE.items()
        if response.headers.get(name) != value
    }
    assert missing == {}
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers


ANSWERS = [
    ("/accounts/login/", "GET", 200),
    ("/healthz", "GET", 200),
    ("/me/", "GET", 302),
    ("/nothing-here/", "GET", 404),
    ("/failing/400/", "GET", 400),
    ("/failing/404/", "GET", 404),
    ("/failing/413/", "GET", 413),
    ("/failing/500/", "GET", 500),
    ("/failing/503/", "GET", 503),
    ("/accounts/logout/", "PUT", 405),
]


@pytest.mark.parametrize(("address", "method", "status"), ANSWERS)
def test_every_status_carries_them(address, method, status):
    response = ask(address, method)
    assert response.status_code == status
    assert_held(response)
    assert "no-store" in response.headers["Cache-Control"]


def test_a_form_without_its_token_carries_them():
    response = ask("/accounts/login/", "POST", csrf=True)
    assert response.status_code == 403
    assert_held(response)


def test_a_page_that_is_not_theirs_carries_them(world):
    for address, status in (("/organisation/", 403), ("/programmes/leaders/", 404)):
        response = ask(address, person=world.stranger)
        assert response.status_code == status
        assert_held(response)


def test_a_host_that_is_none_of_ours_is_refused_with_them():
    response = ask("/accounts/login/", headers={"host": "zqx.example"})
    assert response.status_code == 400
    assert "zqx.example" not in response.text
    assert_held(response)


def test_who_tries_too_often_is_told_so_with_them(world):
    for _try in range(40):
        response = ask(
            "/accounts/password/reset/",
            "POST",
            data=f"email=nobody{_try}@example.org",
            content_type="application/x-www-form-urlencoded",
        )
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert_held(response)


def test_plain_http_is_sent_on_without_a_word_more():
    response = Client().get("/me/?a=b")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/me/?a=b"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.content == b""


@pytest.mark.parametrize("name", ["css/trust.css", "js/app.js", "icons/favicon.svg"])
def test_static_files_carry_them_and_may_be_kept(name):
    response = ask(f"/static/{name}")
    assert response.status_code == 200
    assert_held(response)
    assert "no-store" not in response.headers["Cache-Control"]


def test_a_static_file_that_is_not_there_carries_them():
    for address in ("/static/nothing.css", "/static/../manage.py", "/static/%2e%2e/manage.py"):
        response = ask(address)
        assert response.status_code == 404
        assert_held(response)


@pytest.mark.parametrize("name", ["session", "csrf", "house", "language", "messages", "zone"])
@pytest.mark.parametrize("value", ['"\\000"', '"\\355\\240\\200"', "é", "x" * 3000, "[[[", "../.."])
def test_no_cookie_breaks_a_page(name, value):
    client = Client(raise_request_exception=False)
    for address in ("/accounts/login/", "/me/", "/nothing-here/"):
        response = client.get(address, secure=True, headers={"cookie": f"{name}={value}"})
        assert response.status_code < 500
