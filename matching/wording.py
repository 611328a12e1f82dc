"""How this app says names, times and silence."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import ENDED_STATES, MatchSide, MatchState
from matching.models import Match
from mentorship.accounts.models import Person
from programmes.models import Participant

TODAY, TOMORROW, DAYS_KNOWN_BY_NAME = 0, 1, 7
YESTERDAY = 1


def in_words(names: Iterable[str]) -> str:
    """Return names in one phrase: "Amara Okafor and Ben Li"."""
    return get_text_list([str(name) for name in names], _("and"))


def full_names(people: Iterable[Person]) -> str:
    """Return whole names in one phrase."""
    return in_words(person.name for person in people)


def short_names(people: Iterable[Person]) -> str:
    """Return what friends would say: "Amara and Ben"."""
    return in_words(person.short_name for person in people)


def you_and(names: Iterable[str]) -> str:
    """Return the reader and others at the beginning of a sentence: "You, Amara and Ben"."""
    return in_words([_("You"), *names])


def you_with(match: Match, viewer: Person) -> str:
    """Return everybody in a match as one of them begins a sentence: "You and Amara"."""
    return you_and(person.short_name for person in match.others_than(viewer))


def names_of(match: Match) -> str:
    """Return the names of a match as its title: "Amara Okafor · Jonas Weber"."""
    mentees = [] if match.is_of_peers else match.mentees
    sides = (full_names(match.mentors), full_names(mentees))
    return "\u00a0· ".join(side for side in sides if side)


def could_be(names: Sequence[str], side: str) -> str:
    """Return the fact of a proposal to the other side: "Amara Okafor could be your mentor"."""
    if side == MatchSide.PEER:
        sentence = ngettext(
            "%(names)s could be your peer partner",
            "%(names)s could be your peer partners",
            len(names),
        )
    elif side == MatchSide.MENTOR:
        sentence = ngettext(
            "%(names)s could be your mentor", "%(names)s could be your mentors", len(names)
        )
    else:
        sentence = ngettext(
            "%(names)s could be your mentee", "%(names)s could be your mentees", len(names)
        )
    return sentence % {"names": in_words(names)}


def invitations_to(
    mentors: Sequence[Participant], mentees: Sequence[Participant]
) -> list[tuple[str, str]]:
    """Return who would be asked, and the subject of the mail that asks them."""
    sides = ((mentors, mentees, MatchSide.MENTEE), (mentees, mentors, MatchSide.MENTOR))
    return [
        (place.person.name, could_be([other.person.name for other in others], role))
        for places, others, role in sides
        for place in places
    ]


def invitations_among(peers: Sequence[Participant]) -> list[tuple[str, str]]:
    """Return which peers would be asked, and the subject of the mail that asks them."""
    return [
        (
            place.person.name,
            could_be([other.person.name for other in peers if other != place], MatchSide.PEER),
        )
        for place in peers
    ]


def opening_of(match: Match, *, viewer: Person) -> tuple[str, str]:
    """Return the sentence that opens the page of one's match, and a little more."""
    you = {"you": you_with(match, viewer)}
    if match.state in {MatchState.DECLINED, MatchState.EXPIRED} or match.is_too_late_to_answer:
        return (
            _("This match is no longer open"),
            _("You need do nothing. Your coordinator looks for what suits you."),
        )
    if match.state == MatchState.PROPOSED:
        facing, side = match.facing(viewer)
        return could_be([other.name for other in facing], side), ""
    if match.state == MatchState.PAUSED:
        return (
            _("%(you)s are pausing") % you,
            _("Nobody reminds you of anything until it goes on."),
        )
    if match.state in ENDED_STATES:
        return (
            _("%(you)s were matched") % you,
            _("It has ended. What you learned together stays."),
        )
    return _("%(you)s are matched") % you, ""


def zone_name(zone: tzinfo) -> str:
    """Return a time zone as people know it, by its city: "Lisbon"."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def day_in_words(at: datetime, *, zone: tzinfo) -> str:
    """Return how somebody in the zone would name the day: "today", "Tuesday", "Tuesday 3 March"."""
    day = timezone.localdate(at, zone)
    ahead = (day - timezone.localdate(timezone=zone)).days
    if ahead == TODAY:
        return _("today")
    if ahead == TOMORROW:
        return _("tomorrow")
    if TOMORROW < ahead < DAYS_KNOWN_BY_NAME:
        return _("on %(day)s") % {"day": date_format(day, "l")}
    return _("on %(day)s") % {"day": date_format(day, "l j F")}


def day_past(at: datetime, *, zone: tzinfo) -> str:
    """Return how somebody would name a day that is over: "yesterday", "on Tuesday"."""
    day = timezone.localdate(at, zone)
    ago = (timezone.localdate(timezone=zone) - day).days
    if ago == YESTERDAY:
        return _("yesterday")
    if YESTERDAY < ago < DAYS_KNOWN_BY_NAME:
        return _("on %(day)s") % {"day": date_format(day, "l")}
    return day_in_words(at, zone=zone)


def last_met(day: date | None) -> str:
    """Return when a pair met last: "Last met 3 February"; the year where it is not this one."""
    if day is None:
        return _("Has not met yet")
    form = "j F" if day.year == timezone.localdate().year else "j F Y"
    return _("Last met %(day)s") % {"day": date_format(day, form)}
