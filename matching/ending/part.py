"""What the page of one's match says of its end, of being away, and of meeting somebody else."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.ending.nearing import End, ends_about, ends_near
from matching.enums import ENDED_STATES, MATCH_TRANSITIONS, MatchState
from matching.models import ClosingWord, Match, MatchRest, RematchWish
from matching.pair_page import PairPart
from matching.resting import Stretch
from mentorship.accounts.models import Person
from programmes.models import Pause

CLOSING, REST, REMATCH = 60, 70, 80


def end_of_match(match: Match, _viewer: Person) -> QuerySet[Match, End]:
    """Return the end of a match, once it is near."""
    return ends_about(Match.objects.filter(pk=match.pk))


def looked_back(match: Match, viewer: Person) -> QuerySet[ClosingWord, UUID]:
    """Return whether somebody has looked back on a match."""
    own = ClosingWord.objects.filter(
        member__match=match, member__participant__person=viewer, finished_at__isnull=False
    )
    return own.values_list("pk", flat=True)


def rests_in(match: Match, _viewer: Person) -> QuerySet[MatchRest, Stretch]:
    """Return when a match rested, or will."""
    return MatchRest.objects.filter(match=match).values_list("starts_on", "ends_on")


def absences_in(match: Match, _viewer: Person) -> QuerySet[Pause, Stretch]:
    """Return when somebody in a match was away, or will be."""
    away = Pause.objects.filter(participant__match_places__match=match)
    return away.values_list("starts_on", "ends_on")


def rematch_wishes(match: Match, viewer: Person) -> QuerySet[RematchWish, UUID]:
    """Return whether somebody has asked to meet somebody else."""
    waiting = RematchWish.objects.waiting().filter(
        member__match=match, member__participant__person=viewer
    )
    return waiting.values_list("pk", flat=True)


def closing_part(
    match: Match, _viewer: Person, ends: Sequence[End], closed: Sequence[UUID]
) -> Iterator[PairPart]:
    """Yield how the end of a match stands, once it is near."""
    url = reverse("matching:my-closing", args=(match.pk,))
    title = _("A good ending")
    if match.state in ENDED_STATES:
        text = _("What you said, your certificate, and what stays visible to whom.")
        yield PairPart("closing", title, text, url, CLOSING, "flag")
        return
    near = ends_near(ends, timezone.localdate())
    if match.pk not in near:
        return
    if closed:
        text = _("You have looked back. The match closes when everybody has.")
        yield PairPart("closing", title, text, url, CLOSING, "flag")
        return
    text = _("Your match runs until %(day)s. Look back together, and say thank you.") % {
        "day": date_format(near[match.pk], "j F")
    }
    action = _("Look back")
    yield PairPart("closing", title, text, url, CLOSING, "flag", wants_you=True, action=action)


def rest_part(
    match: Match, _viewer: Person, rests: Sequence[Stretch], absences: Sequence[Stretch]
) -> Iterator[PairPart]:
    """Yield whether somebody is away."""
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        return
    text = _("Going on leave, or ill? Say so, and nobody is reminded of anything.")
    today = timezone.localdate()
    ahead = [rest for rest in (*rests, *absences) if rest[1] is None or rest[1] >= today]
    if ahead:
        text = in_days(*min(ahead, key=lambda rest: rest[0]))
    url = reverse("matching:my-rest", args=(match.pk,))
    yield PairPart("rest", _("Being away"), text, url, REST, "pause")


def rematch_part(match: Match, _viewer: Person, wishes: Sequence[UUID]) -> Iterator[PairPart]:
    """Yield the way to somebody else."""
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        return
    text = _("It happens, and needs no reason. Only the coordinators learn of it.")
    if wishes:
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
