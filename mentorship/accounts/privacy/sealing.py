"""Keeping a copy encrypted in the store, under a name and a key that only its row knows."""

import io
import uuid
from typing import IO

import pyrage
from django.core.files.base import File
from django.core.files.storage import default_storage

_ROOT = "copies"


class CopyLostError(Exception):
    """The file is no longer in the store, or is not what its key opens."""


def keep_sealed(plain: IO[bytes]) -> tuple[str, str]:
    """Encrypt and store what stands in a file; return the name in the store and the key."""
    identity = pyrage.x25519.Identity.generate()
    sealed = io.BytesIO()
    pyrage.encrypt_io(plain, sealed, [identity.to_public()])
    sealed.seek(0)
    store_key = uuid.uuid4().hex
    default_storage.save(path_of(store_key), File(sealed))
    return store_key, str(identity)


def open_sealed(store_key: str, age_key: str) -> bytes:
    """Return what was stored, decrypted; raises CopyLostError."""
    try:
        with default_storage.open(path_of(store_key)) as file:
            sealed: bytes = file.read()
        opened: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(age_key)])
    except (FileNotFoundError, pyrage.DecryptError, pyrage.IdentityError) as error:
        raise CopyLostError from error
    return opened


def forget_sealed(store_key: str) -> None:
    """Delete a stored copy; nothing happens where it is gone already."""
    if store_key:
        default_storage.delete(path_of(store_key))


def path_of(store_key: str) -> str:
    """Return where a copy lies in the store."""
    return f"{_ROOT}/{store_key[:2]}/{store_key}"
