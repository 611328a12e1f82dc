"""What the portal's page of one match shows: whom one meets, or, later, how the pair stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from matching.agreeing.sharing import topics_shared
from matching.booking.part import planned_meetings
from matching.diary import length_and_place, meets_when
from matching.enums import ENDED_STATES
from matching.models import Match, Meeting
from matching.pair_page import PairPart, parts_and_rows, parts_of
from matching.queries import Face, faces_of
from matching.wording import in_words, opening_of, zone_name
from mentorship.accounts.models import Person

MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class ShownFace:
    """Somebody in a match, with what the reader shares with them."""

    face: Face
    shared: tuple[str, ...]

    @property
    def shared_sentence(self) -> str:
        """Return “Both of you: leading people and giving feedback”; empty where nothing is."""
        if not self.shared:
            return ""
        return _("Both of you: %(topics)s") % {"topics": in_words(self.shared)}

    @property
    def other_interests(self) -> list[str]:
        """Return what else they are interested in."""
        known = {word.casefold() for word in self.shared}
        return [word for word in self.face.interests if word.casefold() not in known]


@dataclass(frozen=True, slots=True)
class NextThing:
    """What comes next for a pair: a sentence, a little more, and the page's one button."""

    title: str
    text: str
    action: str
    url: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """The page of a match that all said yes to."""

    title: str
    lead: str
    next_thing: NextThing | None
    parts: tuple[PairPart, ...]
    stays: str


def shown_faces(match: Match, viewer: Person) -> list[ShownFace]:
    """Return the others with what the viewer shares with each; five queries at most."""
    faces = faces_of(match, viewer=viewer)
    shared = topics_shared(match, viewer, faces)
    return [ShownFace(face, tuple(shared[face.person.pk])) for face in faces]


def pair_page_of(match: Match, viewer: Person) -> PairPage:
    """Return how a pair stands, what is next first; the match comes with people and programme."""
    parts, (planned,) = parts_and_rows(match, viewer, planned_meetings)
    upcoming = (meeting for meeting in planned if not meeting.is_over)
    meeting = next(upcoming, None) if match.is_under_way else None
    title, lead = opening_of(match, viewer=viewer)
    if meeting is not None:
        meeting.match = match
        title, lead = meets_when(viewer, meeting), _when(meeting, viewer)
    next_thing = _next(match, parts, meeting)
    return PairPage(title, lead, next_thing, tuple(parts), _what_stays(match))


def messages_part(match: Match, viewer: Person) -> PairPart | None:
    """Return the part that leads to the messages of a match, once they are open."""
    return next((part for part in parts_of(match, viewer) if part.key == MESSAGES), None)


def _next(match: Match, parts: Sequence[PairPart], meeting: Meeting | None) -> NextThing | None:
    """Return what comes next: what waits for the reader, else a date; the meeting itself else.

    Nothing while the match pauses, and after its end.
    """
    waiting = next((part for part in parts if part.wants_you), None)
    if waiting is not None:
        return NextThing(waiting.text, "", waiting.action or waiting.title, waiting.url)
    if match.is_under_way and meeting is None:
        return NextThing(
            _("No meeting is planned yet"),
            _("The best next step is a date. It takes a minute."),
            _("Plan a meeting"),
            reverse("matching:meeting-plan", args=(match.pk,)),
        )
    if meeting is not None:
        url = reverse("matching:meetings")
        return NextThing(_("Nothing waits for you until then"), "", _("See or change it"), url)
    return None


def _when(meeting: Meeting, viewer: Person) -> str:
    """Return “Tuesday 3 March, 14:00, Lisbon time; 45 minutes, by video”."""
    local = meeting.starts_at.astimezone(viewer.time_zone)
    return _("%(day)s, %(time)s, %(zone)s time. %(how)s.") % {
        "day": date_format(local, "l j F"),
        "time": time_format(local, "H:i"),
        "zone": zone_name(viewer.time_zone),
        "how": length_and_place(meeting),
    }


def _what_stays(match: Match) -> str:
    """Say in one line what is still here after the end, and for whom."""
    if match.state in ENDED_STATES:
        return _(
            "Coordinators see dates, never words. What you wrote here stays with the people of this"
            " match, and you can write to each other for 30 days after the end."
        )
    return _(
        "Coordinators see dates, never words. After the end you can still read what is here, and"
        " write to each other for 30 days."
    )
