"""From cost to what is left, and what the return depends on."""

from django.utils.translation import gettext as _

from evaluation.pictures.tornado import tornado_of
from evaluation.pictures.waterfall import waterfall_of
from evaluation.reports.model import CostReport
from mentorship.common.charts import Chart


def cost_charts(book: CostReport) -> tuple[Chart, ...]:
    """Return the way from cost to what is left, and what moving one assumption does to it."""
    charts = (
        waterfall_of(
            book, caption=_("What was spent, what is claimed for it, and what is left of that.")
        ),
        tornado_of(
            book,
            caption=_(
                "What is claimed for each unit spent, when one assumption moves and the others "
                "stay."
            ),
        ),
    )
    return tuple(chart for chart in charts if chart)
