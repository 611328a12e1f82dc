"""A person's meetings in words, for the portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.booking.finding import times_elsewhere
from matching.enums import ENDED_STATES, MatchState, MeetingState
from matching.models import Match, Meeting
from matching.models.match import MatchQuerySet
from matching.models.meeting import MeetingQuerySet
from matching.wording import day_in_words, short_names, you_with, zone_name
from mentorship.accounts.models import Person
from mentorship.common.addresses import is_link

PAST_SHOWN = 20
# So many of those to come are shown at once; the others wait behind a word.
NEXT_SHOWN = 3
AGREED_STATES = (MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED, *ENDED_STATES)
# Ways to the pages of matches that have ended: the latest are enough.
ENDED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting as one of its people reads it."""

    meeting: Meeting
    names: str
    when: str
    how: str
    elsewhere: str
    local: datetime

    @property
    def is_link(self) -> bool:
        """Tell whether there is an address that a browser can open."""
        return bool(self.link)

    @property
    def link(self) -> str:
        """Return the video link, which earlier meetings have as their place."""
        meeting = self.meeting
        return next(filter(is_link, (meeting.video_link, meeting.place)), "")

    @property
    def can_be_moved(self) -> bool:
        """Tell whether the match still plans meetings."""
        return self.meeting.match.is_under_way


@dataclass(frozen=True, slots=True)
class Diary:
    """A person's meetings: those to say a word about, those to come, and those that were.

    `matches` are those that all said yes to, the ended ones last, as "You and Amara".
    """

    sentence: str
    to_log: tuple[Entry, ...]
    upcoming: tuple[Entry, ...]
    later: tuple[Entry, ...]
    past: tuple[Entry, ...]
    page: "Page[Meeting]"
    under_way: tuple[tuple[Match, str], ...]
    matches: tuple[tuple[Match, str], ...]


def diary_of(
    person: Person, *, meetings: MeetingQuerySet, matches: MatchQuerySet, page: str | None = None
) -> Diary:
    """Return the person's meetings, out of those they may see; a fixed number of queries.

    `page` is the page of those that were.
    """
    with_match = meetings.prefetch_related(Prefetch("match", queryset=Match.objects.with_people()))
    upcoming = entries_of(person, with_match.upcoming())
    over = with_match.filter(state__in=[MeetingState.HELD, MeetingState.NOT_HELD])
    past = Paginator(over.order_by("-starts_at", "pk"), PAST_SHOWN).get_page(page)
    agreed = matches.filter(state__in=AGREED_STATES).order_by("-ended_on", "proposed_at", "pk")
    own = list(agreed.with_people())
    ended = [match for match in own if match.state in ENDED_STATES]
    shown = [match for match in own if match.state not in ENDED_STATES] + ended[:ENDED_SHOWN]
    under_way = [match for match in own if match.is_under_way]
    to_log = entries_of(person, with_match.to_log().order_by("-starts_at"))
    sentence = upcoming[0].when if upcoming else _("No meeting is planned yet")
    if to_log and not upcoming:
        sentence = _("Did you meet?")
    elif own and not under_way and not upcoming:
        sentence = _("No meeting is planned")
    return Diary(
        sentence=sentence,
        to_log=to_log,
        upcoming=upcoming[:NEXT_SHOWN],
        later=upcoming[NEXT_SHOWN:],
        past=entries_of(person, past),
        page=past,
        under_way=tuple((match, short_names(match.others_than(person))) for match in under_way),
        matches=tuple((match, you_with(match, person)) for match in shown),
    )


def entries_of(person: Person, meetings: Iterable[Meeting]) -> tuple[Entry, ...]:
    """Return meetings, whose matches and people are fetched, as the person reads them."""
    return tuple(_entry(person, meeting) for meeting in meetings)


def length_and_place(meeting: Meeting) -> str:
    """Return how long and where: "45 minutes, by video"."""
    minutes = ngettext("%(n)d minute", "%(n)d minutes", meeting.minutes) % {"n": meeting.minutes}
    where = meeting.place
    if is_link(where) or (meeting.video_link and not where):
        where = _("by video")
    if not where:
        return minutes
    return f"{minutes}, {where}"


def meets_when(person: Person, meeting: Meeting) -> str:
    """Return the fact of a meeting to come: "You meet Amara on Tuesday"."""
    others = short_names(meeting.match.others_than(person))
    day = day_in_words(meeting.starts_at, zone=person.time_zone)
    return _("You meet %(names)s %(day)s") % {"names": others, "day": day}


def _entry(person: Person, meeting: Meeting) -> Entry:
    """Return one meeting in words, in the person's own time."""
    return Entry(
        meeting=meeting,
        names=short_names(meeting.match.others_than(person)),
        when=meets_when(person, meeting),
        how=_("%(how)s. Your time, %(zone)s.")
        % {"how": length_and_place(meeting), "zone": zone_name(person.time_zone)},
        elsewhere=times_elsewhere(meeting.starts_at, person, meeting.match),
        local=timezone.localtime(meeting.starts_at, person.time_zone),
    )
