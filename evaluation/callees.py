"""Whom a wave asks on a day, and about whom."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from evaluation.enums import Audience, Subject, Trigger
from evaluation.models import Instrument, Wave
from evaluation.waves.pairs import in_matches, matches_at_turn, pairs_facing
from programmes.enums import ParticipantState
from programmes.models import Endorsement, Participant, Pause, Sponsorship
from programmes.models.participant import ParticipantQuerySet
from training.models import Attendance

# The person, the place for which they are asked, and the participant it is about.
Callee = tuple[UUID, UUID | None, UUID | None]
GONE = (ParticipantState.WITHDRAWN, ParticipantState.DECLINED)
BY_LINK = (Audience.SPONSOR, Audience.LINE_MANAGER)


def callees_of(wave: Wave, *, on: date) -> Iterable[Callee]:
    """Return whom the wave asks on a day; the number of queries does not grow with them.

    Whoever is away that day is passed over, and asked once they are back while it is open.
    """
    if wave.instrument.audience == Audience.SPONSOR:
        return _sponsors(wave)
    if wave.instrument.audience == Audience.LINE_MANAGER:
        return _managers(wave)
    places, matches = places_of(wave, on=on), _matches_due(wave, on)
    if wave.instrument.subject == Subject.PARTNER:
        return _partners(wave.instrument, places, matches)
    if matches is not None:
        places = in_matches(places, matches)
    return ((place, pk, None) for place, pk in places.values_list("person_id", "pk"))


def places_of(wave: Wave, *, on: date) -> ParticipantQuerySet:
    """Return the participants the wave may ask: who can be written to and is not away."""
    places = (
        Participant.objects.taking_part()
        .filter(
            cohort_id=wave.cohort_id,
            role=wave.instrument.audience,
            person__is_active=True,
            person__email__isnull=False,
        )
        .exclude(pauses__in=Pause.objects.on(on))
    )
    if wave.states:
        places = places.in_states(wave.states)
    if wave.session_id:
        there = Attendance.objects.filter(session=wave.session_id, is_present=True)
        places = places.filter(Exists(there.filter(person=OuterRef("person"))))
    return places.order_by("pk")


def _matches_due(wave: Wave, on: date) -> list[UUID] | None:
    """Return the matches whose day has come, where the wave asks people on days of their own."""
    plan = wave.plan
    if plan is None or plan.trigger != Trigger.MATCH_DAY or wave.occurrence is None:
        return None
    return matches_at_turn(plan, wave.cohort_id, wave.occurrence, on)


def _partners(
    instrument: Instrument, places: ParticipantQuerySet, matches: list[UUID] | None
) -> Iterable[Callee]:
    """Return the places once for each person they face, as far as those are here."""
    pairs = pairs_facing(instrument, places, matches)
    people = dict(places.values_list("pk", "person_id"))
    about = Participant.objects.filter(pk__in={about for _own, about in pairs})
    here = set(about.exclude(state__in=GONE).values_list("pk", flat=True))
    return [(people[own], own, other) for own, other in sorted(pairs) if other in here]


def _sponsors(wave: Wave) -> Iterable[Callee]:
    """Return the sponsors of the programme who can be written to."""
    sponsors = Sponsorship.objects.reachable().filter(
        programme_id=wave.cohort.programme_id, person__email__isnull=False
    )
    return ((person, None, None) for person in sponsors.values_list("person_id", flat=True))


def _managers(wave: Wave) -> Iterable[Callee]:
    """Return the line managers who stood for a mentee's time, once for each mentee or once."""
    mentees = Participant.objects.mentees().taking_part().filter(cohort_id=wave.cohort_id)
    if wave.states:
        mentees = mentees.in_states(wave.states)
    places = {person: pk for pk, person in mentees.values_list("pk", "person_id")}
    asked = (
        Endorsement.objects.favourable()
        .filter(
            Q(endorser__is_active=True, endorser__email__isnull=False),
            application__cohort_id=wave.cohort_id,
            application__person__in=places,
        )
        .order_by("asked_at")
        .values_list("endorser_id", "application__person_id")
    )
    if wave.instrument.subject == Subject.MENTEE:
        latest = {mentee: endorser for endorser, mentee in asked}
        return [(endorser, None, places[mentee]) for mentee, endorser in latest.items()]
    return [(endorser, None, None) for endorser in {endorser for endorser, _mentee in asked}]
