"""After a meeting, signed in: whether it happened, how it was, notes, and meetings without plan."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.afterwards import (
    BeforeTheMatchError,
    NotHeldError,
    SameTimeError,
    log_past_meeting,
    say_mood,
    write_notes,
)
from matching.actions.meetings import (
    NotUnderWayError,
    NotYetHeldError,
    correct_meeting,
    log_meeting,
)
from matching.afterwards.enums import Mood
from matching.afterwards.forms import NotesForm, PastMeetingForm
from matching.afterwards.page import after_meeting, noted_meetings, question_of, with_notes
from matching.afterwards.queries import FIT_STATES, with_people
from matching.models import Match, Meeting, MeetingNote
from matching.wording import short_names, you_with, zone_name
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError

WORDS = {"yes": True, "no": False}
FACES = {str(mood.value) for mood in Mood}
A_PAGE = 20


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_log(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say whether it happened, then how it was; what was said already is shown."""
    meeting = _own_or_404(request, pk)
    if request.method == "POST" and (answer := _heard(request, meeting)) is not None:
        return answer
    upcoming = meeting.match.meetings.upcoming()
    context = {
        "after": after_meeting(meeting, request.user),
        "question": question_of(meeting, request.user),
        "is_under_way": meeting.match.is_under_way,
        "next_meeting": upcoming.first() if meeting.match.is_under_way else None,
        "is_changing": "change" in request.GET,
    }
    return render(request, "matching/meeting_log.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_note(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Write a note to oneself, and one for everybody in the match."""
    meeting = _own_or_404(request, pk)
    after = after_meeting(meeting, request.user)
    if not after.has_begun:
        messages.info(request, _("It has not begun yet, so there is nothing to note."))
        return redirect("matching:meeting-log", meeting.pk)
    others = meeting.match.others_than(request.user)
    form = NotesForm(
        request.POST if request.method == "POST" else None,
        initial={"own": after.own_note, "shared": after.shared_note},
        others=short_names(others),
        is_pair=len(others) == 1,
    )
    if request.method == "POST" and form.is_valid():
        write_notes(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your notes are kept."))
        return redirect("matching:meeting-log", meeting.pk)
    context = {"after": after, "form": form}
    return render(request, "matching/meeting_note.html", context)


@require_GET
@requires(Permission.USE_PORTAL)
def meeting_notes(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the notes on the meetings of one's match, the latest meeting first."""
    match = _match_or_404(request, pk)
    readable = MeetingNote.objects.visible_to(request.user).filter(meeting__match=match)
    noted = Meeting.objects.visible_to(request.user).filter(pk__in=readable.values("meeting"))
    ordered = with_notes(with_people(noted), request.user).order_by("-starts_at", "pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "match": match,
        "page": page,
        "meetings": noted_meetings(page, request.user),
        "you": you_with(match, request.user),
        "others": short_names(match.others_than(request.user)),
    }
    return render(request, "matching/meeting_notes.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_past(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Enter a meeting that took place without having been planned here."""
    match = _match_or_404(request, pk)
    if match.state not in FIT_STATES:
        messages.info(request, _("No meetings are entered for this match."))
        return redirect("matching:my-match", match.pk)
    form = PastMeetingForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "match": match,
        "form": form,
        "others": short_names(match.others_than(request.user)),
        "zone": zone_name(request.user.time_zone),
    }
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _enter(request, match, form)
        except SameTimeError as error:
            context["known"] = error.meeting
            form.add_error("hour", _("You have a meeting at that time already."))
        else:
            if meeting is not None:
                return redirect("matching:meeting-log", meeting.pk)
    return render(request, "matching/meeting_past.html", context)


def _enter(request: SignedInRequest, match: Match, form: PastMeetingForm) -> Meeting | None:
    """Enter what a valid form says; None where it was refused, and the form says why."""
    told = {name: form.cleaned_data[name] for name in ("starts_at", "minutes", "place")}
    try:
        meeting = log_past_meeting(match, by=request.user, **told)
    except BeforeTheMatchError as error:
        since = date_format(error.since, "j F Y")
        form.add_error("day", _("You were matched on %(day)s, later than that.") % {"day": since})
    except NotYetHeldError:
        form.add_error("day", _("That is not over yet. Enter a meeting that took place."))
    except NotUnderWayError:
        form.add_error(None, _("This match has ended meanwhile, so nothing was entered."))
    else:
        messages.success(request, _("It is noted that you met."))
        return meeting
    return None


def _heard(request: SignedInRequest, meeting: Meeting) -> HttpResponse | None:
    """Keep what was tapped and say where to go next; None where no such button was drawn."""
    said = request.POST
    if said.get("mood") in FACES:
        return _say_mood(request, meeting)
    if said.get("happened") in WORDS:
        _log(request, meeting, is_held=WORDS[said["happened"]])
    elif said.get("correct") in WORDS:
        _correct(request, meeting, is_held=WORDS[said["correct"]])
    else:
        return None
    return redirect("matching:meeting-log", meeting.pk)


def _log(request: SignedInRequest, meeting: Meeting, *, is_held: bool) -> None:
    """Say whether it happened, unless somebody was quicker: then the page tells what they said."""
    try:
        log_meeting(meeting, by=request.user, is_held=is_held)
    except NotYetHeldError:
        messages.info(request, _("It has not begun yet, so there is nothing to say."))
    except IllegalTransitionError:
        messages.info(request, _("Somebody has said so already."))
    else:
        messages.success(request, _("Thank you, it is noted."))


def _correct(request: SignedInRequest, meeting: Meeting, *, is_held: bool) -> None:
    """Say the opposite of what was said."""
    try:
        correct_meeting(meeting, by=request.user, is_held=is_held)
    except IllegalTransitionError:
        messages.info(request, _("It stands so already: see what is noted."))
    else:
        messages.success(request, _("It is corrected."))


def _say_mood(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Keep a face, and go on to the notes the first time."""
    is_new = not meeting.moods.filter(person=request.user).exists()
    try:
        say_mood(meeting, by=request.user, mood=int(request.POST["mood"]))
    except NotHeldError:
        messages.info(request, _("Nobody has said that it happened."))
        return redirect("matching:meeting-log", meeting.pk)
    messages.success(request, _("Thank you, it is noted."))
    return redirect("matching:meeting-note" if is_new else "matching:meeting-log", meeting.pk)


def _own_or_404(request: SignedInRequest, pk: uuid.UUID) -> Meeting:
    """Return a meeting of a match that the person is in."""
    own = Meeting.objects.visible_to(request.user).involving(request.user)
    return get_object_or_404(with_people(own), pk=pk)


def _match_or_404(request: SignedInRequest, pk: uuid.UUID) -> Match:
    """Return a match that the person is in, with its people."""
    own = Match.objects.visible_to(request.user).involving(request.user)
    return get_object_or_404(
        own.select_related("cohort__programme__organisation").with_people(), pk=pk
    )
