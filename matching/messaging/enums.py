"""States of reports about messages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportReason(TextChoices):
    """Why somebody reports what was written to them."""

    HURTFUL = "hurtful", _("Hurtful or rude")
    UNWANTED = "unwanted", _("Unwanted advances")
    PRESSURE = "pressure", _("Pressure or threats")
    SALES = "sales", _("Selling something")
    OTHER = "other", _("Something else")


class ReportState(TextChoices):
    """How far the coordinators are with a report."""

    RAISED = "raised", _("Raised")
    OPENED = "opened", _("Messages opened by two people")
    SETTLED = "settled", _("Settled")


REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportState.OPENED: frozenset({ReportState.RAISED}),
    ReportState.SETTLED: frozenset({ReportState.RAISED, ReportState.OPENED}),
}
