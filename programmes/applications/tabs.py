"""The pages of the Applications area, as tabs; and addresses of pages that may not be there."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import Programme

TABS = (
    (_("Applications"), "programmes:applications"),
    (_("Nominations"), "programmes:nomination-list"),
    (_("Waiting list"), "programmes:waiting-list"),
    (_("Reviewers and rounds"), "programmes:round-list"),
    (_("Forms and dates"), "programmes:application-forms"),
    (_("Fairness"), "programmes:fairness"),
)


def application_tabs(programme: Programme, current: str) -> list[dict[str, Any]]:
    """Return the tabs of the area, the current one marked, by the names of their addresses."""
    return [
        {"label": label, "url": url, "is_current": name == current}
        for label, name in TABS
        if (url := address_of(name, slug=programme.slug))
    ]


def address_of(name: str, **facts: object) -> str:
    """Return the address of a page by its full name; nothing where there is no such page."""
    try:
        return reverse(name, kwargs=facts)
    except NoReverseMatch:
        return ""
