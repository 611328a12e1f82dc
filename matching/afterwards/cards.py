"""What stands on Home after a meeting: how it was, and whether the two fit."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.afterwards.queries import FIT_STATES, latest_checks, with_people
from matching.models import FitCheck, Match, Meeting, MeetingMood
from matching.wording import day_past, short_names
from mentorship.accounts.models import Person
from programmes.cards import Card

FIT, MOOD = 26, 38
# For so long somebody remembers how a meeting was.
FRESH = timedelta(days=7)


def cards_after_meetings(person: Person) -> Iterator[Card]:
    """Yield a card for each open question about a fit, and one about the last meeting."""
    people = Match.objects.with_people()
    asked = latest_checks().filter(
        answer="", member__participant__person=person, member__match__state__in=FIT_STATES
    )
    for check in asked.prefetch_related(Prefetch("member__match", queryset=people)):
        yield _fit(check, person)
    own = MeetingMood.objects.filter(meeting=OuterRef("pk"), person=person)
    recent = (
        Meeting.objects.involving(person)
        .held()
        .filter(~Exists(own), starts_at__gt=timezone.now() - FRESH, match__state__in=FIT_STATES)
    )
    for meeting in with_people(recent).order_by("-starts_at")[:1]:
        yield _mood(meeting, person)


def _fit(check: FitCheck, person: Person) -> Card:
    """Ask whether the two fit."""
    match = check.member.match
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
