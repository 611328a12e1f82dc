"""What keeps words from being published: typed numbers, and figures that are not there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from evaluation.reports.model import ReportData
from evaluation.reports.wording.filling import BRACKETS, Placed, Words, read, templates_of
from evaluation.reports.wording.numbers import GONE, typed_numbers, without
from evaluation.reports.wording.placeable import Catalogue
from evaluation.reports.wording.placing import catalogue_of
from evaluation.reports.wording.sections import AHEAD, Section

# Words that say one thing brought about another, which no figure here can show.
_CAUSES = re.compile(
    r"\b(?:caus(?:es?|ed|ing)|led to|leads to|resulted in|results in|thanks to|due to|"
    r"because of|prov(?:es?|ed|en|ing)|brought about|verursach(?:t|te|ten|en)|führt(?:e|en)? zu|"
    r"bewirkt(?:e|en)?|aufgrund|beweist|beweisen|bewiesen)\b",
    re.IGNORECASE,
)
# Where a number is from has to be named, and not only hinted at.
SHORTEST_ORIGIN = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a paragraph; what `blocks` has to be settled before the report may leave."""

    section: Section
    paragraph: int
    words: str
    blocks: bool = True


def problems_in(data: ReportData, words: Words) -> list[Problem]:
    """Return everything that is wrong with the words of a report, in their order."""
    catalogue, names = catalogue_of(data), names_in(data)
    return [
        problem
        for section, paragraphs in templates_of(data, words).items()
        if section in words
        for problem in problems_of(section, paragraphs, catalogue, names)
    ]


def problems_of(
    section: Section, paragraphs: Sequence[str], catalogue: Catalogue, names: frozenset[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the paragraphs of a section; paragraphs are counted from 1.

    `names` may stand in words with the numbers that they have, such as “Cohort 5”.
    """
    for number, paragraph in enumerate(paragraphs, start=1):
        for words in _wrong(section, paragraph, catalogue, names):
            yield Problem(section, number, words)
        for found in _CAUSES.finditer(paragraph):
            hint = _(
                "“%(word)s” says that one thing brought about another. These figures show what "
                "went together: “is associated with” is safe to say."
            ) % {"word": found[0]}
            yield Problem(section, number, hint, blocks=False)


def names_in(data: ReportData) -> frozenset[str]:
    """Return the names that the report knows, which may have a number in them."""
    numbers = {cohort.number for cohort in data.cohorts}
    following = max(numbers, default=0) + 1
    known = [
        data.title, data.programme, data.organisation, *data.prepared_by,
        *(sponsor.name for sponsor in data.sponsors),
        *(sponsor.position for sponsor in data.sponsors),
        *(cohort.name for cohort in data.cohorts),
        *(survey.title for survey in data.surveys),
        *(place.name for place in data.communities),
        *(_("cohort %(number)s") % {"number": number} for number in {*numbers, following}),
    ]  # fmt: skip
    return frozenset(name for name in known if name)


def _wrong(
    section: Section, paragraph: str, catalogue: Catalogue, names: frozenset[str]
) -> Iterator[str]:
    """Yield what is wrong with a paragraph."""
    for found in BRACKETS.finditer(paragraph):
        placed = read(found[1])
        if placed.is_stated:
            yield from _wrong_origin(section, placed)
        elif words := _not_there(found[0], placed, catalogue):
            yield words
    left = BRACKETS.sub(GONE, paragraph)
    if "{" in left or "}" in left:
        yield _("A bracket is open: write {key}, or take it out.")
    for number in typed_numbers(without(left, names)):
        yield _typed(section, number)


def _typed(section: Section, number: str) -> str:
    """Say what to do about a number that was typed."""
    if section in AHEAD:
        return _(
            "“%(number)s” is typed. Place a figure from the list, or say where it is from: "
            "{%(number)s | the plan it stands in}."
        ) % {"number": number}
    return _("“%(number)s” is typed. Place it from the list of figures, or say it without.") % {
        "number": number
    }


def _wrong_origin(section: Section, placed: Placed) -> Iterator[str]:
    """Yield what is wrong with a number that somebody gives with where it is from."""
    if section not in AHEAD:
        yield _(
            "“%(number)s” is no figure of the record. What happened is told by placed figures "
            "alone; numbers of what is planned may stand where the report looks ahead."
        ) % {"number": placed.number or placed.origin}
    elif not placed.number or sum(map(str.isalpha, placed.origin)) < SHORTEST_ORIGIN:
        yield _("Say where “%(number)s” is from, after the stroke: {%(number)s | …}.") % {
            "number": placed.number
        }


def _not_there(written: str, placed: Placed, catalogue: Catalogue) -> str:
    """Say why a figure cannot be placed, or nothing where it can."""
    figure = catalogue.get(placed.key)
    if figure is None:
        near = get_close_matches(placed.key, catalogue, n=1)
        if near:
            return _("%(written)s is no figure of this report. Did you mean {%(near)s}?") % {
                "written": written,
                "near": near[0],
            }
        return _("%(written)s is no figure of this report.") % {"written": written}
    if placed.form in figure.forms:
        return ""
    if figure.why_hidden:
        return _("%(written)s cannot be shown (%(label)s): %(why)s.") % {
            "written": written,
            "label": figure.label,
            "why": figure.why_hidden.lower(),
        }
    codes = ", ".join(code for code, _words in figure.codes)
    return _("%(written)s says nothing. These do: %(codes)s.") % {
        "written": written,
        "codes": codes,
    }
