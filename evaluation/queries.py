"""Reads across this app's rows: how many answered, and how often each answer was given."""

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection, models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from evaluation.enums import FileFormat, ItemKind, ReportState, WaveState
from evaluation.letters import LetterLink
from evaluation.models import Answer, Receipt, Report, ReportFile, ReportVersion, Wave
from evaluation.models.report import ReportQuerySet
from evaluation.models.wave import WaveQuerySet
from mentorship.accounts.models import Person
from programmes.models import Programme

# How often each value was given, by wave and by the key of the item.
Tallies = dict[tuple[uuid.UUID, str], Counter[Any]]

# Counts that were kept at closing; of a wave without them, the answers themselves.
_TALLIES = """
    SELECT tally.wave_id, tally.item_key, tally.value, tally.count
    FROM evaluation_wavetally tally
    JOIN evaluation_wave wave ON wave.id = tally.wave_id
    WHERE wave.state = %(closed)s AND tally.wave_id = ANY(%(waves)s) AND tally.department = ''
    UNION ALL
    SELECT answer.wave_id, given.key, given.value, count(*)
    FROM evaluation_answer answer
    JOIN evaluation_wave wave ON wave.id = answer.wave_id
    CROSS JOIN LATERAL jsonb_each(answer.values) given
    JOIN evaluation_item item
      ON item.instrument_id = wave.instrument_id AND item.key = given.key AND item.kind <> %(text)s
    WHERE wave.state = %(closed)s AND answer.wave_id = ANY(%(waves)s)
      AND NOT EXISTS (SELECT FROM evaluation_wavesummary kept WHERE kept.wave_id = wave.id)
    GROUP BY 1, 2, 3
"""
_TEXTS = """
    SELECT asked.key, written.text
    FROM unnest(%(keys)s::text[]) asked(key)
    CROSS JOIN LATERAL (
        SELECT answer.values ->> asked.key AS text
        FROM evaluation_answer answer
        JOIN evaluation_wave wave ON wave.id = answer.wave_id
        WHERE answer.wave_id = %(wave)s AND wave.state = %(closed)s AND answer.values ? asked.key
        ORDER BY md5(answer.id::text || asked.key)
        LIMIT %(most)s
    ) written
"""
_PAIRS = """
    SELECT answer.values -> %s, answer.values -> %s, count(*)
    FROM evaluation_answer answer
    JOIN evaluation_wave wave ON wave.id = answer.wave_id
    WHERE wave.state = %s AND answer.wave_id = ANY(%s) AND answer.values ?& %s
    GROUP BY 1, 2
"""


def with_answered(waves: WaveQuerySet) -> WaveQuerySet:
    """Add `answered` to each wave: receipts and a room’s answers while open, then answers."""
    return waves.annotate(
        answered=Case(
            When(state=WaveState.CLOSED, then=_count_of(Answer)),
            default=_count_of(Receipt) + F("room_answers"),
            output_field=IntegerField(),
        )
    )


def tallies_of(waves: Collection[Wave]) -> Tallies:
    """Return how often each value was given in closed waves, but for free text; one query.

    Of several of several, a value is the tuple of what was ticked, sorted.
    """
    tallies: Tallies = defaultdict(Counter)
    asked: dict[str, Any] = {
        "closed": WaveState.CLOSED.value,
        "text": ItemKind.TEXT.value,
        "waves": [wave.pk for wave in waves],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TALLIES, asked)
        for wave_id, key, value, count in cursor.fetchall():
            tallies[wave_id, key][_countable(json.loads(value))] += count
    return tallies


def pairs_of(waves: Collection[Wave], of: str, by: str) -> Counter[tuple[Any, Any]]:
    """Return how often each pair of values of two items was given in closed waves; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PAIRS, [of, by, WaveState.CLOSED.value, [wave.pk for wave in waves], [of, by]]
        )
        rows = cursor.fetchall()
    return Counter({(json.loads(value), json.loads(group)): count for value, group, count in rows})


def texts_of(wave: Wave, keys: Collection[str], *, most: int) -> dict[str, list[str]]:
    """Return some free texts of a closed wave by item, each item's in an order of its own.

    The order is that of a hash of the answer's random id and the item, so that nothing lines up
    what one person wrote to two questions. One query, and none without keys.
    """
    texts: dict[str, list[str]] = {key: [] for key in keys}
    if not keys:
        return texts
    with connection.cursor() as cursor:
        cursor.execute(
            _TEXTS, {"keys": list(keys), "wave": wave.pk, "closed": WaveState.CLOSED, "most": most}
        )
        for key, text in cursor.fetchall():
            texts[key].append(text)
    return texts


def all_texts_of(wave: Wave, key: str) -> "models.QuerySet[Answer, str]":
    """Return all free texts to one item of a closed wave, in the order of `texts_of`."""
    return (
        Answer.objects.filter(wave=wave, wave__state=WaveState.CLOSED, values__has_key=key)
        .order_by(MD5(Concat(Cast("pk", models.TextField()), Value(key))))
        .values_list(KeyTextTransform(key, "values"), flat=True)
    )


def in_list(reports: ReportQuerySet) -> ReportQuerySet:
    """Return reports without their figures, and whether each is drawn; newest first."""
    drawn = ReportFile.objects.filter(
        report=OuterRef("pk"), version=OuterRef("version"), format=FileFormat.PDF
    )
    return (
        reports.defer("snapshot")
        .select_related("cohort", "schedule")
        .annotate(is_drawn=Exists(drawn))
    )


def waiting_reports(programme: Programme) -> ReportQuerySet:
    """Return the reports that are drawn and wait for a coordinator to read and approve them."""
    waiting = Report.objects.filter(
        Q(schedule=None)
        | Q(schedule__needs_approval=True)
        | Q(schedule__is_active=False)
        | worded(),
        Exists(
            ReportFile.objects.filter(
                report=OuterRef("pk"), version=OuterRef("version"), format=FileFormat.PDF
            )
        )
        | unsettled(),
        programme=programme,
        state=ReportState.BUILT,
    )
    return waiting.defer("snapshot")


def worded() -> Q:
    """Match reports whose newest version a person wrote: another version, or changed words."""
    newest = ReportVersion.objects.filter(report=OuterRef("pk"), number=OuterRef("version"))
    return Q(version__gt=1) | Q(Exists(newest.exclude(words={})))


def unsettled() -> Q:
    """Match reports with something in their newest words that has to be settled first."""
    newest = ReportVersion.objects.filter(report=OuterRef("pk"), number=OuterRef("version"))
    return Q(Exists(newest.filter(open_problems__gt=0)))


def letter_of(link: LetterLink) -> Report | None:
    """Return the sent report that a link names, while its reader is or was a sponsor of it."""
    return (
        Report.objects.filter(pk=link.report_id, sent_at__isnull=False)
        .filter(programme__sponsorships__person=link.person_id)
        .select_related("programme__organisation")
        .first()
    )


def reader_of(link: LetterLink) -> Person:
    """Return the person a link was made for; ask `letter_of` first whether it opens anything."""
    return Person.objects.get(pk=link.person_id)


def version_of(report: Report) -> ReportVersion:
    """Return the newest version of a report; one built by an earlier release may have none yet."""
    found = report.versions.filter(number=report.version).first()
    return found or ReportVersion(report=report, number=report.version)


def sent_version(report: Report) -> int:
    """Return the number of the version that was sent last; raises DoesNotExist before any was."""
    return report.versions.filter(sent_at__isnull=False).latest("number").number


def _count_of(model: type[Answer] | type[Receipt]) -> Coalesce:
    """Return how many rows of the model belong to the wave."""
    rows = model._base_manager.filter(wave=OuterRef("pk")).order_by().values("wave")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def _countable(value: Any) -> Any:
    """Return a value that can be counted: of several ticks, in whatever order, a sorted tuple."""
    return tuple(sorted(value)) if isinstance(value, list) else value
