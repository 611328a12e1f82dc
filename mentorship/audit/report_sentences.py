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
    "report.words_saved": _("Changed the words of the report"),
    "report.version_begun": _("Began another version of the report"),
    # schedules, letters and asks
    # cost and return
    # findings and recommendations
    # readiness
    # portfolio
    # what mentors may do next
}
