"""Middleware that every page passes through."""

from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = structlog.get_logger(__name__)


class PersonalPagesMiddleware:
    """Keeps personal pages out of every cache, and other sites from embedding what we serve."""

    def __init__(self, get_response: GetResponse) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that no page should be without."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response


class DatabaseAwayMiddleware:
    """Answers with a plain 503 page while the database cannot be reached."""

    def __init__(self, get_response: GetResponse) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; sessions and later middleware may need the database too."""
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            return self.away(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a view's lost connection into the same page."""
        if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
            return self.away(request, error)
        return None

    def away(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Log the cause and say when to come back."""
        logger.warning("database_away", error=str(error), path=request.path)
        # Without the request: what every other page's frame shows would ask the database again.
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "20"})
