"""What gives somebody away in a text, and cutting exactly that out; knows nothing of Django."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CUT = "[…]"
# Shorter parts of a name are words of too many languages.
FEWEST_LETTERS = 3
AROUND = 80


@dataclass(frozen=True, slots=True)
class Marks:
    """How a person may be named in a text: `whole` is surely them, `parts` perhaps."""

    whole: tuple[str, ...]
    parts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is known by which to find the person."""
        return not self.whole and not self.parts

    def pattern(self, *, with_parts: bool = True) -> str:
        """Return a regular expression, for Python and PostgreSQL alike, without its edges."""
        words = (*self.whole, *self.parts) if with_parts else self.whole
        return "|".join(_spelt(word) for word in words)


def marks_of(names: Iterable[str], addresses: Iterable[str]) -> Marks:
    """Return the marks of somebody of these names and addresses, the longest first."""
    whole: dict[str, None] = {}
    parts: dict[str, None] = {}
    for name in names:
        words = name.split()
        if len(words) > 1:
            whole[" ".join(words)] = None
        for word in words:
            letters = word.strip(".,;:()\"'“”")
            if len(letters) >= FEWEST_LETTERS:
                (parts if len(words) > 1 else whole)[letters] = None
    whole |= {address.strip(): None for address in addresses if address.strip()}
    return Marks(
        tuple(sorted(whole, key=_longest_first)),
        tuple(sorted((part for part in parts if part not in whole), key=_longest_first)),
    )


def cut(text: str, marks: Marks, *, with_parts: bool = True) -> str:
    """Return the text with each mark, and nothing else, cut out."""
    return _compiled(marks, with_parts=with_parts).sub(CUT, text)


def cut_deep(value: Any, marks: Marks, *, with_parts: bool = True) -> Any:
    """Cut marks out of every text in lists and mappings; keys are names of fields and stay."""
    if isinstance(value, str):
        return cut(value, marks, with_parts=with_parts)
    if isinstance(value, dict):
        return {key: cut_deep(each, marks, with_parts=with_parts) for key, each in value.items()}
    if isinstance(value, list):
        return [cut_deep(each, marks, with_parts=with_parts) for each in value]
    return value


def is_named(value: Any, marks: Marks, *, with_parts: bool = True) -> bool:
    """Tell whether a mark is anywhere in a text, or in the texts of lists and mappings."""
    return bool(cut_deep(value, marks, with_parts=with_parts) != value)


def excerpts(value: Any, marks: Marks) -> list[tuple[str, str, str]]:
    """Return (before, mark, after) of each mark, with some words around it."""
    if isinstance(value, dict):
        return [found for each in value.values() for found in excerpts(each, marks)]
    if isinstance(value, list):
        return [found for each in value for found in excerpts(each, marks)]
    if not isinstance(value, str):
        return []
    return [
        (
            value[max(0, found.start() - AROUND) : found.start()],
            found.group(),
            value[found.end() : found.end() + AROUND],
        )
        for found in _compiled(marks, with_parts=True).finditer(value)
    ]


def _longest_first(word: str) -> tuple[int, str]:
    """Return what sorts longer words before shorter ones, since these may be parts of them."""
    return -len(word), word


def _spelt(word: str) -> str:
    """Return a word as a regular expression in which any white space is like any other."""
    return r"\s+".join(re.escape(part) for part in word.split())


def _compiled(marks: Marks, *, with_parts: bool) -> re.Pattern[str]:
    """Return what finds marks where no letter or digit touches them, whatever their capitals."""
    inside = marks.pattern(with_parts=with_parts) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{inside})(?!\w)", re.IGNORECASE)
