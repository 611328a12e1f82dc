"""What somebody sees on the signed link of the mail after a meeting: they act on POST alone."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from matching.actions.afterwards import NotHeldError, say_mood
from matching.actions.meetings import NotYetHeldError, log_meeting
from matching.afterwards.enums import Mood
from matching.afterwards.links import BrokenLinkError, WordLink
from matching.afterwards.page import after_meeting, question_of
from matching.afterwards.queries import meeting_of
from matching.models import Meeting
from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.shown import show_as
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError

WHY = "two taps from a mail; the signed link names one meeting and one person, and expires"
WORDS = {"yes": True, "no": False}
FACES = {str(mood.value) for mood in Mood}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY)
def meeting_word_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether a meeting happened, then how it was; each is said once."""
    try:
        link = WordLink.from_token(token)
        meeting, reader = meeting_of(link)
    except BrokenLinkError:
        return _closed(request, "broken", HTTPStatus.NOT_FOUND)
    show_as(request, meeting.match.cohort.programme.organisation)
    with translation.override(reader.language), timezone.override(reader.time_zone):
        if link.is_over:
            return _closed(request, "expired", HTTPStatus.GONE)
        if request.method == "POST":
            _act(request, meeting, reader)
            return redirect(request.path)
        return _page(request, meeting, reader)


def _act(request: HttpRequest, meeting: Meeting, reader: Person) -> None:
    """Keep what was tapped; what was said before stays, and the page tells it."""
    said, face = request.POST.get("happened"), request.POST.get("mood")
    try:
        if said in WORDS:
            log_meeting(meeting, by=reader, is_held=WORDS[said])
        elif face in FACES:
            say_mood(meeting, by=reader, mood=int(face), keeps_first=True)
    except (IllegalTransitionError, NotHeldError, NotYetHeldError):
        return


def _page(request: HttpRequest, meeting: Meeting, reader: Person) -> HttpResponse:
    """Show what comes next: the question, the faces, or thanks. The face itself is not shown."""
    after = after_meeting(meeting, reader)
    context = {
        "after": after,
        "title": after.said or question_of(meeting, reader),
        "did_not_first": request.GET.get("it") == "did-not",
        "is_mood_said": after.own_mood is not None,
        "programme": meeting.match.cohort.programme,
    }
    return render(request, "matching/meeting_word_by_link.html", context)


def _closed(request: HttpRequest, state: str, status: HTTPStatus) -> HttpResponse:
    """Say why the link opens nothing."""
    titles = {
        "broken": _("This link does not open anything"),
        "expired": _("This link has run out"),
    }
    context = {"state": state, "title": titles[state]}
    return render(request, "matching/meeting_word_closed.html", context, status=status)
