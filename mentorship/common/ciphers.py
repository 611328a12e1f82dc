"""Keeps short secrets unreadable in the database, under keys that follow from SECRET_KEY."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class UnreadableError(ValueError):
    """What is kept was sealed under another SECRET_KEY, for another purpose, or was changed."""


def seal(text: str, *, purpose: str) -> str:
    """Return the text encrypted; what is sealed for one purpose opens for no other."""
    return _cipher(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return the text again; raises UnreadableError."""
    try:
        return _cipher(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError(purpose) from error


def _cipher(purpose: str) -> MultiFernet:
    """Return what encrypts under today's key, and still reads what older keys sealed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key, purpose)) for key in keys])


def _key(secret: str | bytes, purpose: str) -> bytes:
    """Return a key of this purpose."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"mentorship:{purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(force_bytes(secret)))
