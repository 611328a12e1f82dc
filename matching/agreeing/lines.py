"""The five lines of an agreement, in words, and what changed from one version to the next."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from matching.models import Agreement

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHORTEST, LONGEST = 1, 26  # weeks from one meeting to the next

TITLES: "dict[str, _StrPromise]" = {
    "purpose": _("What we work on"),
    "confidentiality": _("What stays between us, and what cannot"),
    "every_weeks": _("How often we meet"),
    "contact": _("How we reach each other"),
    "ends_on": _("Until when"),
}


@dataclass(frozen=True, slots=True)
class AgreementLines:
    """What an agreement says; `every_weeks` from 1 to 26."""

    purpose: str
    confidentiality: str
    every_weeks: int
    contact: str
    ends_on: date

    def in_words(self) -> "list[Line]":
        """Return the lines as they are read."""
        return [
            Line(str(TITLES[field.name]), _said(getattr(self, field.name)))
            for field in fields(self)
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its title, and what it says."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line that a later version says otherwise."""

    title: str
    was: str
    now: str


def lines_of(agreement: Agreement) -> AgreementLines:
    """Return what one version says."""
    return AgreementLines(
        **{field.name: getattr(agreement, field.name) for field in fields(AgreementLines)}
    )


def changes_between(earlier: AgreementLines, later: AgreementLines) -> list[Change]:
    """Return the lines that differ, in their order."""
    return list(_changes(earlier, later))


def every_weeks_in_words(weeks: int) -> str:
    """Return “every week”, “every 2 weeks”."""
    return ngettext("every week", "every %(count)d weeks", weeks) % {"count": weeks}


def _changes(earlier: AgreementLines, later: AgreementLines) -> Iterator[Change]:
    """Yield the lines that differ."""
    for was, now in zip(earlier.in_words(), later.in_words(), strict=True):
        if was.text != now.text:
            yield Change(now.title, was.text, now.text)


def _said(value: str | int | date) -> str:
    """Return a line's value in words."""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, int):
        words = every_weeks_in_words(value)
        return words[:1].upper() + words[1:]
    return value
