from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from psycopg_pool import PoolTimeout

from mentorship.common.middleware import DatabaseAwayMiddleware

pytestmark = pytest.mark.django_db


def test_every_page_says_what_browsers_may_do_with_it(client: Client):
    response = client.get("/accounts/login/")
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("error", [OperationalError("gone"), PoolTimeout("full")])
def test_a_database_that_is_away_gives_a_page_that_says_so(error):
    middleware = DatabaseAwayMiddleware(Mock(side_effect=error))
    response = middleware(RequestFactory().get("/"))
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "20"
    assert b"<h1" in response.content


def test_other_errors_are_left_to_django():
    middleware = DatabaseAwayMiddleware(Mock())
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("ours")) is None
