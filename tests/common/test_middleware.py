import errno
from unittest.mock import Mock

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from psycopg_pool import PoolTimeout

from mentorship.common.middleware import FaultsMiddleware
from mentorship.common.pdf import PdfError

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


def test_a_database_that_is_away_while_somebody_is_looked_up_gives_a_page_that_says_so(
    client: Client, settings
):
    """Before any view is reached: sessions are read by an inner middleware."""
    client.raise_request_exception = False
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.away"]
    response = client.get("/accounts/login/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "20"
    assert b"Back in a moment</h1>" in response.content


def away(_get_response):
    def fail(_request):
        raise OperationalError("gone")

    return fail


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("gone"), "Back in a moment"),
        (InterfaceError("closed"), "Back in a moment"),
        (PoolTimeout("full"), "Back in a moment"),
        (PdfError("killed"), "could not be drawn"),
        (OSError(errno.ENOSPC, "No space left on device"), "no room left"),
    ],
)
def test_a_fault_of_the_machinery_is_said_in_words(error, words):
    middleware = FaultsMiddleware(Mock())
    response = middleware.process_exception(RequestFactory().get("/"), error)
    assert response.status_code == 503
    assert words in response.content.decode()


@pytest.mark.parametrize("error", [ValueError("ours"), OSError(errno.EACCES, "not ours")])
def test_other_errors_are_left_to_django(error):
    assert FaultsMiddleware(Mock()).process_exception(RequestFactory().get("/"), error) is None
