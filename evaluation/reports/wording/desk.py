"""The page where the words of a report are changed: each section with what is wrong and new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, TypeVar

from evaluation.reports.model import ReportData
from evaluation.reports.wording.checking import Problem, problems_in
from evaluation.reports.wording.filling import Words, words_of
from evaluation.reports.wording.placeable import Catalogue, Placeable
from evaluation.reports.wording.sections import Section
from evaluation.reports.wording.texts import plain, texts_of, words_from
from programmes.charters.texts import Change, Piece, pieces_between


class Numbered(Protocol):
    """A version of a report’s words."""

    number: int


Version = TypeVar("Version", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Part:
    """A section: what keeps it from being published, and how it differs from its draft."""

    section: Section
    problems: tuple[Problem, ...]
    pieces: tuple[Piece, ...]

    @property
    def is_draft(self) -> bool:
        """Tell whether it reads as it was drafted."""
        return not self.pieces


def parts_of(data: ReportData, texts: Mapping[str, str]) -> list[Part]:
    """Return every section as it is typed, beside its draft."""
    drafts = texts_of(data, {})
    problems = problems_in(data, words_from(data, texts))
    return [
        Part(
            section,
            tuple(problem for problem in problems if problem.section == section),
            pieces_of(drafts[section.value], texts[section.value]),
        )
        for section in Section
    ]


def blocking_in(parts: list[Part]) -> int:
    """Return how much has to be settled before the report may leave."""
    return sum(problem.blocks for part in parts for problem in part.problems)


def history_of(
    data: ReportData, versions: Sequence[Version], words: Mapping[int, Words]
) -> list[tuple[Version, list[Change]]]:
    """Return each version with what reads otherwise than in the one before it, figures in place.

    `words` are those of every version by its number; the first one is set against the draft.
    """
    return [
        (version, _changes(data, words.get(version.number - 1, {}), words[version.number]))
        for version in versions
    ]


def _changes(data: ReportData, before: Words, after: Words) -> list[Change]:
    """Return, section by section, what reads otherwise in the later words."""
    old, new = words_of(data, before), words_of(data, after)
    return [
        Change(str(section.label), pieces)
        for section in Section
        if (pieces := pieces_of("\n".join(old[section]), "\n".join(new[section])))
    ]


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """Return the runs of words from one text to another; none where both say the same."""
    if plain(before) == plain(after):
        return ()
    return tuple(pieces_between(plain(before), plain(after)))


def found_in(catalogue: Catalogue, words: str) -> list[tuple[str, list[Placeable]]]:
    """Return the figures by group that hold every one of the words, in their order."""
    wanted = words.lower().split()
    found = [placed for placed in catalogue.values() if _holds(placed, wanted)]
    return [(group, list(each)) for group, each in groupby(found, key=lambda placed: placed.group)]


def _holds(placed: Placeable, wanted: list[str]) -> bool:
    """Tell whether a figure is what somebody looks for."""
    text = " ".join(_searched(placed)).lower()
    return all(word in text for word in wanted)


def _searched(placed: Placeable) -> Iterator[str]:
    """Yield what a figure is found by."""
    yield from (placed.key, placed.label, placed.group, placed.words, placed.source)
