"""Building the reports that are due, once each."""

import uuid
from datetime import date, datetime

import structlog
from django.db import OperationalError, connection, transaction
from psycopg.errors import SerializationFailure

from evaluation.actions.reports.recording import record_of_report as _record
from evaluation.enums import Cadence
from evaluation.models import Report, ReportSchedule, ReportVersion
from evaluation.reports.build import build_report
from evaluation.reports.snapshot import freeze
from evaluation.reports.turns import (
    Turn,
    due_turns,
    leaving_day,
    leaving_moment,
    next_due_on,
    places_of,
    turn_by_hand,
)
from mentorship.accounts.models import Person
from programmes.models import Cohort, Programme

log = structlog.get_logger(__name__)


def build_due_reports() -> None:
    """Build every report that is due and not there; two workers at once build each one once."""
    for schedule_id in ReportSchedule.objects.active().values_list("pk", flat=True):
        try:
            _build_due(schedule_id)
        except OperationalError as error:
            if not isinstance(error.__cause__, SerializationFailure):
                raise
            log.info("another_worker_builds", schedule=str(schedule_id))


def build_by_hand(programme: Programme, cohort: Cohort | None, *, by: Person) -> Report:
    """Build a report now, on one cohort or on all that have begun; once for each day."""
    with transaction.atomic():
        turn = turn_by_hand(programme, cohort)
        known = Report.objects.filter(programme=programme, occurrence=turn.occurrence).first()
        return known or _build(programme, turn, schedule=None, by=by)


def _build_due(schedule_id: uuid.UUID) -> None:
    """Build what one schedule owes, from one state of the database, unless another worker does."""
    with transaction.atomic(durable=True):
        _see_one_state()
        schedule = (
            ReportSchedule.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("programme__organisation")
            .filter(pk=schedule_id, is_active=True)
            .first()
        )
        if schedule is not None:
            _build_turns(schedule)


def _build_turns(schedule: ReportSchedule) -> None:
    """Build each turn of a schedule that has come, and say when the next one is due."""
    programme = schedule.programme
    known = set(Report.objects.filter(programme=programme).values_list("occurrence", flat=True))
    for turn in due_turns(schedule):
        if turn.occurrence not in known:
            _build(programme, turn, schedule=schedule, by=None)
    ReportSchedule.objects.filter(pk=schedule.pk).update(next_due_on=next_due_on(schedule))


def _build(
    programme: Programme, turn: Turn, *, schedule: ReportSchedule | None, by: Person | None
) -> Report:
    """Build one report and store its figures, sealed."""
    data = build_report(programme, turn.cohorts, is_pooled=turn.cohort is None)
    snapshot = freeze(data)
    leaves_on, leaves_at = _leaving(turn, schedule)
    report = Report.objects.create(
        programme=programme,
        cohort=turn.cohort,
        schedule=schedule,
        occurrence=turn.occurrence,
        title=data.title,
        schema_version=data.schema,
        snapshot=snapshot.text,
        sha256=snapshot.sha256,
        code=snapshot.code,
        leaves_on=leaves_on,
        leaves_at=leaves_at,
    )
    ReportVersion.objects.create(report=report, number=report.version, begun_by=by)
    _record("report.built", report, by=by, occurrence=turn.occurrence, sha256=report.sha256)
    return report


def _leaving(turn: Turn, schedule: ReportSchedule | None) -> tuple[date | None, datetime | None]:
    """Return on which day a report leaves and from when on; nothing where it need not wait."""
    is_at_close = schedule is not None and schedule.cadence == Cadence.AT_CLOSE
    if schedule is None or turn.due_on is None or (is_at_close and schedule.hour is None):
        return None, None
    places = places_of(schedule.programme)
    leaves_on = leaving_day(schedule, turn.due_on, places)
    return leaves_on, leaving_moment(schedule, leaves_on, places)


def _see_one_state() -> None:
    """Let this transaction see one state of the database throughout, unless it is part of one."""
    if connection.savepoint_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
