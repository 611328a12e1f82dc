"""Pages for what went wrong: what happened, and what to do now."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from mentorship.accounts.access import open_to_all
from mentorship.common.faults import page_of

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@open_to_all("says what went wrong to whoever met it")
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood; 413 where it was too much."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


@open_to_all("says what went wrong to whoever met it")
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not allowed."""
    return render(request, "403.html", status=403)


@open_to_all("says what went wrong to whoever met it")
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without its token, most often because a page stood open for long."""
    return render(request, "403_form.html", status=403)


@open_to_all("says what went wrong to whoever met it")
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing for this person."""
    return render(request, "404.html", status=404)


@open_to_all("says what went wrong to whoever met it")
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 with words where the machinery failed, as before any view was reached."""
    if page := page_of(sys.exc_info()[1], request):
        return page
    # Without the request: what every other page's frame shows may be what failed.
    return HttpResponse(render_to_string("500.html"), status=500)
