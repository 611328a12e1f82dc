"""Canonical JSON, its hash, and the short code that a reader can type.

One value has one text: sorted keys, no spaces, UTF-8, no floats, as RFC 8785 writes the values that
are admitted here. So the same figures give the same bytes, hash and code in every process, release
and language, and whoever holds the figures can check the code.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

# Beyond this other languages read a number as another one (RFC 8259, section 6).
LARGEST_INTEGER: Final = 2**53 - 1
# Crockford's base 32: no I, L, O or U, so that nothing is misread or spelt.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD: Final = str.maketrans("OIL", "011")
CODE_LENGTH: Final = 12
GROUP: Final = 4
BITS_EACH: Final = 5


class NotCanonicalError(ValueError):
    """The value holds something that has no single text, or the text is not the canonical one."""


def figure(value: float | Decimal, places: int) -> Decimal:
    """Return a figure with so many decimal places, halves away from zero, and never minus zero.

    A float is read as it is printed, so 0.125 to two places is 0.13 and 2.675 is 2.68, as on
    paper. Raises NotCanonicalError for NaN, infinities and figures of more than 28 digits.
    """
    number = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if not number.is_finite():
        raise NotCanonicalError(f"{value} is no figure.")
    try:
        fixed = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation as error:
        raise NotCanonicalError(f"{value} has too many digits for a figure.") from error
    return abs(fixed) if fixed.is_zero() else fixed


def dumps(value: object) -> str:
    """Return the canonical text of a value.

    Admitted are mappings with text as keys, lists, tuples, text, whole numbers up to 2⁵³ − 1,
    true, false and null; a Decimal becomes text with the places it has. Raises NotCanonicalError,
    saying where, for anything else, floats first of all.
    """
    return json.dumps(
        _plain(value, "value"),
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )


def loads(text: str) -> Any:
    """Return the value of a canonical text, figures as text.

    Raises NotCanonicalError for any other text, so that what was verified is what is read.
    """
    try:
        value = json.loads(text)
        again = dumps(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError("The text is not canonical JSON.") from error
    if again != text:
        raise NotCanonicalError("The text is not canonical JSON.")
    return value


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_of(value: object) -> str:
    """Return the SHA-256 of a value's canonical text."""
    return sha256(dumps(value))


def code(digest: str) -> str:
    """Return the verification code of a SHA-256: its first 60 bits, such as 7ZQ4-0KMD-93XR.

    Raises ValueError for what is no SHA-256 in hexadecimal digits.
    """
    bits = bytes.fromhex(digest)
    if len(bits) != hashlib.sha256().digest_size:
        raise ValueError("A SHA-256 has 64 hexadecimal digits.")
    number = int.from_bytes(bits) >> (8 * len(bits) - BITS_EACH * CODE_LENGTH)
    letters = "".join(
        ALPHABET[number >> (BITS_EACH * place) & (len(ALPHABET) - 1)]
        for place in reversed(range(CODE_LENGTH))
    )
    return _grouped(letters)


def tidy_code(typed: str) -> str:
    """Return a code as it is printed, however it was typed.

    Small or wide letters, dashes, dots and spaces do not matter; O is read as 0, I and L as 1. What
    cannot be a code comes back as something that no report has.
    """
    letters = re.sub(r"[\s.\-‐‑–—]", "", unicodedata.normalize("NFKC", typed)).upper()
    return _grouped(letters.translate(MISREAD))


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def _plain(value: object, where: str) -> object:
    """Return a value as JSON's own types, or say where it is none."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, int):
        return _integer(value, where)
    if isinstance(value, Decimal):
        return _decimal(value, where)
    if isinstance(value, Mapping):
        return _object(value, where)
    if isinstance(value, list | tuple):
        return [_plain(part, f"{where}[{place}]") for place, part in enumerate(value)]
    raise NotCanonicalError(f"{where} is a {type(value).__name__}, which has no canonical text.")


def _text(value: str, where: str) -> str:
    text = str.__str__(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonicalError(f"{where} is text with half a character.") from error
    return text


def _object(value: Mapping[object, object], where: str) -> dict[str, object]:
    parts = {_key(key, where): _plain(part, f"{where}.{key}") for key, part in value.items()}
    # RFC 8785 sorts by the units of UTF-16.
    return {key: parts[key] for key in sorted(parts, key=lambda key: key.encode("utf-16-be"))}


def _key(key: object, where: str) -> str:
    if not isinstance(key, str):
        raise NotCanonicalError(f"{where} has a key that is a {type(key).__name__}, not text.")
    return _text(key, f"A key of {where}")


def _integer(value: int, where: str) -> int:
    if abs(value) > LARGEST_INTEGER:
        raise NotCanonicalError(f"{where} is too large for a number that all languages read.")
    return int(value)


def _decimal(value: Decimal, where: str) -> str:
    if not value.is_finite():
        raise NotCanonicalError(f"{where} is {value}, which is no figure.")
    return f"{abs(value) if value.is_zero() else value:f}"
