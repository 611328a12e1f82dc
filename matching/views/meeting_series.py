"""Meetings that come round: how often, a look at all dates, and all planned at once."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.meetings import NotUnderWayError
from matching.actions.series import plan_series
from matching.booking.finding import busy_times, clash_in_words, times_elsewhere
from matching.booking.forms import SeriesForm
from matching.booking.recurring import FEWEST_TIMES
from matching.booking.slots import overlapping
from matching.booking.usual import last_day_of, usual_of
from matching.models import Match
from matching.views.meetings import own_match_or_404
from matching.wording import short_names, zone_name
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a series on its preview."""

    local: datetime
    value: str
    elsewhere: str
    clash: str
    is_ticked: bool


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_series(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask how meetings come round, show every date, and plan those that are ticked."""
    match = own_match_or_404(request, pk)
    if not match.is_under_way:
        messages.info(request, _("This match plans no meetings just now."))
        return redirect("matching:my-match", match.pk)
    until = last_day_of(match)
    sent = request.POST if request.method == "POST" else request.GET
    form = SeriesForm(sent if "day" in sent else None, until=until, initial=usual_of(match))
    dates: list[Date] = []
    if form.is_bound and form.is_valid():
        ticked = set(request.POST.getlist("on")) if request.method == "POST" else None
        dates = _dates(match, form, request, ticked)
        chosen = [date for date in dates if date.is_ticked]
        if request.method == "POST" and len(chosen) >= FEWEST_TIMES:
            return _plan(match, form, chosen, request)
        if request.method == "POST":
            messages.warning(request, _("Tick at least two dates, or plan a single meeting."))
    return render(
        request, "matching/meeting_series.html", _page(request, match, form, dates, until)
    )


def _plan(
    match: Match, form: SeriesForm, chosen: list[Date], request: SignedInRequest
) -> HttpResponse:
    """Plan the ticked dates, and say so."""
    try:
        series = plan_series(
            match,
            by=request.user,
            dates=[datetime.fromisoformat(date.value) for date in chosen],
            every_weeks=form.cleaned_data["every_weeks"],
            **form.where,
        )
    except NotUnderWayError:
        messages.info(request, _("This match plans no meetings just now."))
    else:
        words = _("They are planned, and everybody gets all dates in one e-mail.")
        messages.success(request, words if series else _("They are planned already."))
    return redirect("matching:meetings")


def _dates(
    match: Match, form: SeriesForm, request: SignedInRequest, ticked: set[str] | None
) -> list[Date]:
    """Return every date with what is in its way; at first those with nothing in their way count."""
    moments, minutes = form.dates, form.cleaned_data["minutes"]
    busy = busy_times(match.people, moments[0], moments[-1] + timedelta(days=1))
    dates = []
    for moment in moments:
        there = [one for one in match.people if overlapping(moment, minutes, busy[one.pk])]
        value = moment.isoformat()
        dates.append(
            Date(
                local=timezone.localtime(moment),
                value=value,
                elsewhere=times_elsewhere(moment, request.user, match),
                clash=clash_in_words(there, request.user),
                is_ticked=not there if ticked is None else value in ticked,
            )
        )
    return dates


def _page(
    request: SignedInRequest, match: Match, form: SeriesForm, dates: list[Date], until: Any
) -> dict[str, Any]:
    """Return what the page shows: the form, or every date."""
    return {
        "match": match,
        "form": form,
        "dates": dates,
        "until": until,
        "others": short_names(match.others_than(request.user)),
        "zone": zone_name(request.user.time_zone),
    }
