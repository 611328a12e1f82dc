"""What past weeks foresaw of pairs, and what came; counts of pairs, never who."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from evaluation.statistics.screening import Weeks
from matching.care.enums import Aftermath, HealthLevel
from matching.ending.enums import RematchState
from matching.models import HealthReading, RematchWish
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.models.programme import ProgrammeQuerySet

# What counts as trouble, by what is asked: only an early end, or silence too.
STRICT = frozenset({Aftermath.ENDED_EARLY})
WIDE = STRICT | {Aftermath.WENT_QUIET}
WELL = frozenset({Aftermath.WENT_ON, Aftermath.CLOSED})


@dataclass(frozen=True, slots=True)
class Past:
    """Weeks of pairs by score and what came.

    `outcomes` counts, by whether a coordinator was alerted, what came, and `rematched` how many
    of the early ends were of somebody who had asked for somebody else.
    """

    rows: Sequence[tuple[object, int, str, bool, bool, int]]
    outcomes: Counter[tuple[bool, str]]
    rematched: Counter[bool]

    def weeks(self, *, is_strict: bool = False, without_help: bool = False) -> list[Weeks]:
        """Return them for the alarm; `without_help` leaves out weeks in which somebody acted."""
        trouble = STRICT if is_strict else WIDE
        return [
            Weeks(pair, score, came in trouble, count)
            for pair, score, came, _alerted, acted, count in self.rows
            # Where only an early end counts, silence is no trouble, and no proof of none.
            if not (without_help and acted) and (came in trouble or came in WELL)
        ]


def past_of(programmes: ProgrammeQuerySet) -> Past:
    """Return the history of these programmes' pairs; two queries.

    Weeks in which a pair was not scored, or after which it rested, say nothing and are left out.
    """
    known = HealthReading.objects.filter(
        match__cohort__programme__in=programmes, aftermath__in=[*WIDE, *WELL]
    ).exclude(level=HealthLevel.NOT_SCORED)
    grouped = (
        known.order_by()
        .values("match_id", "score", "aftermath", "was_alerted", "was_acted_on")
        .annotate(weeks=Count("pk"))
        .order_by("match_id", "score", "aftermath", "was_alerted", "was_acted_on")
    )
    rows = list(
        grouped.values_list(
            "match_id", "score", "aftermath", "was_alerted", "was_acted_on", "weeks"
        )
    )
    outcomes: Counter[tuple[bool, str]] = Counter()
    for _pair, _score, came, alerted, _acted, weeks in rows:
        outcomes[alerted, came] += weeks
    wished = RematchWish.objects.filter(member__match=OuterRef("match"), state=RematchState.DONE)
    ends = known.filter(aftermath=Aftermath.ENDED_EARLY).filter(Exists(wished))
    rematched = Counter(dict(ends.order_by().values_list("was_alerted").annotate(n=Count("pk"))))
    return Past(rows, outcomes, rematched)


def places_of(programme: Programme, person: Person, *, is_wide: bool) -> ProgrammeQuerySet:
    """Return the programme alone, or all of its organisation whose pairs the person may see."""
    mine = Programme.objects.visible_to(person).filter(pk=programme.pk)
    if not is_wide:
        return mine
    return Programme.objects.where_allowed(person, Permission.VIEW_MATCHES).filter(
        organisation_id=programme.organisation_id
    )
