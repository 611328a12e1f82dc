"""The pages of the Matching area in the console, as tabs of a round."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models import Round
from mentorship.common.tabs import Tab

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


# Each page by the name of its address, which takes the programme and the round.
PAGES: tuple[tuple[str, "_StrPromise"], ...] = (
    ("rule-list", _("Rules")),
    ("round-seats", _("People and seats")),
    ("wish-list", _("Wishes")),
    ("draft-list", _("Drafts")),
    ("sending-list", _("Send")),
    ("sending-answers", _("Answers")),
)


def tabs_of(chosen: Round, current: str) -> list[Tab]:
    """Return the tabs of a round; `current` is the name of the page's address."""
    slug = chosen.cohort.programme.slug
    return [
        Tab(str(label), reverse(f"matching:{name}", args=(slug, chosen.pk)), name == current)
        for name, label in PAGES
    ]
