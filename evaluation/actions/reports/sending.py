"""Handing a report to the outbox, and keeping what it asked and to whom it went."""

from datetime import datetime

from django.utils import timezone, translation

from evaluation.actions.reports.drawing import snapshot_of
from evaluation.actions.reports.recording import record_of_report as _record
from evaluation.emails.reports import post_report
from evaluation.enums import REPORT_TRANSITIONS, FileFormat, ReportState
from evaluation.models import Report, ReportAsk, ReportLetter, ReportVersion
from evaluation.reports.mornings import arrival
from evaluation.reports.snapshot import thaw
from evaluation.reports.wording.filling import words_of
from evaluation.reports.wording.sections import Section
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import advance
from programmes.models import Sponsorship
from programmes.timetable.reading import work_calendar_of


def send(report: Report) -> None:
    """Write one mail for each sponsor into the outbox, in the same transaction as the state.

    Each leaves at the report's hour where that sponsor is. Nothing happens without a sponsor.
    """
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
    _keep_asks(report, version, now)
    for sponsor, due_at in arrivals(report, sponsors, now):
        message = post_report(
            report,
            sponsor,
            version=version,
            snapshot=snapshot_of(report),
            pdf=pdf,
            due_at=due_at,
        )
        ReportLetter.objects.create(
            report=report,
            version=version.number,
            person=sponsor,
            message=message,
            posted_at=message.due_at,
        )
    _record("report.sent", report, by=None, sponsors=len(sponsors))


def arrivals(
    report: Report, sponsors: list[Person], now: datetime
) -> list[tuple[Person, datetime | None]]:
    """Return when a report leaves for each sponsor: at its hour there, or None for at once."""
    schedule = report.schedule
    if schedule is None or schedule.hour is None or report.leaves_on is None:
        return [(sponsor, None) for sponsor in sponsors]
    calendar = work_calendar_of(report.programme.organisation)
    return [
        (
            sponsor,
            arrival(report.leaves_on, schedule.hour, sponsor.time_zone, calendar, now),
        )
        for sponsor in sponsors
    ]


def _keep_asks(report: Report, version: ReportVersion, now: datetime) -> None:
    """Keep what a version asks for, in the words in which it was drawn."""
    with translation.override(report.programme.organisation.language):
        asks = words_of(thaw(report.snapshot), version.words)[Section.ASKS]
    ReportAsk.objects.bulk_create(
        ReportAsk(report=report, version=version.number, number=number, words=words, asked_at=now)
        for number, words in enumerate(asks, start=1)
    )
