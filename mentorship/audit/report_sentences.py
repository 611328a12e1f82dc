"""What was done about reports, recommendations, costs and standards, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REPORTS: "dict[str, _StrPromise]" = {
    "report.built": _("Built the report"),
    "report.approved": _("Approved the report"),
    "report.sent": _("Sent the report"),
    # words and versions
    # schedules, letters and asks
    "schedule.added": _("Planned reports"),
    "schedule.changed": _("Changed when reports come"),
    "schedule.paused": _("Paused reports"),
    "schedule.resumed": _("Let reports come again"),
    "letter.opened": _("Opened the report"),
    "ask.answered": _("Answered what the report asks"),
    "ask.noted": _("Took note of an answer"),
    # cost and return
    # findings and recommendations
    # readiness
    # portfolio
    # what mentors may do next
}
