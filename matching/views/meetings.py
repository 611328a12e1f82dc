"""The portal's Meetings tab: the next ones, those to say a word about, and those that were."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.meetings import (
    MeetingChangedError,
    NotUnderWayError,
    cancel_meeting,
    move_meeting,
    plan_meeting,
)
from matching.diary import diary_of
from matching.enums import MeetingState
from matching.forms import MeetingForm
from matching.models import Match, Meeting
from matching.wording import short_names, zone_name
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError


@require_GET
@requires(Permission.USE_PORTAL)
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Show one's meetings."""
    visible = Meeting.objects.visible_to(request.user).involving(request.user)
    own = Match.objects.visible_to(request.user).involving(request.user)
    context = {"diary": diary_of(request.user, meetings=visible, matches=own)}
    return render(request, "matching/meeting_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_plan(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose a time and a place."""
    own = Match.objects.visible_to(request.user).involving(request.user)
    match = get_object_or_404(own.with_people(), pk=pk)
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if not match.is_under_way:
        messages.info(request, _("This match plans no meetings just now."))
        return redirect("matching:my-match", match.pk)
    if request.method == "POST" and form.is_valid():
        try:
            plan_meeting(match, by=request.user, **_when_and_where(form))
        except NotUnderWayError:
            messages.info(request, _("This match plans no meetings just now."))
        else:
            messages.success(request, _("It is planned, and everybody gets the time by e-mail."))
        return redirect("matching:meetings")
    return render(request, "matching/meeting_form.html", _page(request, match, form))


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_move(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose another time or place."""
    meeting = _own_or_404(request, pk)
    starts_at = timezone.localtime(meeting.starts_at)
    seen = {
        "day": starts_at.date(),
        "hour": starts_at.time(),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "sequence": meeting.sequence,
    }
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=seen)
    if meeting.state != MeetingState.PLANNED:
        messages.info(request, _("This meeting is not planned any more."))
        return redirect("matching:meetings")
    if request.method == "POST" and form.is_valid():
        meeting.sequence = form.cleaned_data["sequence"] or 0
        try:
            move_meeting(meeting, by=request.user, **_when_and_where(form))
        except (MeetingChangedError, NotUnderWayError):
            messages.warning(request, _("Somebody changed this meeting first: see how it stands."))
        else:
            messages.success(request, _("It is moved, and everybody gets the new time by e-mail."))
        return redirect("matching:meetings")
    context = _page(request, meeting.match, form) | {"meeting": meeting}
    return render(request, "matching/meeting_form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_cancel(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask once more, and cancel."""
    meeting = _own_or_404(request, pk)
    if request.method == "POST":
        try:
            cancel_meeting(meeting, by=request.user)
        except IllegalTransitionError:
            messages.info(request, _("This meeting is not planned any more."))
        else:
            messages.success(request, _("It is cancelled, and everybody is told by e-mail."))
        return redirect("matching:meetings")
    context = {"meeting": meeting, "others": short_names(meeting.match.others_than(request.user))}
    return render(request, "matching/meeting_cancel.html", context)


def _own_or_404(request: SignedInRequest, pk: uuid.UUID) -> Meeting:
    """Return a meeting of a match that the person is in."""
    own = Meeting.objects.visible_to(request.user).involving(request.user)
    return get_object_or_404(own.select_related("match__cohort__programme"), pk=pk)


def _when_and_where(form: MeetingForm) -> dict[str, Any]:
    """Return what a valid form says of the meeting."""
    return {name: form.cleaned_data[name] for name in ("starts_at", "minutes", "place")}


def _page(request: SignedInRequest, match: Match, form: MeetingForm) -> dict[str, Any]:
    """Return what the page with the form shows."""
    return {
        "match": match,
        "form": form,
        "others": short_names(match.others_than(request.user)),
        "zone": zone_name(request.user.time_zone),
    }
