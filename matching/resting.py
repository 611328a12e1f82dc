"""When a match rests: it pauses, or somebody in it is away; no clock runs, nobody is reminded."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from matching.enums import MatchState
from matching.models import MatchMember, MatchRest
from matching.models.match import MatchQuerySet
from programmes.models import Pause

Stretch = tuple[date, date | None]


def not_resting(matches: MatchQuerySet, on: date) -> MatchQuerySet:
    """Return the matches that neither pause nor have somebody away on a day."""
    away = MatchMember.objects.filter(
        match=OuterRef("pk"), participant__pauses__in=Pause.objects.on(on)
    )
    return matches.filter(~Q(state=MatchState.PAUSED), ~Exists(away))


def rests_of(match_ids: Iterable[UUID]) -> dict[UUID, list[Stretch]]:
    """Return when each match rested or somebody in it was away, days included; two queries."""
    wanted = list(match_ids)
    found: dict[UUID, list[Stretch]] = {pk: [] for pk in wanted}
    own = MatchRest.objects.filter(match__in=wanted)
    for pk, starts_on, ends_on in own.values_list("match_id", "starts_on", "ends_on"):
        found[pk].append((starts_on, ends_on))
    away = Pause.objects.filter(participant__match_places__match__in=wanted)
    for pk, starts_on, ends_on in away.values_list(
        "participant__match_places__match_id", "starts_on", "ends_on"
    ):
        found[pk].append((starts_on, ends_on))
    return found


def days_that_count(since: date, until: date, rests: Iterable[Stretch]) -> int:
    """Return how many days passed from one day to another, without those that were rested.

    `since` itself does not count, `until` does; 0 where `until` is not later. Rests may overlap.
    """
    counted, reached = 0, since
    for starts_on, ends_on in sorted(rests, key=lambda rest: rest[0]):
        if starts_on > until:
            break
        if starts_on > reached:
            counted += (starts_on - timedelta(days=1) - reached).days
        reached = max(reached, until if ends_on is None else min(ends_on, until))
    return counted + max((until - reached).days, 0)
