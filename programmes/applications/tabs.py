"""The pages of the Applications area: seven tabs, and what lies within two of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.tabs import Tab
from programmes.models import Programme
from programmes.permissions import allowed_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the area by the name of its address, and who may open it."""

    label: "_StrPromise"
    name: str
    permission: Permission = Permission.VIEW_APPLICATIONS


@dataclass(frozen=True, slots=True)
class Part:
    """A tab: it leads to the first of its pages, which are shown below it if there are more."""

    label: "_StrPromise"
    pages: tuple[Page, ...]


PARTS = (
    Part(_("Applications"), (Page(_("Applications"), "applications"),)),
    Part(_("Nominations"), (Page(_("Nominations"), "nomination-list"),)),
    Part(_("Endorsements"), (Page(_("Endorsements"), "endorsement-list"),)),
    Part(_("Reviews"), (Page(_("Reviews"), "round-list"),)),
    Part(
        _("Decisions"),
        (
            Page(_("Who waits for one"), "decision-list"),
            Page(_("Accepted for later"), "decision-later", Permission.DECIDE_APPLICATIONS),
            Page(_("Fairness"), "fairness"),
        ),
    ),
    Part(_("Waiting list"), (Page(_("Waiting list"), "waiting-list"),)),
    Part(
        _("Forms and rules"),
        (
            Page(_("Forms and dates"), "application-forms"),
            Page(_("Who may take part"), "eligibility-rules"),
            Page(_("How mentees come in"), "intake-policy", Permission.MANAGE_PROGRAMME),
            Page(_("Is it still true?"), "validations"),
            Page(_("References and checks"), "check-list", Permission.VIEW_PEOPLE),
        ),
    ),
)


def tabs_of(programme: Programme, current: str) -> list[Tab]:
    """Return the tabs; that one is current to which the page belongs."""
    return [
        Tab(
            str(part.label),
            _url(part.pages[0], programme),
            any(page.name == current for page in part.pages),
        )
        for part in PARTS
    ]


def pages_beside(programme: Programme, person: Person, current: str) -> list[Tab]:
    """Return the pages that share the tab of this one and that the person may open."""
    part = next(part for part in PARTS if any(page.name == current for page in part.pages))
    if len(part.pages) == 1:
        return []
    return [
        Tab(str(page.label), _url(page, programme), page.name == current)
        for page in part.pages
        if allowed_in(person, page.permission, programme)
    ]


def _url(page: Page, programme: Programme) -> str:
    """Return the address of a page of the programme."""
    return reverse(f"programmes:{page.name}", args=(programme.slug,))
