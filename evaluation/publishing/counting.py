"""How often each answer was given in each part of some waves, as the audit needs it."""

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

from evaluation.enums import WaveState
from evaluation.models import Wave
from evaluation.publishing.atoms import Atom, of_department, whole_wave
from evaluation.queries import tallies_of

# How often each answer, written as JSON, was given in each part of a wave.
Cells = Mapping[Atom, Counter[str]]

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
    parted: Collection[uuid.UUID],
) -> Mapping[str, Cells]:
    """Count the answers to items: in `whole` waves together, in `parted` ones by department.

    One query for each kind of wave that there is, two for whole ones.
    """
    counts: dict[str, dict[Atom, Counter[str]]] = defaultdict(dict)
    if whole:
        waves = list(Wave.objects.filter(pk__in=whole).only("pk"))
        for (wave_id, key), counted in tallies_of(waves).items():
            if key in item_keys:
                counts[key][whole_wave(wave_id)] = as_text(counted)
    if parted:
        with connection.cursor() as cursor:
            cursor.execute(_BY_DEPARTMENT, [WaveState.CLOSED.value, list(parted), list(item_keys)])
            rows = cursor.fetchall()
        for wave_id, department, key, value, count in rows:
            atom = of_department(wave_id, department)
            counts[key].setdefault(atom, Counter())[value] = count
    return counts


def as_text(counted: Mapping[Any, int]) -> Counter[str]:
    """Return counts of answers by what the database writes for the answer."""
    return Counter(
        {json.dumps(value, ensure_ascii=False): count for value, count in counted.items()}
    )
