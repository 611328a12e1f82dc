"""How the read API says no: problem documents of RFC 9457."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse


def problem(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    """Return a problem document; `detail` is a sentence for a person who reads a log."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        **more,
    }
    return HttpResponse(json.dumps(told), status=status, content_type="application/problem+json")
