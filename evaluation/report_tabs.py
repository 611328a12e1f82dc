"""The pages of the Reports area in the console, as tabs."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.common.tabs import Tab
from programmes.models import Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


# Each page by the name of its address, which takes the programme.
PAGES: tuple[tuple[str, "_StrPromise"], ...] = (
    ("report-list", _("Reports")),
    ("ledger", _("Recommendations")),
    ("cost", _("Cost and return")),
    ("readiness", _("Readiness")),
    ("forecast", _("Forecast")),
)


def report_tabs_of(programme: Programme, current: str) -> list[Tab]:
    """Return the tabs of a programme's reports; `current` is the name of the page's address."""
    return [
        Tab(str(label), reverse(f"evaluation:{name}", args=(programme.slug,)), name == current)
        for name, label in PAGES
    ]
