"""Codes of certificates: long enough that nobody guesses one, and easy to type from paper."""

import secrets

# Crockford's letters: no I, L, O and U. Five bits each, so twenty of them hold a hundred.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 20, 5
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    """Return a code that nobody had before, in groups: “7QK2M-…”."""
    return in_groups("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))


def in_groups(letters: str) -> str:
    """Return letters in groups of five, with hyphens between."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def readings(typed: str) -> tuple[str, ...]:
    """Return the codes that somebody may have meant, in small letters or without hyphens."""
    plain = typed.replace("\x00", "").strip().upper()
    letters = "".join(letter for letter in plain if letter.isalnum()).translate(_MEANT)
    return plain, in_groups(letters)
