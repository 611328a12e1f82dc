"""The order of values that stand for steps: grades, bands, levels."""

import re
from collections.abc import Collection, Iterable

# Ladders that are known by name, from the lowest step; each is compared without capitals.
LADDERS: tuple[tuple[str, ...], ...] = (
    ("AA", "AO", "EO", "HEO", "SEO", "G7", "G6", "SCS"),
    ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS"),
    ("Assistant", "Officer", "Senior officer", "Manager", "Senior manager", "Director"),
    ("Junior", "Intermediate", "Senior", "Lead", "Principal"),
    ("Undergraduate", "Master’s", "Doctoral", "Postdoctoral", "Lecturer", "Professor"),
)
NUMBER = re.compile(r"(\d+)")


def in_order(values: Iterable[str]) -> list[str]:
    """Return values from the lowest step to the highest, as far as that can be guessed.

    By a known ladder where it has them all, else by their numbers and letters. What differs in
    capitals only is one value.
    """
    spelt: dict[str, str] = {}
    for value in sorted(values):
        spelt.setdefault(_folded(value), value)
    for ladder in LADDERS:
        steps = [_folded(step) for step in ladder]
        if len(spelt) > 1 and set(spelt) <= set(steps):
            return [spelt[step] for step in steps if step in spelt]
    return [spelt[key] for key in sorted(spelt, key=_by_numbers)]


def missing_in(order: Collection[str], values: Iterable[str]) -> list[str]:
    """Return the values that are no step of an order, as people spell them."""
    known = {_folded(step) for step in order}
    return in_order(value for value in values if _folded(value) not in known)


def _folded(value: str) -> str:
    """Return a value as it is compared."""
    return " ".join(value.casefold().split())


def _by_numbers(key: str) -> list[tuple[int, int, str]]:
    """Return what sorts “band 9” before “band 10”."""
    parts = NUMBER.split(key)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]
