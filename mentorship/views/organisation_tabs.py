"""The pages of the organisation's own area in the console, as doors and as tabs."""

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.common.tabs import Tab

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Door(NamedTuple):
    """A page of the area: its address's name, what its tab says, and what it is for."""

    url_name: str
    label: "_StrPromise"
    sentence: "_StrPromise"


# In this order: appearance, sign-in, privacy, keeping, record, edges.
PAGES: tuple[Door, ...] = (
    Door(
        "organisation-look",
        _("Appearance"),
        _("Name, colours, logo, sender and foot of pages, mails and papers."),
    ),
    Door(
        "organisation-sign-in",
        _("Sign-in"),
        _("Your own sign-in service, your domains, and who needs a second step."),
    ),
    Door(
        "organisation-view-as",
        _("View as"),
        _("See a page as somebody sees it who asks for help, without changing anything."),
    ),
    Door(
        "organisation-privacy",
        _("Privacy"),
        _("What people ask about what is kept of them, and who looked at whose record."),
    ),
    Door(
        "organisation-erasing",
        _("Erasing"),
        _("Who asked to be erased, what would go and stay, and doing it."),
    ),
    Door(
        "organisation-keeping",
        _("Keeping"),
        _("How long what is kept, and what would go tonight."),
    ),
    Door(
        "organisation-record",
        _("Record"),
        _("What happened, who did it, and whether anybody has altered what is on record."),
    ),
    Door(
        "organisation-tokens",
        _("Tokens"),
        _("By which other programs read, and your directory keeps people in line."),
    ),
    Door(
        "organisation-webhooks",
        _("Webhooks"),
        _("Which other programs are told of news, signed and without names."),
    ),
)


def doors() -> list[dict[str, str]]:
    """Return each page with its address, for the page that leads to all of them."""
    return [
        {"url": reverse(page.url_name), "label": str(page.label), "sentence": str(page.sentence)}
        for page in PAGES
    ]


def organisation_tabs(current: str) -> list[Tab]:
    """Return the tabs of the area; `current` is the name of the page's address."""
    return [
        Tab(str(page.label), reverse(page.url_name), page.url_name == current) for page in PAGES
    ]
