"""What opening a wave will do: who gets which mail and when, before anything is sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.burden.minutes import minutes_of
from evaluation.callees import BY_LINK, callees_of
from evaluation.emails.waves import WAVE_INVITATION, facts_for
from evaluation.models import Call, Wave
from evaluation.waves.calendar import nudges_between
from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Participant, Pause


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a wave asks if it opens now, whom it cannot, and the mail they get.

    `answers` is more than the number of people where somebody is asked about several.
    """

    people: PersonQuerySet
    count: int
    answers: int
    away: int
    without_address: int
    reminders: tuple[datetime, ...]
    letter: Rendered


def preview_of(wave: Wave, reader: Person, now: datetime) -> Preview:
    """Return what opening a wave now would do; it changes nothing."""
    today = timezone.localdate(now, wave.zone)
    asked = list(callees_of(wave, on=today))
    people = {person for person, _place, _about in asked}
    away, without_address = _left_out(wave, now)
    opens = min(wave.opens_at, now)
    about = next((pk for _person, _place, pk in asked if pk), None)
    return Preview(
        people=Person.objects.get_queryset().filter(pk__in=people).order_by("name", "pk"),
        count=len(people),
        answers=len(asked),
        away=away,
        without_address=without_address,
        reminders=tuple(nudge.due_at for nudge in nudges_between(opens, wave.closes_at)),
        letter=_letter(wave, reader, about),
    )


def _left_out(wave: Wave, now: datetime) -> tuple[int, int]:
    """Return how many of the audience are away, and how many have no address; one query."""
    if wave.instrument.audience in BY_LINK:
        return 0, 0
    places = Participant.objects.taking_part().filter(
        cohort_id=wave.cohort_id, role=wave.instrument.audience, person__is_active=True
    )
    if wave.states:
        places = places.in_states(wave.states)
    away = Q(pauses__in=Pause.objects.on(timezone.localdate(now, wave.zone)))
    counts = places.aggregate(
        away=Count("pk", filter=away, distinct=True),
        without=Count("pk", filter=Q(person__email__isnull=True), distinct=True),
    )
    return counts["away"], counts["without"]


def _letter(wave: Wave, reader: Person, about: UUID | None) -> Rendered:
    """Return the invitation as the reader would read it, without the link of anybody."""
    call = Call(wave=wave, person=reader, called_on=timezone.localdate())
    if about:
        call.about = Participant.objects.select_related("person").get(pk=about)
    facts = facts_for([call], minutes=minutes_of(wave.instrument)[0]) | {
        "action_url": _("(each person’s own link stands here)")
    }
    organisation = wave.cohort.programme.organisation
    return render(WAVE_INVITATION, recipient=reader, organisation=organisation, context=facts)
