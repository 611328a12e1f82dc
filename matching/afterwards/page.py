"""What the pages after a meeting show to one of its people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.afterwards.enums import Mood, NoteReader
from matching.enums import MeetingState
from matching.models import Meeting, MeetingNote
from matching.models.meeting import MeetingQuerySet
from matching.wording import day_past, short_names
from mentorship.accounts.models import Person


@dataclass(frozen=True, slots=True)
class AfterMeeting:
    """One meeting that is over, or not yet, as one of its people reads it."""

    meeting: Meeting
    names: str
    when: str
    has_begun: bool
    # Who said what of it; empty while nobody did.
    said: str
    own_mood: int | None
    own_note: str
    shared_note: str
    notes_of_others: tuple[MeetingNote, ...]

    @property
    def is_held(self) -> bool:
        """Tell whether somebody said that it happened."""
        return self.meeting.state == MeetingState.HELD

    @property
    def is_logged(self) -> bool:
        """Tell whether somebody said whether it happened."""
        return self.meeting.state in {MeetingState.HELD, MeetingState.NOT_HELD}

    @property
    def moods(self) -> list[tuple[int, str]]:
        """Return the five faces with their words."""
        return [(mood.value, str(mood.label)) for mood in Mood]


def after_meeting(meeting: Meeting, viewer: Person) -> AfterMeeting:
    """Return what one of its people sees of a meeting; two queries, its match is fetched."""
    notes = list(
        MeetingNote.objects.visible_to(viewer).filter(meeting=meeting).select_related("by")
    )
    return _as_read(meeting, viewer, notes=notes, mood=own_mood(meeting, viewer))


def own_mood(meeting: Meeting, viewer: Person) -> int | None:
    """Return the face that somebody chose for a meeting, if they did; one query."""
    return meeting.moods.filter(person=viewer).values_list("mood", flat=True).first()


def with_notes(meetings: MeetingQuerySet, viewer: Person) -> MeetingQuerySet:
    """Fetch the notes on each meeting that somebody may read."""
    readable = MeetingNote.objects.visible_to(viewer).select_related("by").order_by("written_at")
    return meetings.prefetch_related(Prefetch("notes", queryset=readable, to_attr="readable_notes"))


def noted_meetings(meetings: Iterable[Meeting], viewer: Person) -> list[AfterMeeting]:
    """Return meetings fetched by `with_notes`, with their matches, as somebody reads them."""
    return [
        _as_read(meeting, viewer, notes=meeting.readable_notes, mood=None)  # type: ignore[attr-defined]  # added by with_notes
        for meeting in meetings
    ]


def question_of(meeting: Meeting, viewer: Person) -> str:
    """Return the question after a meeting: "Did you meet Amara on Tuesday?"."""
    names = short_names(meeting.match.others_than(viewer))
    day = day_past(meeting.starts_at, zone=viewer.time_zone)
    return _("Did you meet %(names)s %(day)s?") % {"names": names, "day": day}


def who_said_what(meeting: Meeting, viewer: Person) -> str:
    """Return who said whether a meeting happened: "Amara said that it happened"."""
    is_held = meeting.state == MeetingState.HELD
    if meeting.state not in {MeetingState.HELD, MeetingState.NOT_HELD}:
        return ""
    if meeting.logged_by is None:
        return _("It happened.") if is_held else _("It did not happen.")
    if meeting.logged_by == viewer:
        return _("You said that it happened.") if is_held else _("You said that it did not happen.")
    said = (
        _("%(name)s said that it happened.")
        if is_held
        else _("%(name)s said that it did not happen.")
    )
    return said % {"name": meeting.logged_by.short_name}


def door_to(name: str, *about: object) -> str:
    """Return the address of a page that another part has; empty where there is none."""
    try:
        return reverse(name, args=about)
    except NoReverseMatch:
        return ""


def _as_read(
    meeting: Meeting, viewer: Person, *, notes: Sequence[MeetingNote], mood: int | None
) -> AfterMeeting:
    """Return a meeting with its notes, sorted by whose they are."""
    own = {note.reader: note.words for note in notes if note.by_id == viewer.pk}
    local = timezone.localtime(meeting.starts_at, viewer.time_zone)
    return AfterMeeting(
        meeting=meeting,
        names=short_names(meeting.match.others_than(viewer)),
        when=date_format(local, "l j F Y, H:i"),
        has_begun=meeting.starts_at <= timezone.now(),
        said=who_said_what(meeting, viewer),
        own_mood=mood,
        own_note=own.get(NoteReader.SELF, ""),
        shared_note=own.get(NoteReader.BOTH, ""),
        notes_of_others=tuple(note for note in notes if note.by_id != viewer.pk),
    )
