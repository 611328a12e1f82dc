"""What the page of one's match says of its end, of being away, and of meeting somebody else."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.ending.nearing import end_of, nearing_end
from matching.enums import ENDED_STATES, MATCH_TRANSITIONS, MatchState
from matching.models import ClosingWord, Match, RematchWish
from matching.pair_page import PairPart
from matching.resting import rests_of
from mentorship.accounts.models import Person

CLOSING, REST, REMATCH = 60, 70, 80


def closing_part(match: Match, viewer: Person) -> Iterator[PairPart]:
    """Yield how the end of a match stands, once it is near; two queries at most."""
    url = reverse("matching:my-closing", args=(match.pk,))
    title = _("A good ending")
    if match.state in ENDED_STATES:
        text = _("What you said, your certificate, and what stays visible to whom.")
        yield PairPart("closing", title, text, url, CLOSING, "flag")
        return
    near = nearing_end(Match.objects.filter(pk=match.pk), timezone.localdate()).first()
    if near is None:
        return
    own = ClosingWord.objects.filter(
        member__match=match, member__participant__person=viewer, finished_at__isnull=False
    )
    if own.exists():
        text = _("You have looked back. The match closes when everybody has.")
        yield PairPart("closing", title, text, url, CLOSING, "flag")
        return
    text = _("Your match runs until %(day)s. Look back together, and say thank you.") % {
        "day": date_format(end_of(near), "j F")
    }
    action = _("Look back")
    yield PairPart("closing", title, text, url, CLOSING, "flag", wants_you=True, action=action)


def rest_part(match: Match, viewer: Person) -> Iterator[PairPart]:
    """Yield whether somebody is away; two queries."""
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        return
    text = _("Going on leave, or ill? Say so, and nobody is reminded of anything.")
    today = timezone.localdate()
    ahead = [rest for rest in rests_of([match.pk])[match.pk] if rest[1] is None or rest[1] >= today]
    if ahead:
        text = in_days(*min(ahead, key=lambda rest: rest[0]))
    url = reverse("matching:my-rest", args=(match.pk,))
    yield PairPart("rest", _("Being away"), text, url, REST, "pause")


def rematch_part(match: Match, viewer: Person) -> Iterator[PairPart]:
    """Yield the way to somebody else; one query."""
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        return
    waiting = RematchWish.objects.waiting().filter(
        member__match=match, member__participant__person=viewer
    )
    text = _("It happens, and needs no reason. Only the coordinators learn of it.")
    if waiting.exists():
        text = _("You have asked for somebody else. Your coordinator gets in touch.")
    url = reverse("matching:my-rematch", args=(match.pk,))
    yield PairPart("rematch", _("Somebody else"), text, url, REMATCH, "arrow-path")


def in_days(starts_on: date, ends_on: date | None) -> str:
    """Return from when until when a match rests: "Resting from 3 March to 9 March"."""
    words = {"first": date_format(starts_on, "j F")}
    if ends_on is None:
        return _("Resting from %(first)s, for the time being.") % words
    words["last"] = date_format(ends_on, "j F")
    return _("Resting from %(first)s to %(last)s.") % words
