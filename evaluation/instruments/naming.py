"""Short names for surveys, questions and answers, which stay when their words change; pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from evaluation.instruments.script import KEY_LENGTH

_OTHER = re.compile(r"[^a-z0-9]+")
# Room for a number that keeps two apart.
_ROOM = 6


def key_for(text: str, taken: Collection[str], *, otherwise: str) -> str:
    """Return a short name made from words that is not taken; `otherwise` where they give none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = _OTHER.sub("-", plain).strip("-")[: KEY_LENGTH - _ROOM].strip("-") or otherwise
    if stem not in taken:
        return stem
    return next(name for number in range(2, 100_000) if (name := f"{stem}-{number}") not in taken)


def options_for(
    labels: Iterable[str], before: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return answers to choose from as pairs of value and label.

    Labels that were there `before` keep their value, wherever they stand now; no other label gets a
    value that one of those has.
    """
    wanted = list(labels)
    known = {label.casefold(): value for value, label in before}
    kept = {known[label.casefold()] for label in wanted if label.casefold() in known}
    options: list[tuple[str, str]] = []
    for label in wanted:
        value = known.pop(label.casefold(), "")
        if not value:
            value = key_for(label, kept, otherwise="answer")
            kept.add(value)
        options.append((value, label))
    return tuple(options)
