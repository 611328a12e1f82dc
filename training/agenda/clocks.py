"""The decay clocks of people and programmes: what was last learnt or practised, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.agenda.enums import FitFinding
from training.decay import (
    BANDS,
    DEFAULT_HALF_LIFE,
    Band,
    HalfLife,
    Retained,
    days_until,
    retained_on,
)
from training.enums import EntryKind
from training.models import Competency, DecayFit, DecaySetting, LedgerEntry, Session
from training.models.ledger import LedgerEntryQuerySet
from training.queries.register import open_places


@dataclass(frozen=True, slots=True)
class Skill:
    """What is left of one competency of a person, and what it was last fed by."""

    competency: Competency
    last_on: date | None
    half_life: HalfLife
    retained: Retained


@dataclass(frozen=True, slots=True)
class Spread:
    """How many mentors have how much of a competency left; nothing is said of fewer than five."""

    competency: Competency
    half_life: HalfLife
    counts: Mapping[Band, int]

    @property
    def people(self) -> int:
        """Return how many mentors these are."""
        return sum(self.counts.values())

    @property
    def learnt(self) -> int:
        """Return how many of them ever learnt it, as far as the ledger knows."""
        return self.people - self.counts[Band.NEVER]


def competencies_of(programme: Programme, role: str) -> list[Competency]:
    """Return what is asked of a role in the programme's organisation; one query."""
    rows = Competency.objects.filter(organisation=programme.organisation_id)
    return list(rows.in_use().for_role(role))


def half_lives(programme: Programme) -> "HalfLives":
    """Return what is taken for each competency of a programme; two queries."""
    setting = DecaySetting.objects.filter(programme=programme).first()
    usual = usual_half_life(float(setting.half_life_months)) if setting else DEFAULT_HALF_LIFE
    fitted = DecayFit.objects.filter(programme=programme, finding=FitFinding.FITTED)
    return HalfLives(
        usual,
        {
            competency: HalfLife(months, low=low, high=high, is_fitted=True)
            for competency, months, low, high in fitted.values_list(
                "competency_id", "half_life_months", "low", "high"
            )
            if months and low and high
        },
    )


def usual_half_life(months: float) -> HalfLife:
    """Return a half-life that was chosen and not fitted: as uncertain as the study behind it."""
    return HalfLife(
        months,
        low=min(months, DEFAULT_HALF_LIFE.low),
        high=max(months, DEFAULT_HALF_LIFE.high),
    )


@dataclass(frozen=True, slots=True)
class HalfLives:
    """A programme's half-lives: the fitted ones, and what is usual for all others."""

    usual: HalfLife
    fitted: Mapping[UUID, HalfLife]

    def of(self, competency: Competency) -> HalfLife:
        """Return what is taken for a competency."""
        return self.fitted.get(competency.pk, self.usual)


def skills_of(person: Person, programme: Programme, day: date) -> list[Skill]:
    """Return how much a mentor has left of what is asked of them; four queries."""
    hours = hours_of_mentors(programme).filter(person=person)
    competencies = competencies_of(programme, ParticipantRole.MENTOR)
    lives = half_lives(programme)
    wanted = {
        f"last_{n}": Max("earned_on", filter=feeds(each)) for n, each in enumerate(competencies)
    }
    last = hours.aggregate(**wanted) if wanted else {}
    return [
        _skill(competency, last[f"last_{n}"], lives.of(competency), day)
        for n, competency in enumerate(competencies)
    ]


def spreads_of(programme: Programme, day: date) -> list[Spread]:
    """Return how much the programme's mentors have left of each competency; four queries."""
    competencies = competencies_of(programme, ParticipantRole.MENTOR)
    lives = half_lives(programme)
    people = mentors_of(programme).annotate(
        **{f"last_{n}": _last(programme, each) for n, each in enumerate(competencies)}
    )
    wanted = {
        f"{band}_{n}": Count("pk", filter=_in_band(band, f"last_{n}", lives.of(each), day))
        for n, each in enumerate(competencies)
        for band in Band
    }
    counted = people.aggregate(**wanted) if wanted else {}
    return [
        Spread(each, lives.of(each), {band: counted[f"{band}_{n}"] for band in Band})
        for n, each in enumerate(competencies)
    ]


def mentors_of(programme: Programme) -> "QuerySet[Person]":
    """Return the people who take part in the programme as mentors now."""
    places = open_places().filter(
        person=OuterRef("pk"), role=ParticipantRole.MENTOR, cohort__programme=programme
    )
    return Person.objects.get_queryset().filter(Exists(places))


def feeds(competency: Competency) -> Q:
    """Return the condition that an entry starts a competency's clock anew.

    Practice with mentees keeps everything alive that is asked of mentors. Hours entered before the
    ledger named competencies count for what their session taught.
    """
    taught = Session.objects.filter(
        Q(competencies=competency) | Q(course__competencies=competency)
    ).values("pk")
    return (
        Q(competency=competency)
        | Q(kind=EntryKind.PRACTICE)
        | Q(competency__isnull=True, session__in=taught)
    )


def _skill(competency: Competency, last_on: date | None, half_life: HalfLife, day: date) -> Skill:
    """Return one clock of a person."""
    return Skill(competency, last_on, half_life, retained_on(day, last_on, half_life))


def hours_of_mentors(programme: Programme) -> LedgerEntryQuerySet:
    """Return the hours of mentors that stand, earned anywhere in the organisation."""
    return LedgerEntry.objects.standing().filter(
        organisation=programme.organisation_id, role=ParticipantRole.MENTOR, is_assured=True
    )


def _last(programme: Programme, competency: Competency) -> Subquery:
    """Return when somebody last learnt a competency or practised."""
    theirs = hours_of_mentors(programme).filter(feeds(competency), person=OuterRef("pk"))
    return Subquery(theirs.order_by("-earned_on").values("earned_on")[:1])


def _in_band(band: Band, last: str, half_life: HalfLife, day: date) -> Q:
    """Return the condition that somebody has so much left on a day."""
    if band == Band.NEVER:
        return Q(**{f"{last}__isnull": True})
    order = list(BANDS)
    place = order.index(band)
    condition = Q(**{f"{last}__isnull": False})
    if BANDS[band] > 0:
        oldest = day - timedelta(days=days_until(BANDS[band], half_life))
        condition &= Q(**{f"{last}__gte": oldest})
    if place:
        above = BANDS[order[place - 1]]
        condition &= Q(**{f"{last}__lt": day - timedelta(days=days_until(above, half_life))})
    return condition
