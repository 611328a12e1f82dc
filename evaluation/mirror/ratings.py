"""A mentor's own scores and those that mentees gave, from closed waves, area by area."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from evaluation.enums import Purpose, WaveState
from evaluation.handing_down.areas import items_by_area, score_of
from evaluation.mirror.rules import Agreed, Rated
from evaluation.models import Answer, Item, MirrorConsent
from evaluation.suppression import SMALLEST_GROUP
from mentorship.accounts.models import Person

Areas = Mapping[str, Sequence[Item]]


@dataclass(frozen=True, slots=True)
class Own:
    """How a mentor rated themselves last: area scores by key, and when the wave closed."""

    closed_at: datetime
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ratings:
    """All that is known of one mentor in one organisation; raters are people's ids."""

    own: Own | None = None
    by_area: dict[str, list[Rated]] = field(default_factory=lambda: defaultdict(list))
    agreed: list[Agreed] = field(default_factory=list)
    names: dict[UUID, str] = field(default_factory=dict)
    programme_ids: set[UUID] = field(default_factory=set)


def ratings_of(person: Person) -> dict[UUID, Ratings]:
    """Return what is known of a mentor, by organisation; five queries however many rated."""
    own = list(_own_answers(person))
    answers = list(_answers_in(_rating_waves(person)))
    areas = _areas({answer.wave.instrument_id for answer in (*own, *answers)})
    found: defaultdict[UUID, Ratings] = defaultdict(Ratings)
    for answer in own:
        organisation = answer.wave.instrument.organisation_id
        if organisation not in found:
            scores = _scores(areas[answer.wave.instrument_id], answer.values)
            found[organisation] = Ratings(own=Own(_closed_at(answer), scores))
    others = _others(answers, areas, person)
    for answer in answers:
        if answer.about and answer.about.person_id == person.pk and answer.participant:
            _add(found[answer.wave.instrument.organisation_id], answer, areas, others)
    for consent in _consents(person):
        organisation = consent.mentee.cohort.programme.organisation_id
        found[organisation].agreed.append(
            Agreed(consent.mentee.person_id, consent.given_at, consent.withdrawn_at)
        )
    return dict(found)


def _add(
    ratings: Ratings,
    answer: Answer,
    areas: Mapping[UUID, Areas],
    others: Mapping[tuple[UUID, str], set[UUID]],
) -> None:
    """Add one mentee's answer to what is known."""
    mentee = answer.participant
    if mentee is None:
        return
    ratings.names[mentee.person_id] = mentee.person.name
    ratings.programme_ids.add(answer.wave.cohort.programme_id)
    for area, score in _scores(areas[answer.wave.instrument_id], answer.values).items():
        # Of a total that is published, the ratings of the other mentors must not be left alone.
        rest = len(others.get((answer.wave_id, area), set()))
        may_join = rest == 0 or rest >= SMALLEST_GROUP
        ratings.by_area[area].append(
            Rated(mentee.person_id, _closed_at(answer), score, may_join=may_join)
        )


def _own_answers(person: Person) -> Iterable[Answer]:
    """Return how the mentor rated themselves, the latest first."""
    return (
        Answer.objects.filter(
            participant__person=person,
            wave__state=WaveState.CLOSED,
            wave__instrument__purpose=Purpose.COMPETENCY_SELF,
        )
        .select_related("wave__instrument")
        .order_by("-wave__closed_at", "pk")
    )


def _rating_waves(person: Person) -> "QuerySet[Answer, Any]":
    """Return the ids of the closed waves in which somebody rated the mentor."""
    return (
        Answer.objects.filter(
            about__person=person,
            wave__state=WaveState.CLOSED,
            wave__instrument__purpose=Purpose.COMPETENCY_OTHER,
        )
        .values("wave")
        .distinct()
    )


def _answers_in(waves: "QuerySet[Answer, Any]") -> Iterable[Answer]:
    """Return all answers of these waves, those about other mentors too."""
    return Answer.objects.filter(wave__in=waves).select_related(
        "wave__instrument", "wave__cohort", "participant__person", "about"
    )


def _others(
    answers: Iterable[Answer], areas: Mapping[UUID, Areas], person: Person
) -> dict[tuple[UUID, str], set[UUID]]:
    """Return who has a score of another mentor, by wave and area."""
    found: defaultdict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for answer in answers:
        if answer.about and answer.about.person_id == person.pk:
            continue
        for area in _scores(areas[answer.wave.instrument_id], answer.values):
            found[answer.wave_id, area].add(answer.participant_id or answer.pk)
    return found


def _consents(person: Person) -> Iterable[MirrorConsent]:
    """Return every consent that was ever given to the mentor."""
    return MirrorConsent.objects.filter(mentor__person=person).select_related(
        "mentee__cohort__programme"
    )


def _areas(instruments: Iterable[UUID]) -> dict[UUID, dict[str, list[Item]]]:
    """Return the areas of each instrument; one query."""
    items: defaultdict[UUID, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(instrument__in=list(instruments)):
        items[item.instrument_id].append(item)
    return defaultdict(dict, {key: items_by_area(rows) for key, rows in items.items()})


def _scores(areas: Areas, values: Mapping[str, Any]) -> dict[str, float]:
    """Return the area scores of one answer."""
    found = {area: score_of(asked, values) for area, asked in areas.items()}
    return {area: score for area, score in found.items() if score is not None}


def _closed_at(answer: Answer) -> datetime:
    """Return when the wave of an answer closed."""
    closed_at = answer.wave.closed_at
    if closed_at is None:
        raise ValueError("The wave has not closed.")
    return closed_at
