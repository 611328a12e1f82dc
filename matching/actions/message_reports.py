"""Reporting a message, and what two coordinators together may do about it."""

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_match
from matching.messaging.emails import (
    helpers_of,
    post_opened,
    post_opening_asked,
    post_reported,
    post_settled,
)
from matching.messaging.enums import REPORT_TRANSITIONS, ReportReason, ReportState
from matching.messaging.queries import may_be_opened, opened_messages, reads_until
from matching.models import MessageReport, PairMessage
from matching.models.message import PairMessageQuerySet
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance


class OwnMessageError(Exception):
    """People report what others wrote, in matches of their own; nothing was changed."""


class NobodyToTellError(Exception):
    """Everybody who would read the report is in the match themselves; nothing was changed."""


class NotForThemError(Exception):
    """They may not look after this report, or not do this about it; nothing was changed."""


class StaysClosedError(Exception):
    """The programme opens no messages, or did not when this one was written; nothing changed."""


@transaction.atomic
def report_message(
    message: PairMessage, *, by: Person, reason: ReportReason | str, words: str = ""
) -> MessageReport:
    """Report what somebody wrote; recorded, and the coordinators outside of the match are told.

    They learn who reported, whose message and why, and never what it says. A second report of the
    same message by the same person changes nothing. Raises OwnMessageError, NobodyToTellError.
    """
    match = lock_match(message.match)
    if by == message.by or by not in match.people:
        raise OwnMessageError
    known = message.reports.filter(by=by).first()
    if known is not None:
        return known
    if not helpers_of(match):
        raise NobodyToTellError
    made = MessageReport.objects.create(
        match=match, message=message, by=by, reason=ReportReason(reason), words=words.strip()
    )
    _record("message_report.raised", made, by=by, reason=str(made.reason))
    post_reported(made)
    return made


@transaction.atomic
def ask_opening(report: MessageReport, *, by: Person, reason: str) -> None:
    """Ask for a second person to open the conversation, with a reason; recorded, they are told.

    Raises NotForThemError, StaysClosedError, and IllegalTransitionError where somebody asked
    before, or the report is settled.
    """
    now = _locked(report, by)
    if now.state != ReportState.RAISED or now.opening_asked_by_id is not None:
        raise IllegalTransitionError(report, ReportState.OPENED)
    if not may_be_opened(now):
        raise StaysClosedError
    now.opening_reason, now.opening_asked_by = reason.strip(), by
    now.opening_asked_at = timezone.now()
    now.save(update_fields=["opening_reason", "opening_asked_by", "opening_asked_at"])
    _record("message_report.opening_asked", now, by=by)
    post_opening_asked(now, by)


@transaction.atomic
def confirm_opening(report: MessageReport, *, by: Person) -> None:
    """Open the conversation as the second of two; recorded, and everybody in the match is told.

    Raises NotForThemError for whoever asked, StaysClosedError, and IllegalTransitionError where
    nobody asked, or a colleague opened or settled it meanwhile.
    """
    now = _locked(report, by)
    if now.opening_asked_by_id is None or now.state != ReportState.RAISED:
        raise IllegalTransitionError(report, ReportState.OPENED)
    if now.opening_asked_by_id == by.pk:
        raise NotForThemError
    if not may_be_opened(now):
        raise StaysClosedError
    advance(now, ReportState.OPENED, REPORT_TRANSITIONS, opened_by=by, opened_at=timezone.now())
    _record("message_report.opened", now, by=by)
    post_opened(now)


@transaction.atomic
def read_opened(report: MessageReport, *, by: Person) -> PairMessageQuerySet:
    """Return the opened conversation to one of the two who opened it; each reading is recorded.

    Raises NotForThemError for everybody else, and once the fourteen days are over.
    """
    now = _locked(report, by)
    if reads_until(now, by, timezone.now()) is None:
        raise NotForThemError
    _record("message_report.read", now, by=by)
    return opened_messages(now, by)


@transaction.atomic
def settle_report(report: MessageReport, *, by: Person, words: str) -> None:
    """Settle a report with words to whoever reported; recorded. What was opened is closed again.

    Raises NotForThemError, and IllegalTransitionError where a colleague was quicker.
    """
    now = _locked(report, by)
    advance(
        now,
        ReportState.SETTLED,
        REPORT_TRANSITIONS,
        settled_by=by,
        settled_at=timezone.now(),
        settled_words=words.strip(),
    )
    _record("message_report.settled", now, by=by)
    post_settled(now)


def _locked(report: MessageReport, by: Person) -> MessageReport:
    """Return the report as it is now, for a colleague who may look after it; held until the end."""
    # Locked alone first: somebody who asks while one waits would be missing from a join.
    list(MessageReport.objects.select_for_update(no_key=True).filter(pk=report.pk))
    rows = MessageReport.objects.in_care_of(by).select_related(
        "by", "message", "match__cohort__programme__organisation", "opening_asked_by"
    )
    now = rows.filter(pk=report.pk).first()
    if now is None:
        raise NotForThemError
    return now


def _record(kind: str, report: MessageReport, *, by: Person, **changes: str) -> None:
    """Record a step of a report, never a word of it."""
    organisation_id = report.match.cohort.programme.organisation_id
    record(kind, report, by=by, organisation_id=organisation_id, changes=changes)
