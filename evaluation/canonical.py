"""Canonical JSON: the same figures give the same bytes, and so the same digest, on any machine.

Objects are written with sorted keys, without spaces, in UTF-8. Binary floats are refused, as their
text differs between programs; figures are fixed decimals, written as text by whoever measured them.
The rules follow RFC 8785 for the values admitted here.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# Crockford's base 32: no I, L, O or U, so that a code can be read out over the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LETTERS = 12
BITS_A_LETTER = 5
HEARD_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
# The whole numbers that every JSON reader keeps exactly.
LARGEST_EXACT = 2**53 - 1


class NotCanonicalError(ValueError):
    """The value, or the text, has no canonical form; the message names the place."""


def dumps(value: Any) -> str:
    """Write `value` as canonical JSON.

    Admits None, booleans, text, whole numbers up to 2⁵³ − 1 in size, lists, tuples, and mappings
    with text keys. Raises `NotCanonicalError` for anything else, floats, NaN and infinity included.
    """
    _check(value, "$")
    # RFC 8785 sorts by UTF-16 units; so does encoding each key as such.
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def loads(text: str) -> Any:
    """Read canonical JSON; raises `NotCanonicalError` where the text is not in its one form."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise NotCanonicalError(f"This is not JSON: {error}.") from error
    if dumps(value) != text:
        raise NotCanonicalError("This JSON is not in canonical form.")
    return value


def sha256(text: str) -> str:
    """Return the SHA-256 digest of the text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def code(digest: str) -> str:
    """Return a short code for a digest: its first 60 bits in three groups of four letters.

    Two reports share a code with a chance of one in 10¹⁸; whoever doubts compares whole digests.
    """
    bits = int(digest, 16) >> (4 * len(digest) - CODE_LETTERS * BITS_A_LETTER)
    letters = [
        ALPHABET[(bits >> (BITS_A_LETTER * place)) & (len(ALPHABET) - 1)]
        for place in reversed(range(CODE_LETTERS))
    ]
    return _grouped("".join(letters))


def tidy_code(typed: str) -> str:
    """Return a code as it is printed, however it was typed: in small letters or without dashes."""
    letters = re.sub(r"[\s\-–—.]", "", unicodedata.normalize("NFKC", typed)).upper()
    return _grouped(letters.translate(HEARD_AS))


def _grouped(letters: str) -> str:
    """Put a dash after every fourth letter."""
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _check(value: Any, place: str) -> None:
    """Raise where a value has no canonical form."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _check_text(value, place)
    elif isinstance(value, int):
        if abs(value) > LARGEST_EXACT:
            raise NotCanonicalError(f"{place} is too large to be kept exactly.")
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if not isinstance(key, str):
                raise NotCanonicalError(f"{place} has a key that is not text: {key!r}.")
            _check_text(key, place)
            _check(part, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for position, part in enumerate(value):
            _check(part, f"{place}[{position}]")
    else:
        raise NotCanonicalError(
            f"{place} is a {type(value).__name__}, which has no canonical form."
        )


def _check_text(text: str, place: str) -> None:
    """Raise where text cannot be written in UTF-8: half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonicalError(f"{place} holds half a character.") from error


def _sorted(value: Any) -> Any:
    """Return the value with all keys in order."""
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _sorted(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_sorted(part) for part in value]
    return value
