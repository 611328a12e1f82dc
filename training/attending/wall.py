"""The code on the wall: drawn from a secret and the half minute, so that it grows old by itself."""

import hmac
from datetime import datetime

# Letters and digits that nobody mistakes for each other, on a wall or read aloud.
LETTERS = "ACDEFHJKLMNPQRTUVWXY3479"
LENGTH = 6
STEP_SECONDS = 30


def step_at(moment: datetime) -> int:
    """Return the number of the half minute that a moment lies in."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(key: str, step: int) -> str:
    """Return the code that stands on the wall in a half minute; raises ValueError without a key."""
    if not key:
        raise ValueError("Without a key there is no code.")
    number = int.from_bytes(hmac.digest(key.encode(), str(step).encode(), "sha256"), "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def is_shown(key: str, typed: str, moment: datetime) -> bool:
    """Tell whether what was typed stands on the wall now, or did half a minute ago.

    The code before counts as well, because typing takes a while; one older than that does not.
    """
    code = "".join(typed.upper().split()).replace("-", "").encode()
    now = step_at(moment)
    found = [hmac.compare_digest(code, code_at(key, step).encode()) for step in (now, now - 1)]
    return any(found)
