"""Where Learn leads in the portal, beside one's own sessions and hours."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class LearnLink:
    """A page of the portal that Learn leads to: its name, what one does there, its address."""

    label: "_StrPromise"
    text: "_StrPromise"
    url_name: str

    @property
    def url(self) -> str:
        """Return its address."""
        return reverse(self.url_name)


LINKS: tuple[LearnLink, ...] = (
    LearnLink(
        _("Credit for what you learnt before"),
        _("Have a course or certificate from elsewhere counted here."),
        "training:claim-list",
    ),
)


def links_for(_person: Person) -> tuple[LearnLink, ...]:
    """Return the pages that are for a person."""
    return LINKS
