"""Building the reports that are due, drawing them, and handing them to the outbox."""

import hashlib
import time
import uuid
from collections.abc import Collection

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from psycopg.errors import SerializationFailure

from evaluation.actions.report_words import require_settled
from evaluation.actions.voices import leave_out_withdrawn
from evaluation.emails.reports import post_report
from evaluation.enums import REPORT_TRANSITIONS, FileFormat, ReportState
from evaluation.models import Report, ReportFile, ReportSchedule, ReportVersion
from evaluation.models.report import ReportQuerySet
from evaluation.queries import unsettled, worded
from evaluation.reports.build import build_report
from evaluation.reports.render import render
from evaluation.reports.snapshot import Snapshot, freeze
from evaluation.reports.turns import Turn, due_turns, next_due_on, turn_by_hand
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from programmes.models import Cohort, Programme, Sponsorship

# No report is begun after so long, so that a run ends well before Celery would end it.
MOST_SECONDS = 120

log = structlog.get_logger(__name__)


class NoSponsorError(Exception):
    """Nobody is named as sponsor now, so a report has nobody to go to."""


def build_due_reports() -> None:
    """Build every report that is due and not there; two workers at once build each one once."""
    for schedule_id in ReportSchedule.objects.filter(is_active=True).values_list("pk", flat=True):
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


def finish_reports() -> None:
    """Draw what is not drawn yet and send what may leave, one report in each transaction.

    Killed half-way, a report is left as it was and taken up again. One that cannot be drawn is
    logged and holds up no other.
    """
    tried: set[uuid.UUID] = set()
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end and _finish_next(tried):
        pass


def approve_report(report: Report, *, by: Person, seen: str = "") -> None:
    """Let a report leave: the next tick hands it to the outbox, one mail for each sponsor.

    `seen` is the mark of the words that were read. Raises `NoSponsorError`, `UnsettledWordsError`
    or `WordsChangedError`, or `IllegalTransitionError` when somebody approved it before.
    """
    if not Sponsorship.objects.current().filter(programme_id=report.programme_id).exists():
        raise NoSponsorError
    with transaction.atomic():
        require_settled(report, seen=seen)
        advance(report, ReportState.APPROVED, REPORT_TRANSITIONS)
        report.versions.filter(number=report.version).update(
            approved_at=timezone.now(), approved_by=by
        )
        _record("report.approved", report, by=by)


def snapshot_of(report: Report) -> Snapshot:
    """Return the figures of a report as they are stored."""
    return Snapshot(report.snapshot, report.sha256, report.code)


def _build_due(schedule_id: uuid.UUID) -> None:
    """Build what one schedule owes, from one state of the database, unless another worker does."""
    with transaction.atomic(durable=True):
        _see_one_state()
        schedule = (
            ReportSchedule.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("programme__organisation")
            .filter(pk=schedule_id)
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
    )
    ReportVersion.objects.create(report=report, number=report.version, begun_by=by)
    _record("report.built", report, by=by, occurrence=turn.occurrence, sha256=report.sha256)
    return report


def _unfinished(tried: Collection[uuid.UUID]) -> ReportQuerySet:
    """Return reports that are not drawn yet, and those that are free to leave, oldest first."""
    drawn = ReportFile.objects.filter(
        report=OuterRef("pk"), version=OuterRef("version"), format=FileFormat.PDF
    )
    sponsored = Sponsorship.objects.current().filter(programme=OuterRef("programme"))
    is_free = Q(state=ReportState.APPROVED) | (
        Q(state=ReportState.BUILT, schedule__needs_approval=False, schedule__is_active=True)
        & ~worded()
    )
    return (
        Report.objects.exclude(pk__in=tried)
        .exclude(unsettled())
        .filter(~Exists(drawn) | (is_free & Exists(sponsored)))
        .select_related("programme__organisation", "schedule")
        .order_by("built_at", "pk")
    )


def _finish_next(tried: set[uuid.UUID]) -> bool:
    """Finish the oldest report that was not tried yet; tell whether there was one."""
    with transaction.atomic(durable=True):
        waiting = _unfinished(tried).select_for_update(of=("self",), skip_locked=True)
        report = waiting.first()
        if report is None:
            return False
        tried.add(report.pk)
        try:
            with transaction.atomic():
                _finish(report)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("report_cannot_be_finished", report=str(report.pk))
    return True


def _finish(report: Report) -> None:
    """Draw a report if need be, and hand it to the outbox if it may leave."""
    leave_out_withdrawn(report)
    if not report.files.filter(version=report.version, format=FileFormat.PDF).exists():
        _draw(report)
    schedule = report.schedule
    goes_straight = (
        schedule is not None
        and schedule.is_active
        and not schedule.needs_approval
        # Words that a person wrote are read by a person before they leave.
        and not Report.objects.filter(worded(), pk=report.pk).exists()
    )
    if report.state == ReportState.APPROVED or (
        report.state == ReportState.BUILT and goes_straight
    ):
        _send(report)


def _draw(report: Report) -> None:
    """Store the report in every format, with the digest of its bytes."""
    version, _is_new = report.versions.get_or_create(number=report.version)
    rendering = render(
        snapshot_of(report),
        language=report.programme.organisation.language,
        words=version.words,
        version=version.number,
    )
    contents = {
        FileFormat.HTML: rendering.html,
        FileFormat.PDF: rendering.pdf,
        FileFormat.CSV: rendering.csv,
    }
    ReportFile.objects.bulk_create(
        ReportFile(
            report=report,
            version=version.number,
            format=file_format,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for file_format, content in contents.items()
    )


def _send(report: Report) -> None:
    """Write one mail for each sponsor into the outbox, in the same transaction as the state."""
    sponsors = [
        sponsorship.person
        for sponsorship in Sponsorship.objects.reachable()
        .filter(programme=report.programme)
        .select_related("person")
    ]
    if not sponsors:
        return
    version, _is_new = report.versions.get_or_create(number=report.version)
    pdf = bytes(report.files.get(version=report.version, format=FileFormat.PDF).content)
    now = timezone.now()
    advance(report, ReportState.SENT, REPORT_TRANSITIONS, sent_at=now)
    report.versions.filter(pk=version.pk).update(sent_at=now)
    for sponsor in sponsors:
        post_report(report, sponsor, version=version, snapshot=snapshot_of(report), pdf=pdf)
    _record("report.sent", report, by=None, sponsors=len(sponsors))


def _see_one_state() -> None:
    """Let this transaction see one state of the database throughout, unless it is part of one."""
    if connection.savepoint_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _record(kind: str, report: Report, *, by: Person | None, **changes: object) -> None:
    """Write down what happened to the report."""
    organisation_id = report.programme.organisation_id
    record(kind, report, by=by, organisation_id=organisation_id, changes=changes)
