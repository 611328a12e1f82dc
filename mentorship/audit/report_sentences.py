"""What was done about reports, recommendations, costs and standards, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REPORTS: "dict[str, _StrPromise]" = {
    "report.built": _("Built the report"),
    "report.approved": _("Approved the report"),
    "report.sent": _("Sent the report"),
    "report.quotes_withdrawn": _("Left out quotes whose consent was taken back"),
    # words and versions
    "report.words_saved": _("Changed the words of the report"),
    "report.version_begun": _("Began another version of the report"),
    # schedules, letters and asks
    "schedule.added": _("Planned reports"),
    "schedule.changed": _("Changed when reports come"),
    "schedule.paused": _("Paused reports"),
    "schedule.resumed": _("Let reports come again"),
    "letter.opened": _("Opened the report"),
    "ask.answered": _("Answered what the report asks"),
    "ask.noted": _("Took note of an answer"),
    # cost and return
    "cost_book.begun": _("Began the book of costs"),
    "cost_book.taken_along": _("Took costs and benefits along from the earlier programme"),
    "cost_book.currency": _("Changed the currency of the book"),
    "cost_book.confirmed": _("Confirmed what was taken along"),
    "cost_line.added": _("Wrote the line"),
    "cost_line.changed": _("Changed the line"),
    "cost_line.removed": _("Took a line out"),
    # findings and recommendations
    "finding.noted": _("Wrote the finding down"),
    "finding.dropped": _("Took the finding back"),
    "recommendation.made": _("Recommended a change"),
    "recommendation.changed": _("Wrote the recommendation anew"),
    "recommendation.promise_changed": _("Changed who sees to the promise, or until when"),
    # readiness
    "readiness.judged": _("Judged how far a standard is met"),
    "readiness.packed": _("Took an evidence pack"),
    # portfolio
    "portfolio.read": _("Read the figures for programmes side by side"),
    "portfolio.downloaded": _("Took figures of programmes side by side along"),
    # what mentors may do next
}
