"""Reads about a person's own matches that several of their cards share, and which match rests."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from matching.enums import MatchState
from matching.models import Match, MatchRest
from matching.models.match import MatchQuerySet
from matching.resting import Stretch
from mentorship.accounts.models import Person
from programmes.models import Pause

Rest = tuple[UUID, date, date | None]


def current_matches(person: Person) -> MatchQuerySet:
    """Return somebody's matches that are under way or about to be, with their people."""
    return (
        Match.objects.involving(person)
        .current()
        .select_related("cohort__programme")
        .with_people()
        .order_by("proposed_at", "pk")
    )


def own_rests(person: Person) -> QuerySet[MatchRest, Rest]:
    """Return when somebody's current matches rested."""
    own = Match.objects.involving(person).current()
    return MatchRest.objects.filter(match__in=own).values_list("match_id", "starts_on", "ends_on")


def own_absences(person: Person) -> QuerySet[Pause, Rest]:
    """Return when somebody in these matches was away."""
    own = Match.objects.involving(person).current()
    away = Pause.objects.filter(participant__match_places__match__in=own)
    return away.values_list("participant__match_places__match_id", "starts_on", "ends_on")


def awake(matches: Iterable[Match], absences: Sequence[Rest], on: date) -> list[Match]:
    """Return those of some matches that neither pause nor have somebody away on a day."""
    away = {
        pk
        for pk, starts_on, ends_on in absences
        if starts_on <= on and (ends_on is None or ends_on >= on)
    }
    return [each for each in matches if each.state != MatchState.PAUSED and each.pk not in away]


def rests_by_match(rows: Iterable[Rest]) -> dict[UUID, list[Stretch]]:
    """Return by match when it rested."""
    found: dict[UUID, list[Stretch]] = {}
    for pk, starts_on, ends_on in rows:
        found.setdefault(pk, []).append((starts_on, ends_on))
    return found
