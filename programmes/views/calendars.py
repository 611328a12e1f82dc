"""A programme's dates in the team's own calendars: the address, the file, and how to follow it."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from mentorship.accounts.access import SignedInRequest, open_to_all
from mentorship.accounts.permissions import Permission
from mentorship.common.calendars import CONTENT_TYPE
from mentorship.notifications.links import absolute
from programmes.access import programme_view
from programmes.actions.calendar_feeds import make_feed, revoke_feed
from programmes.models import CalendarFeed, Programme
from programmes.queries import feed_by_token
from programmes.timetable.calendar_file import calendar_file


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def calendar_feed(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Explain how a calendar follows the programme's dates."""
    return _explain(request, programme)


@programme_view(Permission.VIEW_PROGRAMME)
@require_POST
def calendar_feed_make(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Make an address for whoever asks, and show it this once."""
    token = make_feed(programme, person=request.user, by=request.user)
    address = absolute(reverse("programmes:team-calendar", args=(token,)))
    response = _explain(request, programme, address=address)
    patch_cache_control(response, no_store=True)
    return response


@programme_view(Permission.VIEW_PROGRAMME)
@require_POST
def calendar_feed_revoke(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Stop the address of whoever asks."""
    feeds = CalendarFeed.objects.visible_to(request.user).filter(programme=programme).working()
    if revoke_feed(get_object_or_404(feeds), by=request.user):
        messages.success(request, _("The address has stopped working."))
    return redirect("programmes:calendar-feed", slug=programme.slug)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def calendar_file_download(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out the dates as they are today, as a file."""
    response = HttpResponse(calendar_file(programme), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}.ics"'
    patch_cache_control(response, no_store=True)
    return response


@open_to_all("calendars cannot sign in; the address is a secret of one person in the team")
@require_safe
def team_calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand the dates to a calendar, as long as its owner works for the programme."""
    feed = feed_by_token(token)
    if feed is None:
        raise Http404
    body = calendar_file(feed.programme)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response = HttpResponse(body, content_type=CONTENT_TYPE, headers={"ETag": etag})
    answer = get_conditional_response(request, etag=etag, response=response) or response
    patch_cache_control(answer, private=True, no_cache=True)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _explain(request: SignedInRequest, programme: Programme, *, address: str = "") -> HttpResponse:
    """Show the page, with the address where it has just been made."""
    feeds = CalendarFeed.objects.visible_to(request.user).filter(programme=programme)
    context = {
        "programme": programme,
        "feed": feeds.working().first(),
        "address": address,
        "subscribe_url": f"webcal:{address.partition(':')[2]}" if address else "",
    }
    return render(request, "programmes/calendar_feed.html", context)
