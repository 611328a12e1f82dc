"""Faults that a page can say in words: no database, no room, no paper drawn, a broken seal."""

import errno

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout

from mentorship.common.pdf import PdfError

AWAY = (OperationalError, InterfaceError, PoolTimeout)
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
SECONDS_TO_COME_BACK = 20

logger = structlog.get_logger(__name__)


class AlteredError(ValueError):
    """What was sealed cannot be read as it was sealed: somebody or something altered it since."""


def page_of(error: BaseException | None, request: HttpRequest) -> HttpResponse | None:
    """Return the page that says what happened; None for what is no such fault.

    What passes by itself has status 503 and says when to come back; a broken seal stays, with 409.
    """
    if isinstance(error, AWAY):
        return _page("503.html", "database_away", error, request)
    if isinstance(error, PdfError):
        return _page("503_paper.html", "paper_not_drawn", error, request)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return _page("503_full.html", "disk_full", error, request)
    if isinstance(error, AlteredError):
        logger.error("seal_broken", error=str(error), path=request.path)
        return HttpResponse(render_to_string("409_sealed.html"), status=409)
    return None


def _page(template: str, event: str, error: BaseException, request: HttpRequest) -> HttpResponse:
    """Log the cause and say when to come back."""
    logger.warning(event, error=str(error), path=request.path)
    # Without the request: what every other page's frame shows would ask the database again.
    page = render_to_string(template)
    return HttpResponse(page, status=503, headers={"Retry-After": str(SECONDS_TO_COME_BACK)})
