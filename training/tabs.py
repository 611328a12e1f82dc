"""The pages of the Training area in the console, as tabs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to a page of the area, as it is drawn."""

    label: str
    url: str
    is_current: bool


PAGES: tuple[tuple[str, "_StrPromise"], ...] = (
    ("session-list", _("Sessions")),
    ("register", _("Mentor register")),
    ("claim-queue", _("Earlier learning")),
    ("policy-list", _("Rules")),
)


def tabs_of(programme: Programme, current: str) -> list[Tab]:
    """Return the tabs; `current` is the name of the page's own address, such as "register"."""
    return [
        Tab(str(label), reverse(f"training:{name}", args=(programme.slug,)), name == current)
        for name, label in PAGES
    ]
