"""What each request cost, counted by the name of its address."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

NOWHERE = "none"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REQUESTS = Counter(
    "mentorship_requests",
    "Requests answered, by the name of the address, method and status.",
    ("address", "method", "status"),
)
SECONDS = Histogram(
    "mentorship_request_seconds",
    "Seconds that a request took, by the name of the address.",
    ("address",),
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
QUERIES = Histogram(
    "mentorship_request_queries",
    "Database queries of a request, by the name of the address.",
    ("address",),
    buckets=(2, 5, 8, 12, 20, 40, 80),
)
GetResponse = Callable[[HttpRequest], HttpResponse]


class MeasuringMiddleware:
    """Counts each request with its seconds and its queries."""

    def __init__(self, get_response: GetResponse) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and count what it cost."""
        begun, asked = time.perf_counter(), _QueryCount()
        with connection.execute_wrapper(asked):
            response = self.get_response(request)
        match = request.resolver_match
        # Never the path: it holds ids, and strangers could make as many of them as they like.
        address = (match.view_name if match else "") or NOWHERE
        method = request.method if request.method in _METHODS else NOWHERE
        REQUESTS.labels(address, method, response.status_code).inc()
        SECONDS.labels(address).observe(time.perf_counter() - begun)
        QUERIES.labels(address).observe(asked.count)
        return response


class _QueryCount:
    """Counts the queries that pass."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *words: Any) -> Any:
        """Count one, and let it pass."""
        self.count += 1
        return execute(*words)
