"""A person's own meetings in their own calendar: the address, and the file behind it."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from matching.actions.meeting_feeds import make_feed, revoke_feed
from matching.booking.feed import changed_last, feed_by_token, feed_file, meetings_for
from matching.models import MeetingFeed
from mentorship.accounts.access import SignedInRequest, open_to_all, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.calendars import CONTENT_TYPE
from mentorship.notifications.links import absolute


@require_GET
@requires(Permission.USE_PORTAL)
def my_calendar(request: SignedInRequest) -> HttpResponse:
    """Explain how a calendar follows one's meetings."""
    return _explain(request)


@require_POST
@requires(Permission.USE_PORTAL)
def make(request: SignedInRequest) -> HttpResponse:
    """Make an address for whoever asks, and show it this once."""
    token = make_feed(request.user, by=request.user)
    address = absolute(reverse("matching:my-calendar-file", args=(token,)))
    response = _explain(request, address=address)
    patch_cache_control(response, no_store=True)
    return response


@require_POST
@requires(Permission.USE_PORTAL)
def revoke(request: SignedInRequest) -> HttpResponse:
    """Stop the address of whoever asks."""
    feeds = MeetingFeed.objects.visible_to(request.user).working()
    if revoke_feed(get_object_or_404(feeds), by=request.user):
        messages.success(request, _("The address has stopped working."))
    return redirect("matching:my-calendar")


@open_to_all("calendars cannot sign in; the address is a secret of one person")
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand somebody's meetings to their calendar, as long as the address works."""
    feed = feed_by_token(token)
    if feed is None:
        raise Http404
    meetings = meetings_for(feed.person)
    body = feed_file(feed.person, meetings)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response = HttpResponse(body, content_type=CONTENT_TYPE, headers={"ETag": etag})
    changed_at = changed_last(meetings)
    seconds = int(changed_at.timestamp()) if changed_at else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    kept = get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
    answer = kept or response
    patch_cache_control(answer, private=True, no_cache=True)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _explain(request: SignedInRequest, *, address: str = "") -> HttpResponse:
    """Show the page, with the address where it has just been made."""
    context = {
        "feed": MeetingFeed.objects.visible_to(request.user).working().first(),
        "address": address,
        "subscribe_url": f"webcal:{address.partition(':')[2]}" if address else "",
    }
    return render(request, "matching/my_calendar.html", context)
