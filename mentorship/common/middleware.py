"""Middleware that every page passes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mentorship.common.faults import page_of

GetResponse = Callable[[HttpRequest], HttpResponse]


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


class FaultsMiddleware:
    """Answers what ails the machinery during a view with a page that says so.

    What fails in another middleware reaches `mentorship.views.errors.server_error` instead.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a fault into its page."""
        return page_of(error, request)
