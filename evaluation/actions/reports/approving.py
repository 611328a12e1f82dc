"""Letting a report leave."""

from django.db import transaction
from django.utils import timezone

from evaluation.actions.report_words import require_settled
from evaluation.actions.reports.recording import record_of_report as _record
from evaluation.enums import REPORT_TRANSITIONS, ReportState
from evaluation.models import Report
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import advance
from programmes.models import Sponsorship


class NoSponsorError(Exception):
    """Nobody is named as sponsor now, so a report has nobody to go to."""


def approve_report(report: Report, *, by: Person, seen: str = "") -> None:
    """Let a report leave: at its hour, or with the next tick, one mail for each sponsor.

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
