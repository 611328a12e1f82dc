"""What happened with the meetings of a relationship, for its course: when, never what about."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.enums import MeetingState
from matching.models import Match, MeetingSeries
from matching.timeline import CourseFact
from mentorship.audit.models import Event
from mentorship.common.together import Reads, Telling

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What was done, as the record has it; by its kind the words, an icon and a tone.
DONE: "dict[str, tuple[_StrPromise, str]]" = {
    "meeting.planned": (gettext_lazy("A meeting was planned"), "calendar"),
    "meeting.moved": (gettext_lazy("A meeting was moved"), "calendar"),
    "meeting.cancelled": (gettext_lazy("A meeting was cancelled"), "x-mark"),
    "meeting_series.planned": (gettext_lazy("Meetings that come round were planned"), "calendar"),
    "meeting_series.moved": (gettext_lazy("The rest of a series was moved"), "calendar"),
    "meeting_series.cancelled": (gettext_lazy("The rest of a series was cancelled"), "x-mark"),
}


def meetings_course(match: Match) -> Telling[CourseFact]:
    """Yield what was planned, moved or cancelled, and what took place or not."""
    meetings = match.meetings.values_list("pk", "starts_at", "state")
    series = MeetingSeries.objects.filter(match=match).values_list("pk", flat=True)
    yield Reads(meetings, series)
    events = Event.objects.filter(
        kind__in=list(DONE),
        about_kind__in=["matching.meeting", "matching.meetingseries"],
        about_id__in=[*(str(pk) for pk, _at, _state in meetings), *map(str, series)],
    )
    yield Reads(events)
    for event in events:
        title, icon = DONE[event.kind]
        if "meetings" in event.changes:
            number = event.changes["meetings"]
            text = ngettext("%(n)d meeting", "%(n)d meetings", number) % {"n": number}
        else:
            text = _when(parse_datetime(str(event.changes.get("starts_at", ""))))
        yield CourseFact(at=event.at, title=str(title), text=text, icon=icon)
    for _pk, starts_at, state in meetings:
        if state == MeetingState.HELD:
            yield CourseFact(starts_at, _("They met"), icon="check", tone="good")
        elif state == MeetingState.NOT_HELD:
            yield CourseFact(starts_at, _("A planned meeting did not take place"), tone="off")


def _when(starts_at: datetime | None) -> str:
    """Return for when: "For Tuesday 3 March, 14:30"; empty where it is not known."""
    if starts_at is None:
        return ""
    local = timezone.localtime(starts_at)
    return _("For %(when)s") % {"when": date_format(local, "l j F, H:i")}
