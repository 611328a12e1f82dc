"""Reads across this app's rows: how many answered, and how often each answer was given."""

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from evaluation.enums import FileFormat, ItemKind, ReportState, WaveState
from evaluation.letters import LetterLink
from evaluation.models import Answer, Receipt, Report, ReportFile, Wave
from evaluation.models.report import ReportQuerySet
from evaluation.models.wave import WaveQuerySet
from programmes.models import Programme

# How often each value was given, by wave and by the key of the item.
Tallies = dict[tuple[uuid.UUID, str], Counter[Any]]

_TALLIES = """
    SELECT answer.wave_id, given.key, given.value, count(*)
    FROM evaluation_answer answer
    JOIN evaluation_wave wave ON wave.id = answer.wave_id
    CROSS JOIN LATERAL jsonb_each(answer.values) given
    JOIN evaluation_item item
      ON item.instrument_id = wave.instrument_id AND item.key = given.key AND item.kind <> %s
    WHERE wave.state = %s AND answer.wave_id = ANY(%s)
    GROUP BY 1, 2, 3
"""
_PAIRS = """
    SELECT answer.values -> %s, answer.values -> %s, count(*)
    FROM evaluation_answer answer
    JOIN evaluation_wave wave ON wave.id = answer.wave_id
    WHERE wave.state = %s AND answer.wave_id = ANY(%s) AND answer.values ?& %s
    GROUP BY 1, 2
"""


def with_answered(waves: WaveQuerySet) -> WaveQuerySet:
    """Add `answered` to each wave: receipts and a room’s answers while it is open, answers once it has closed."""
    return waves.annotate(
        answered=Case(
            When(state=WaveState.CLOSED, then=_count_of(Answer)),
            default=_count_of(Receipt) + F("room_answers"),
            output_field=IntegerField(),
        )
    )


def tallies_of(waves: Collection[Wave]) -> Tallies:
    """Return how often each value was given in closed waves, but for free text; one query."""
    tallies: Tallies = defaultdict(Counter)
    with connection.cursor() as cursor:
        cursor.execute(
            _TALLIES, [ItemKind.TEXT.value, WaveState.CLOSED.value, [wave.pk for wave in waves]]
        )
        for wave_id, key, value, count in cursor.fetchall():
            tallies[wave_id, key][json.loads(value)] = count
    return tallies


def pairs_of(waves: Collection[Wave], of: str, by: str) -> Counter[tuple[Any, Any]]:
    """Return how often each pair of values of two items was given in closed waves; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PAIRS, [of, by, WaveState.CLOSED.value, [wave.pk for wave in waves], [of, by]]
        )
        rows = cursor.fetchall()
    return Counter({(json.loads(value), json.loads(group)): count for value, group, count in rows})


def texts_of(wave: Wave, keys: Collection[str]) -> dict[str, list[str]]:
    """Return the free texts of a closed wave by item, each item's in an order of its own."""
    texts: dict[str, list[str]] = {key: [] for key in keys}
    if wave.state == WaveState.CLOSED:
        for values in wave.answers.values_list("values", flat=True):
            for key in keys:
                if key in values:
                    texts[key].append(values[key])
    return {key: sorted(given) for key, given in texts.items()}


def in_list(reports: ReportQuerySet) -> ReportQuerySet:
    """Return reports without their figures, and whether each is drawn; newest first."""
    drawn = ReportFile.objects.filter(report=OuterRef("pk"), format=FileFormat.PDF)
    return (
        reports.defer("snapshot")
        .select_related("cohort", "schedule")
        .annotate(is_drawn=Exists(drawn))
    )


def waiting_reports(programme: Programme) -> ReportQuerySet:
    """Return the reports that are drawn and wait for a coordinator to read and approve them."""
    waiting = Report.objects.filter(
        Q(schedule=None) | Q(schedule__needs_approval=True) | Q(schedule__is_active=False),
        Exists(ReportFile.objects.filter(report=OuterRef("pk"), format=FileFormat.PDF)),
        programme=programme,
        state=ReportState.BUILT,
    )
    return waiting.defer("snapshot")


def letter_of(link: LetterLink) -> Report | None:
    """Return the sent report that a link names, while its reader is or was a sponsor of it."""
    return (
        Report.objects.filter(pk=link.report_id, state=ReportState.SENT)
        .filter(programme__sponsorships__person=link.person_id)
        .select_related("programme__organisation")
        .first()
    )


def _count_of(model: type[Answer] | type[Receipt]) -> Coalesce:
    """Return how many rows of the model belong to the wave."""
    rows = model._base_manager.filter(wave=OuterRef("pk")).order_by().values("wave")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)
