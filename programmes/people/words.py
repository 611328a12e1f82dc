"""Lists of a few words that people type in: "English, Cymraeg"."""

import re
from collections.abc import Iterable

_BETWEEN = re.compile(r"[,;\n\r]+")
_GAPS = re.compile(r"\s+")


def words_of(text: str) -> list[str]:
    """Return what stands between commas, semicolons or lines, each once, in the order given.

    Two spellings that differ only in capitals or spaces are the same; the first one stays.
    """
    return each_once(_BETWEEN.split(text))


def each_once(words: Iterable[str]) -> list[str]:
    """Return the words without gaps and repetitions, in the order given."""
    found: dict[str, str] = {}
    for word in words:
        clean = _GAPS.sub(" ", word).strip()
        if clean:
            found.setdefault(clean.casefold(), clean)
    return list(found.values())


def as_text(words: Iterable[str]) -> str:
    """Return the words as somebody would type them."""
    return ", ".join(words)
