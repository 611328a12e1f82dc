"""Going on with every report that is not drawn yet, or may leave now."""

import time
import uuid
from collections.abc import Collection

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from evaluation.actions.reports.drawing import draw
from evaluation.actions.reports.sending import send
from evaluation.actions.voices import leave_out_withdrawn
from evaluation.enums import FileFormat, ReportState
from evaluation.models import Report, ReportFile
from evaluation.models.report import ReportQuerySet
from evaluation.queries import unsettled, worded
from programmes.models import Sponsorship

# No report is begun after so long, so that a run ends well before Celery would end it.
MOST_SECONDS = 120

log = structlog.get_logger(__name__)


def finish_reports() -> None:
    """Draw what is not drawn yet and send what may leave, one report in each transaction.

    Killed half-way, a report is left as it was and taken up again. One that cannot be drawn is
    logged and holds up no other.
    """
    tried: set[uuid.UUID] = set()
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end and _finish_next(tried):
        pass


def _unfinished(tried: Collection[uuid.UUID]) -> ReportQuerySet:
    """Return reports that are not drawn yet, and those that are free to leave, oldest first."""
    drawn = ReportFile.objects.filter(
        report=OuterRef("pk"), version=OuterRef("version"), format=FileFormat.PDF
    )
    sponsored = Sponsorship.objects.reachable().filter(programme=OuterRef("programme"))
    may_leave = Q(state=ReportState.APPROVED) | (
        Q(state=ReportState.BUILT, schedule__needs_approval=False, schedule__is_active=True)
        & ~worded()
    )
    its_hour_came = Q(leaves_at=None) | Q(leaves_at__lte=timezone.now())
    return (
        Report.objects.exclude(pk__in=tried)
        .exclude(unsettled())
        .filter(~Exists(drawn) | (may_leave & its_hour_came & Exists(sponsored)))
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
        draw(report)
    schedule = report.schedule
    goes_straight = (
        schedule is not None
        and schedule.is_active
        and not schedule.needs_approval
        # Words that a person wrote are read by a person before they leave.
        and not Report.objects.filter(worded(), pk=report.pk).exists()
    )
    may_leave = report.state == ReportState.APPROVED or (
        report.state == ReportState.BUILT and goes_straight
    )
    if may_leave and (report.leaves_at is None or report.leaves_at <= timezone.now()):
        send(report)
