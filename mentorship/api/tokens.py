"""What a token looks like; without Django."""

import hashlib
import re
import secrets
from ipaddress import ip_address, ip_network
from typing import NamedTuple

START = "mnt_"
# 32 random bytes: nobody guesses them, so that a plain digest is enough to keep.
_FORM = re.compile(r"mnt_([a-z2-7]{8})_[A-Za-z0-9_-]{43}\Z")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class NewToken(NamedTuple):
    """A token as it is shown once, its first letters, and what is kept of it."""

    text: str
    prefix: str
    digest: str


def new_token() -> NewToken:
    """Draw a token."""
    first = "".join(secrets.choice(_LETTERS) for _letter in range(8))
    text = f"{START}{first}_{secrets.token_urlsafe(32)}"
    return NewToken(text, START + first, digest_of(text))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def has_form_of_token(text: str) -> bool:
    """Tell whether a text could be a token at all."""
    return _FORM.match(text) is not None


def comes_from(client: str, networks: list[str]) -> bool:
    """Tell whether an address is in one of the networks; with none named, everybody is."""
    if not networks:
        return True
    try:
        address = ip_address(client)
    except ValueError:
        return False
    return any(address in ip_network(network) for network in networks)
