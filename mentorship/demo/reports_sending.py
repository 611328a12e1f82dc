"""The demo's reports on their way: when they come, and what a sponsor said to the last one."""

from datetime import date, timedelta

from django.utils import timezone

from evaluation.actions.asks import Said, answer_asks
from evaluation.actions.reports import approve_report, build_by_hand
from evaluation.actions.reports.drawing import draw
from evaluation.actions.reports.sending import send
from evaluation.enums import AskAnswer, Cadence
from evaluation.models import Report, ReportAsk, ReportLetter, ReportSchedule
from evaluation.reports.wording.sections import Section
from mentorship.accounts.models import Person
from mentorship.demo.programmes import Year
from programmes.enums import MilestoneKind
from programmes.models import Sponsorship

SENT_AGO = timedelta(days=9)
MONDAY, HOUR = 0, 8
ASKS = (
    "Confirm that the programme goes on with a next cohort.",
    "Release mentors for half a day of refresher training before the next cohort begins.",
    "Open the next kick-off yourself, and say why mentoring matters to you.",
)
ANSWERS = (
    Said(AskAnswer.YES, "Yes. Tell me by whom you want it announced."),
    Said(AskAnswer.TALK, "I see the point, but not the hours. Half an hour next week?"),
)


def build_sending(year: Year, today: date, *, by: Person) -> None:
    """Plan reports for one programme, and let its sponsor have answered most of the last one."""
    programme = year.leadership
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    for cadence, milestone, due in (
        (Cadence.QUARTERLY, "", first),
        (Cadence.MILESTONE, MilestoneKind.REVIEW, None),
    ):
        ReportSchedule.objects.create(
            programme=programme,
            cadence=cadence,
            milestone=milestone,
            next_due_on=due,
            day_of_month=due.day if due else None,
            weekday=MONDAY,
            hour=HOUR,
            draft_days=3,
            begins_on=today,
        )
    sponsorship = Sponsorship.objects.reachable().filter(programme=programme).first()
    if sponsorship is None:
        return
    report = build_by_hand(programme, year.closed.cohort, by=by)
    report.versions.update(words={Section.ASKS: list(ASKS)})
    draw(report)
    approve_report(report, by=by)
    send(report)
    _some_days_ago(report)
    answer_asks(report, dict(enumerate(ANSWERS, start=1)), by=sponsorship.person)


def _some_days_ago(report: Report) -> None:
    """Let it have come by itself, as the cohort closed, and been opened, some days ago."""
    ago = timezone.now() - SENT_AGO
    cohort = report.cohort
    at_close = report.programme.report_schedules.filter(cadence=Cadence.AT_CLOSE).first()
    if cohort is not None and at_close is not None:
        Report.objects.filter(pk=report.pk).update(
            schedule=at_close, occurrence=f"cohort-{cohort.number}"
        )
    Report.objects.filter(pk=report.pk).update(built_at=ago, sent_at=ago)
    report.versions.update(sent_at=ago, approved_at=ago)
    ReportAsk.objects.filter(report=report).update(asked_at=ago)
    ReportLetter.objects.filter(report=report).update(
        posted_at=ago, opened_at=ago + timedelta(hours=3)
    )
    report.refresh_from_db()
