"""What stands on Home after a meeting: how it was, and whether the two fit."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.afterwards.queries import FIT_STATES, latest_checks
from matching.models import FitCheck, Match, Meeting, MeetingMood
from matching.models.meeting import MeetingQuerySet
from matching.wording import day_past, short_names
from mentorship.accounts.models import Person
from mentorship.common.statements import NOW
from programmes.cards import Card

FIT, MOOD = 26, 38
# For so long somebody remembers how a meeting was.
FRESH = timedelta(days=7)


def open_fit_checks(person: Person) -> QuerySet[FitCheck]:
    """Return the questions about a fit that somebody has not answered."""
    asked = latest_checks().filter(
        answer="", member__participant__person=person, member__match__state__in=FIT_STATES
    )
    return asked.select_related("member")


def meeting_without_mood(person: Person) -> MeetingQuerySet:
    """Return somebody's last meeting of some days of which they have not said how it was."""
    own = MeetingMood.objects.filter(meeting=OuterRef("pk"), person=person)
    recent = (
        Meeting.objects.involving(person)
        .held()
        .filter(~Exists(own), starts_at__gt=NOW - FRESH, match__state__in=FIT_STATES)
    )
    return recent.order_by("-starts_at")[:1]


def cards_of_fit(
    person: Person, asked: Iterable[FitCheck], matches: Iterable[Match]
) -> Iterator[Card]:
    """Yield a card for each open question about a fit."""
    own = {match.pk: match for match in matches}
    for check in asked:
        yield _fit(check, own[check.member.match_id], person)


def cards_of_mood(
    person: Person, unsaid: Iterable[Meeting], matches: Iterable[Match]
) -> Iterator[Card]:
    """Yield a card about the last meeting."""
    own = {match.pk: match for match in matches}
    for meeting in unsaid:
        meeting.match = own[meeting.match_id]
        yield _mood(meeting, person)


def _fit(check: FitCheck, match: Match, person: Person) -> Card:
    """Ask whether the two fit."""
    names = short_names(match.others_than(person))
    question = _("How is it going with %(names)s?") % {"names": names}
    return Card(
        key=f"matching.fit.{check.pk}",
        headline=question,
        title=question,
        text=_("Good, still deciding or not good: one tap. Nobody in your match learns it."),
        action=_("Answer"),
        url=reverse("matching:my-fit", args=(match.pk,)),
        order=FIT,
    )


def _mood(meeting: Meeting, person: Person) -> Card:
    """Ask how the last meeting was, where somebody else said that it happened."""
    names = short_names(meeting.match.others_than(person))
    day = day_past(meeting.starts_at, zone=person.time_zone)
    return Card(
        key=f"matching.mood.{meeting.pk}",
        title=_("How was it with %(names)s %(day)s?") % {"names": names, "day": day},
        text=_("One tap. Nobody sees your face."),
        action=_("Say how it was"),
        url=reverse("matching:meeting-log", args=(meeting.pk,)),
        order=MOOD,
    )
