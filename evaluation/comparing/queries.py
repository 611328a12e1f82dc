"""Reads for comparisons: which surveys have closed, what was counted in them, and who said what."""

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from evaluation.enums import Candour, ItemKind, WaveState
from evaluation.models import Answer, Item, Wave, WaveTally
from mentorship.accounts.models import Person
from programmes.models import Programme

# What can be counted and put side by side.
COUNTED_KINDS = (ItemKind.SCALE, ItemKind.CHOICE, ItemKind.YES_NO)
# How often each value was given: by wave, department (None: all of them together) and item.
Counts = dict[tuple[uuid.UUID, str | None, str], Counter[Any]]

_COUNTS = """
    SELECT answer.wave_id, GROUPING(answer.department) = 0, answer.department,
           given.key, given.value, count(*)
    FROM evaluation_answer answer
    JOIN evaluation_wave wave ON wave.id = answer.wave_id
    CROSS JOIN LATERAL jsonb_each(answer.values) given
    JOIN evaluation_item item
      ON item.instrument_id = wave.instrument_id AND item.key = given.key
     AND item.kind = ANY(%s)
    WHERE wave.state = %s AND answer.wave_id = ANY(%s)
    GROUP BY GROUPING SETS (
        (answer.wave_id, given.key, given.value),
        (answer.wave_id, answer.department, given.key, given.value)
    )
"""


def closed_waves(programme: Programme, by: Person) -> list[Wave]:
    """Return the closed waves of a programme that the person may read, the earliest first."""
    return list(
        Wave.objects.visible_to(by)
        .filter(cohort__programme=programme, state=WaveState.CLOSED)
        .select_related("instrument", "cohort")
        .order_by("closes_at", "pk")
    )


def counts_of(waves: Collection[Wave], items: Iterable[Item]) -> Counts:
    """Return what was counted in closed waves; from their roll-ups where they have them.

    Two queries, however many waves. `items` says which keys are wanted.
    """
    wanted = {item.key for item in items}
    counts: Counts = defaultdict(Counter)
    rolled = WaveTally.objects.filter(wave__in=waves, item_key__in=wanted)
    for wave_id, department, key, value, count in rolled.values_list(
        "wave_id", "department", "item_key", "value", "count"
    ):
        counts[wave_id, department or None, key][value] += count
    done = {wave_id for wave_id, _department, _key in counts}
    left = [wave.pk for wave in waves if wave.pk not in done]
    with connection.cursor() as cursor:
        kinds = [kind.value for kind in COUNTED_KINDS]
        cursor.execute(_COUNTS, [kinds, WaveState.CLOSED.value, left])
        for wave_id, is_part, department, key, value, count in cursor.fetchall():
            if key in wanted and (department or not is_part):
                place = department if is_part else None
                counts[wave_id, place, key][json.loads(value)] += count
    return counts


def linked_answers(waves: Collection[Wave]) -> list[tuple[uuid.UUID, Any, Any, dict[str, Any]]]:
    """Return wave, who answered, whom it is about and what was said; never to be shown as such.

    Anonymous answers know nobody, and are not among them.
    """
    answers = Answer.objects.filter(
        wave__in=waves, wave__state=WaveState.CLOSED, participant__isnull=False
    ).exclude(wave__instrument__candour=Candour.ANONYMOUS)
    return list(answers.values_list("wave_id", "participant_id", "about_id", "values"))


def people_behind(wave: Wave, key: str) -> QuerySet[Answer]:
    """Return the answers to a question of a closed, named wave, by the names of those who gave it.

    Of any other wave nobody: there people were promised that they would not be seen.
    """
    return (
        Answer.objects.filter(
            wave=wave,
            wave__state=WaveState.CLOSED,
            wave__instrument__candour=Candour.NAMED,
            participant__isnull=False,
            values__has_key=key,
        )
        .select_related("participant__person", "about__person")
        .order_by("participant__person__name", "pk")
    )
