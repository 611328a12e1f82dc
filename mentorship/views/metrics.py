"""Figures for monitors, for whoever holds the token."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET

from mentorship.accounts.access import open_to_all
from mentorship.operations.metrics.exposition import CONTENT_TYPE, exposition


@open_to_all("asked by monitors, which hold a token of their own")
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with every figure; without METRICS_TOKEN, or without knowing it, nothing is here."""
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(given, expected):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE)
