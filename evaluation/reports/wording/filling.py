"""The words of a report with its figures in place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.reports.model import ReportData
from evaluation.reports.wording.drafting import draft_of
from evaluation.reports.wording.placeable import Catalogue
from evaluation.reports.wording.placing import catalogue_of
from evaluation.reports.wording.sections import Section

# Paragraphs by the key of their section, with figures placed by key: `{graduated}`.
Words = Mapping[str, Sequence[str]]

BRACKETS = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Placed:
    """What stands in brackets: a figure by its key and form, or a number with where it is from."""

    key: str
    form: str = ""
    number: str = ""
    origin: str = ""
    is_stated: bool = False


def read(inside: str) -> Placed:
    """Read what stands in brackets: `key`, `key:form`, or `number | where it is from`."""
    if "|" in inside:
        number, _bar, origin = inside.partition("|")
        return Placed("", number=number.strip(), origin=origin.strip(), is_stated=True)
    key, _colon, form = inside.partition(":")
    return Placed(key.strip().lower(), form=form.strip().lower())


def placed_in(paragraph: str) -> Iterator[Placed]:
    """Yield what is placed in a paragraph, in its order."""
    return (read(found[1]) for found in BRACKETS.finditer(paragraph))


def fill(paragraph: str, catalogue: Catalogue) -> str:
    """Return a paragraph with its figures in place; what is unknown stays as it is written.

    What a figure says is never read again, so that no bracket in somebody's words places another.
    """
    return BRACKETS.sub(lambda found: _said(found[0], read(found[1]), catalogue), paragraph)


def templates_of(data: ReportData, words: Words) -> dict[Section, tuple[str, ...]]:
    """Return each section's paragraphs with their brackets: those that people changed, or drafts.

    Sections in `words` that are not known are left out.
    """
    drafts = draft_of(data)
    return {
        section: tuple(words[section]) if section in words else drafts[section]
        for section in Section
    }


def words_of(data: ReportData, words: Words) -> dict[str, tuple[str, ...]]:
    """Return what each section says, in the language that is active.

    `words` are those that people changed; every other section is drafted from the figures.
    """
    catalogue = catalogue_of(data)
    return {
        section.value: tuple(fill(paragraph, catalogue) for paragraph in paragraphs)
        for section, paragraphs in templates_of(data, words).items()
    }


def _said(written: str, placed: Placed, catalogue: Catalogue) -> str:
    """Return what stands in the place of a bracket."""
    if placed.is_stated:
        return placed.number
    figure = catalogue.get(placed.key)
    if figure is None:
        return written
    return figure.forms.get(placed.form) or figure.why_hidden or written
