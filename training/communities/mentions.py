"""Who is meant by “@Amara” in a text: pure, and only where there can be no doubt."""

from collections.abc import Mapping
from datetime import datetime, timedelta

BETWEEN_MAILS = timedelta(hours=1)


def mentioned_in(words: str, names: Mapping[str, str]) -> frozenset[str]:
    """Return whom a text mentions, by key; `names` holds everybody's whole name by key.

    “@” and a whole name is enough, and a first name where only one person bears it. An address
    such as amara@example.org mentions nobody.
    """
    found = set()
    for position, letter in enumerate(words):
        if letter != "@" or (position and _continues_a_word(words[position - 1])):
            continue
        key = _meant(words[position + 1 :], names)
        if key is not None:
            found.add(key)
    return frozenset(found)


def folded(moments: list[datetime]) -> list[tuple[datetime, list[int]]]:
    """Return when mails about these moments leave, and which moments (by place) each is about.

    The first leaves at once; what follows within an hour waits for that hour to be over, and
    leaves together. `moments` are in order.
    """
    mails: list[tuple[datetime, list[int]]] = []
    for place, moment in enumerate(moments):
        if mails and moment <= mails[-1][0]:
            mails[-1][1].append(place)
            continue
        due = max(moment, mails[-1][0] + BETWEEN_MAILS) if mails else moment
        mails.append((due, [place]))
    return mails


def _meant(rest: str, names: Mapping[str, str]) -> str | None:
    """Return who is meant by the text after an “@”, or nobody where several may be."""
    whole = {key: name for key, name in names.items() if _begins_with(rest, name)}
    longest = max((len(name) for name in whole.values()), default=0)
    meant = [key for key, name in whole.items() if len(name) == longest]
    if not meant:
        meant = [key for key, name in names.items() if _begins_with(rest, _first(name))]
    return meant[0] if len(meant) == 1 else None


def _begins_with(rest: str, name: str) -> bool:
    """Tell whether a text begins with a name, whatever its capitals, and the word ends there."""
    size = len(name)
    is_same = bool(name) and rest[:size].casefold() == name.casefold()
    return is_same and not _continues_a_word(rest[size : size + 1])


def _first(name: str) -> str:
    """Return the first word of a name."""
    return name.split(maxsplit=1)[0] if name.strip() else ""


def _continues_a_word(letter: str) -> bool:
    """Tell whether a letter belongs to a word."""
    return letter.isalnum() or letter == "_"
