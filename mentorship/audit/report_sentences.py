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
    # schedules, letters and asks
    # cost and return
    # findings and recommendations
    # readiness
    # portfolio
    "portfolio.read": _("Read the figures for programmes side by side"),
    "portfolio.downloaded": _("Took figures of programmes side by side along"),
    # what mentors may do next
}
