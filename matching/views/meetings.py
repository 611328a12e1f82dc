"""The portal's Meetings tab: the next ones, those to say a word about, and those that were."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.meetings import (
    MeetingChangedError,
    NotUnderWayError,
    cancel_meeting,
    move_meeting,
    plan_meeting,
)
from matching.actions.series import cancel_rest, move_rest
from matching.booking.agendas import stage_of
from matching.booking.finding import clash_at, suggestions_for
from matching.booking.forms import MeetingForm, MoveForm
from matching.booking.usual import usual_of
from matching.diary import diary_of
from matching.enums import MeetingState
from matching.forms import LENGTHS
from matching.models import Match, Meeting
from matching.views.too_late import match_url, too_late
from matching.wording import short_names, zone_name
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError

LONGEST_NUMBER = 6


@require_GET
@requires(Permission.USE_PORTAL)
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Show one's meetings."""
    visible = Meeting.objects.visible_to(request.user).involving(request.user)
    own = Match.objects.visible_to(request.user).involving(request.user)
    page = request.GET.get("page")
    context = {"diary": diary_of(request.user, meetings=visible, matches=own, page=page)}
    return render(request, "matching/meeting_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_plan(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a time that suits all, or choose another, and a place."""
    match = own_match_or_404(request, pk)
    if not match.is_under_way:
        return _too_late(request, _("This match plans no meetings just now."), match)
    usual = usual_of(match) | _length_asked(request)
    stage = stage_of(match, on=timezone.localdate())
    form = MeetingForm(_sent(request, usual), stage=stage, initial=usual)
    clash = _clash(request, form, match)
    if request.method == "POST" and form.is_valid() and not clash:
        try:
            plan_meeting(match, by=request.user, **form.facts)
        except NotUnderWayError:
            return _too_late(request, _("This match plans no meetings just now."), match)
        else:
            messages.success(
                request, _("It is planned, and everybody gets an invitation by e-mail.")
            )
        return redirect("matching:meetings")
    context = _page(request, match, form, usual["minutes"]) | {"clash": clash}
    return render(request, "matching/meeting_form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_move(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose another time or place; of a series, for this meeting or for all that follow."""
    meeting = _own_or_404(request, pk)
    if meeting.state != MeetingState.PLANNED:
        return _too_late(request, _("This meeting is not planned any more."))
    seen = _as_it_stands(meeting) | _length_asked(request)
    form = MoveForm(
        _sent(request, seen),
        stage=stage_of(meeting.match, on=timezone.localdate()),
        is_of_series=meeting.series_id is not None,
        initial=seen,
    )
    clash = _clash(request, form, meeting.match, besides=meeting)
    if request.method == "POST" and form.is_valid() and not clash:
        meeting.sequence = form.cleaned_data["sequence"] or 0
        try:
            _move(meeting, form, request)
        except (MeetingChangedError, NotUnderWayError):
            sentence = _("Somebody changed this meeting first: see how it stands.")
            return _too_late(request, sentence)
        return redirect("matching:meetings")
    context = _page(request, meeting.match, form, seen["minutes"], meeting=meeting)
    return render(request, "matching/meeting_form.html", context | {"clash": clash})


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_cancel(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask once more, and cancel; of a series, this meeting or all that follow."""
    meeting = _own_or_404(request, pk)
    if request.method == "POST":
        try:
            _cancel(meeting, request)
        except (IllegalTransitionError, MeetingChangedError):
            messages.info(request, _("This meeting is not planned any more."))
        return redirect("matching:meetings")
    context = {"meeting": meeting, "others": short_names(meeting.match.others_than(request.user))}
    return render(request, "matching/meeting_cancel.html", context)


def _too_late(request: SignedInRequest, sentence: str, match: Match | None = None) -> HttpResponse:
    """Say why nothing is planned or moved, with what was typed."""
    back = match_url(match) if match else reverse("matching:meetings")
    names = ["agenda", "place", "video_link"]
    return too_late(request, sentence, back=back, form=MeetingForm, names=names)


def own_match_or_404(request: SignedInRequest, pk: uuid.UUID) -> Match:
    """Return a match that the person is in, with its people."""
    own = Match.objects.visible_to(request.user).involving(request.user)
    return get_object_or_404(
        own.select_related("cohort__programme__organisation").with_people(), pk=pk
    )


def _own_or_404(request: SignedInRequest, pk: uuid.UUID) -> Meeting:
    """Return a meeting of a match that the person is in."""
    own = Meeting.objects.visible_to(request.user).involving(request.user)
    return get_object_or_404(own.select_related("match__cohort__programme", "series"), pk=pk)


def _as_it_stands(meeting: Meeting) -> dict[str, Any]:
    """Return what the form shows of a meeting before it is changed."""
    starts_at = timezone.localtime(meeting.starts_at)
    names = ("minutes", "place", "video_link", "agenda", "sequence")
    return {"day": starts_at.date(), "hour": starts_at.time()} | {
        name: getattr(meeting, name) for name in names
    }


def _length_asked(request: SignedInRequest) -> dict[str, int]:
    """Return the length for which times are looked for, where one was tapped."""
    asked = request.GET.get("minutes") or request.POST.get("minutes", "")
    lengths = [length for length, _words in LENGTHS if str(length) == asked]
    return {"minutes": lengths[0]} if lengths else {}


def _sent(request: SignedInRequest, known: dict[str, Any]) -> Any:
    """Return what was typed in, or a tapped suggestion in its stead, or None on a look."""
    if request.method != "POST":
        return None
    try:
        moment = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        return request.POST
    local = timezone.localtime(moment)
    typed = {"day": local.date().isoformat(), "hour": local.time().isoformat("minutes")}
    kept = {"sequence": request.POST.get("sequence", 0), "rest": request.POST.get("rest", "")}
    return known | typed | kept


def _clash(
    request: SignedInRequest,
    form: MeetingForm,
    match: Match,
    *,
    besides: Meeting | None = None,
) -> dict[str, str]:
    """Return what is in the way of a valid form, unless the person has read that already."""
    if not form.is_bound or not form.is_valid():
        return {}
    starts_at: datetime = form.cleaned_data["starts_at"]
    stands = besides is not None and besides.starts_at == starts_at
    if stands or request.POST.get("anyway") == starts_at.isoformat():
        return {}
    sentence = clash_at(
        match,
        request.user,
        starts_at,
        form.cleaned_data["minutes"],
        besides=[besides.pk] if besides else (),
    )
    return {"sentence": sentence, "anyway": starts_at.isoformat()} if sentence else {}


def _move(meeting: Meeting, form: MoveForm, request: SignedInRequest) -> None:
    """Move one meeting, or it and all later ones, and say so."""
    facts = form.facts
    if not form.moves_rest:
        move_meeting(meeting, by=request.user, **facts)
        messages.success(request, _("It is changed, and everybody’s calendar follows."))
        return
    facts.pop("agenda")
    number = move_rest(meeting, by=request.user, **facts)
    words = ngettext("%(n)d meeting is moved.", "%(n)d meetings are moved.", number)
    messages.success(request, words % {"n": number})


def _cancel(meeting: Meeting, request: SignedInRequest) -> None:
    """Cancel one meeting, or it and all later ones, and say so."""
    if request.POST.get("which") != "rest":
        cancel_meeting(meeting, by=request.user)
        messages.success(request, _("It is cancelled, and everybody is told by e-mail."))
        return
    meeting.sequence = _seen_sequence(request, meeting)
    number = cancel_rest(meeting, by=request.user)
    words = ngettext("%(n)d meeting is cancelled.", "%(n)d meetings are cancelled.", number)
    messages.success(request, words % {"n": number})


def _seen_sequence(request: SignedInRequest, meeting: Meeting) -> int:
    """Return which edition of a meeting the page showed, else the one that counts now."""
    seen = request.POST.get("sequence", "")
    return int(seen) if seen.isdecimal() and len(seen) < LONGEST_NUMBER else meeting.sequence


def _page(
    request: SignedInRequest,
    match: Match,
    form: MeetingForm,
    minutes: int,
    *,
    meeting: Meeting | None = None,
) -> dict[str, Any]:
    """Return what the page with suggestions and the form shows."""
    return {
        "match": match,
        "meeting": meeting,
        "form": form,
        "minutes": minutes,
        "lengths": LENGTHS,
        "suggestions": suggestions_for(match, request.user, minutes=minutes, meeting=meeting),
        "others": short_names(match.others_than(request.user)),
        "zone": zone_name(request.user.time_zone),
    }
