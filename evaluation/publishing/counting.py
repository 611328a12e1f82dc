"""How often each answer was given in each part of some waves, as the audit needs it."""

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from django.db import connection

from evaluation.enums import WaveState
from evaluation.models import Wave, WaveTally
from evaluation.publishing.atoms import Atom, of_department, whole_wave
from evaluation.queries import tallies_of

# How often each answer, written as JSON, was given in each part of a wave.
Cells = Mapping[Atom, Counter[str]]

# A wave, a department, the key of an item, an answer as JSON, and how often it was given.
Row = tuple[uuid.UUID, str, str, str, int]

_BY_DEPARTMENT = """
    SELECT answer.wave_id, answer.department, given.key, given.value::text, count(*)
    FROM evaluation_answer answer
    JOIN evaluation_wave wave ON wave.id = answer.wave_id
    CROSS JOIN LATERAL jsonb_each(answer.values) given
    WHERE wave.state = %s AND answer.wave_id = ANY(%s) AND given.key = ANY(%s)
    GROUP BY 1, 2, 3, 4
"""


def counts_of(
    item_keys: Collection[str],
    *,
    whole: Collection[uuid.UUID],
    parted: AbstractSet[uuid.UUID],
) -> Mapping[str, Cells]:
    """Count the answers to items: in `whole` waves together, in `parted` ones by department.

    Two queries for whole waves, one or two for others. Of departments the roll-up of a wave is
    read, or its answers where it has none.
    """
    counts: dict[str, dict[Atom, Counter[str]]] = defaultdict(dict)
    if whole:
        waves = list(Wave.objects.filter(pk__in=whole).only("pk"))
        for (wave_id, key), counted in tallies_of(waves).items():
            if key in item_keys:
                counts[key][whole_wave(wave_id)] = as_text(counted)
    if parted:
        rolled_up = list(_rolled_up(parted, item_keys))
        others = parted - {wave_id for wave_id, *_rest in rolled_up}
        for wave_id, department, key, value, count in (*rolled_up, *_by_hand(others, item_keys)):
            atom = of_department(wave_id, department)
            counts[key].setdefault(atom, Counter())[value] = count
    return counts


def _rolled_up(waves: AbstractSet[uuid.UUID], item_keys: Collection[str]) -> Iterator[Row]:
    """Yield the counts that were kept as waves closed; people without a department are the rest."""
    rest: dict[tuple[uuid.UUID, str, str], int] = defaultdict(int)
    kept = WaveTally.objects.filter(wave__in=waves, item_key__in=item_keys)
    for wave_id, department, key, value, count in kept.values_list(
        "wave_id", "department", "item_key", "value", "count"
    ):
        text = json.dumps(value, ensure_ascii=False)
        rest[wave_id, key, text] += -count if department else count
        if department:
            yield wave_id, department, key, text, count
    for (wave_id, key, text), count in rest.items():
        if count > 0:
            yield wave_id, "", key, text, count


def _by_hand(waves: AbstractSet[uuid.UUID], item_keys: Collection[str]) -> list[Row]:
    """Count the answers themselves."""
    if not waves:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BY_DEPARTMENT, [WaveState.CLOSED.value, list(waves), list(item_keys)])
        rows: list[Row] = cursor.fetchall()
    return rows


def as_text(counted: Mapping[Any, int]) -> Counter[str]:
    """Return counts of answers by what the database writes for the answer."""
    return Counter(
        {json.dumps(value, ensure_ascii=False): count for value, count in counted.items()}
    )
