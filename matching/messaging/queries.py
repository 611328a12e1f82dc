"""What there is to read: unread messages, reports for coordinators, and who may open what."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from matching.messaging.enums import ReportState
from matching.models import Match, MessageReport, PairMessage
from matching.models.message import MessageReportQuerySet, PairMessageQuerySet
from mentorship.accounts.models import Person
from programmes.models import Programme
from programmes.queries import policy_of

# So long two coordinators may read what they opened.
DAYS_TO_READ = timedelta(days=14)


def unread_in(match: Match, reader: Person) -> QuerySet[PairMessage, tuple[UUID, int]]:
    """Count what somebody has not read in a match; nothing where there is nothing."""
    unread = PairMessage.objects.visible_to(reader).filter(match=match).unread_by(reader)
    return unread.order_by().values_list("match").annotate(count=Count("pk"))


def open_since(programme: Programme) -> datetime | None:
    """Return since when messages are written that two coordinators may open; None if they may not.

    What was written before stays closed, whatever is reported.
    """
    policy = policy_of(programme)
    return policy.reports_open_since if policy.may_open_reports else None


def reports_in(programme: Programme, person: Person) -> MessageReportQuerySet:
    """Return a programme's reports that a colleague looks after."""
    own = MessageReport.objects.in_care_of(person).filter(match__cohort__programme=programme)
    return own.select_related("by", "message__by", "opening_asked_by", "opened_by", "settled_by")


def with_matches(reports: Iterable[MessageReport]) -> list[MessageReport]:
    """Give reports their matches with programme and people; two queries for all."""
    found = list(reports)
    rows = Match.objects.filter(pk__in=[report.match_id for report in found])
    matches = {
        match.pk: match
        for match in rows.select_related("cohort__programme__organisation").with_people()
    }
    for report in found:
        report.match = matches[report.match_id]
    return found


def is_openable(match: Match, message: PairMessage) -> bool:
    """Tell whether two coordinators could open the conversation around a message, if reported."""
    since = open_since(match.cohort.programme)
    return since is not None and message.sent_at >= since


def may_be_opened(report: MessageReport) -> bool:
    """Tell whether its people knew, when the message was written, that it could be opened."""
    if report.message is None or report.state != ReportState.RAISED:
        return False
    return is_openable(report.match, report.message)


def reads_until(report: MessageReport, reader: Person, now: datetime) -> datetime | None:
    """Return until when somebody may read the opened conversation; None if they may not."""
    if report.state != ReportState.OPENED or report.opened_at is None:
        return None
    if reader.pk not in {report.opening_asked_by_id, report.opened_by_id}:
        return None
    if open_since(report.match.cohort.programme) is None:
        return None
    until = report.opened_at + DAYS_TO_READ
    return until if now < until else None


def opened_messages(report: MessageReport, reader: Person) -> PairMessageQuerySet:
    """Return what the two who opened a conversation may read: never what came before or after."""
    since = open_since(report.match.cohort.programme)
    if reads_until(report, reader, timezone.now()) is None or since is None:
        return PairMessage.objects.none()
    written = PairMessage.objects.filter(match=report.match_id, sent_at__gte=since)
    return written.filter(sent_at__lte=report.opened_at).select_related("by")


def openings_of(match: Match) -> list[MessageReport]:
    """Return when the match's conversation was opened, for its people to read; one query."""
    opened = MessageReport.objects.filter(match=match, opened_at__isnull=False)
    return list(opened.select_related("opening_asked_by", "opened_by").order_by("opened_at"))
