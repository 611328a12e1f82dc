"""How the console says what is known of a report about a message."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.messaging.enums import ReportState
from matching.models import MessageReport
from matching.wording import names_of
from programmes.models import Programme

TONES = {ReportState.RAISED: "warn", ReportState.OPENED: "warn", ReportState.SETTLED: "good"}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list."""

    url: str
    names: str
    reporter: str
    raised_at: datetime
    reason: str
    state: str
    tone: str


def sentence_of_reports(waiting: int) -> str:
    """Return the headline of the list."""
    if not waiting:
        return _("No report about a message waits")
    sentence = ngettext(
        "%(count)s report about a message waits",
        "%(count)s reports about messages wait",
        waiting,
    )
    return sentence % {"count": waiting}


def report_rows(programme: Programme, reports: Iterable[MessageReport]) -> list[ReportRow]:
    """Return the rows of the list."""
    return [
        ReportRow(
            url=reverse("matching:reported", args=(programme.slug, report.pk)),
            names=names_of(report.match),
            reporter=report.by.name,
            raised_at=report.raised_at,
            reason=report.get_reason_display(),
            state=state_in_words(report),
            tone=TONES[ReportState(report.state)],
        )
        for report in reports
    ]


def state_in_words(report: MessageReport) -> str:
    """Return how far the coordinators are."""
    if report.state == ReportState.RAISED and report.opening_asked_by_id is not None:
        return _("A second person is asked for")
    if report.state == ReportState.RAISED:
        return _("Waits for you")
    return str(report.get_state_display())


def report_facts(report: MessageReport) -> list[dict[str, str]]:
    """Return what coordinators know of a report, a line each; empty ones are left out."""
    told = {
        _("Reported by"): report.by.name,
        _("When"): _when(report.raised_at),
        _("Whose message"): report.message.by.name if report.message else "",
        _("What is wrong"): report.get_reason_display(),
        _("State"): state_in_words(report),
        _("Asked to open it"): _who(report.opening_asked_by, report.opening_asked_at),
        _("Reason to open it"): report.opening_reason,
        _("Opened it as the second"): _who(report.opened_by, report.opened_at),
        _("Settled by"): _who(report.settled_by, report.settled_at),
        _("Told to whoever reported"): report.settled_words,
    }
    return [{"label": label, "value": value} for label, value in told.items() if value]


def _who(person: object, at: datetime | None) -> str:
    """Return who did something, and when; empty where nobody did."""
    return f"{person}, {_when(at)}" if person and at else ""


def _when(at: datetime) -> str:
    """Return a day and time in the reader's zone."""
    return date_format(timezone.localtime(at), "j F Y, H:i")
