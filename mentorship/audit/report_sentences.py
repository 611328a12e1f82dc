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
    # cost and return
    # findings and recommendations
    "finding.noted": _("Wrote the finding down"),
    "finding.dropped": _("Took the finding back"),
    "recommendation.made": _("Recommended a change"),
    "recommendation.changed": _("Wrote the recommendation anew"),
    "recommendation.promise_changed": _("Changed who sees to the promise, or until when"),
    # readiness
    # portfolio
    # what mentors may do next
}
