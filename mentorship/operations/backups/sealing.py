"""Encryption of backups in age's format, as a stream: nothing is ever held in memory whole.

A helper thread encrypts or decrypts; the pipe between it and the caller holds back whichever of
the two is faster. With a passphrase each backup has a key of its own, which stands in front,
encrypted with the passphrase.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO, Self

import pyrage

from mentorship.operations.backups.errors import BackupError, DamagedError, LockedError

_KEY_BEGINS = b"-----BEGIN AGE ENCRYPTED FILE-----"
_KEY_ENDS = b"-----END AGE ENCRYPTED FILE-----"
_LONGEST_KEY_LINES = 40


@dataclass(frozen=True, slots=True)
class Lock:
    """Who can open a backup: the holders of age keys, or whoever knows the passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """What is at hand to open a backup: age identities (AGE-SECRET-KEY-1…), or a passphrase."""

    identities: tuple[str, ...] = ()
    passphrase: str = ""


def make_identity() -> tuple[str, str]:
    """Return a new secret key, and the recipient that belongs to it."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@contextmanager
def sealed(target: BinaryIO, lock: Lock, *, also_for: str) -> Iterator[BinaryIO]:
    """Yield a stream; what is written to it arrives in `target` encrypted.

    `also_for` is one more secret key that opens it: with it a backup is read back at once.
    Raises BackupError when nobody could open it, or a recipient is none, or `target` is full.
    """
    identity = _identity(also_for)
    recipients: list[object] = [_recipient(words) for words in lock.recipients]
    if lock.passphrase:
        own, public = make_identity()
        target.write(pyrage.passphrase.encrypt(own.encode(), lock.passphrase, armored=True))
        recipients.append(_recipient(public))
    if not recipients:
        raise BackupError(
            "Nobody could open the backup: set BACKUP_RECIPIENTS (made by “backup key”) or "
            "BACKUP_PASSPHRASE."
        )
    recipients.append(identity.to_public())

    def encrypt(source: BinaryIO) -> None:
        pyrage.encrypt_io(source, target, recipients)

    reading, writing = os.pipe()
    with _Helper(encrypt, os.fdopen(reading, "rb")) as helper:
        try:
            with os.fdopen(writing, "wb") as stream:
                yield stream
        except BrokenPipeError:
            helper.tell()
            raise
        helper.tell()


@contextmanager
def opened(source: BinaryIO, keys: Keys) -> Iterator[BinaryIO]:
    """Yield a stream of what was encrypted in `source`.

    Raises LockedError when no key fits, DamagedError when it is no backup or was cut off.
    """
    identities = [*_identities(keys, source)]
    if not identities:
        raise LockedError("Name the file with the secret key (--identity), or give a passphrase.")

    def decrypt(target: BinaryIO) -> None:
        pyrage.decrypt_io(source, target, identities)

    reading, writing = os.pipe()
    with _Helper(decrypt, os.fdopen(writing, "wb")) as helper:
        try:
            with os.fdopen(reading, "rb") as stream:
                yield stream
                # What follows must be genuine as well, or the end was cut off.
                while stream.read(1 << 16):
                    pass
        except Exception:
            # What the reader stumbled over is mostly the outcome of what went wrong before it.
            helper.tell()
            raise
        helper.tell()


class _Helper:
    """A thread that works on one end of a pipe, and closes it whatever happens."""

    def __init__(self, work: Callable[[BinaryIO], None], end: BinaryIO) -> None:
        self._work, self._end = work, end
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def tell(self) -> None:
        """Wait for the end of the work, and raise what stopped it, in our words."""
        self._thread.join()
        error = self._error
        if error is None or isinstance(error, BrokenPipeError):
            return
        if isinstance(error, pyrage.EncryptError):
            raise BackupError(f"The backup could not be written: {error}.") from error
        if "No matching keys" in str(error):
            raise LockedError("This key does not open this backup.") from error
        raise DamagedError("The file is damaged, cut off, or no backup.") from error

    def _run(self) -> None:
        try:
            self._work(self._end)
        except Exception as error:  # noqa: BLE001  # handed to the thread that asks, in `tell`
            self._error = error
        finally:
            # The last words do not fit where nobody reads any more.
            with suppress(OSError):
                self._end.close()


def _identities(keys: Keys, source: BinaryIO) -> Sequence[pyrage.x25519.Identity]:
    """Return what may open `source`, and leave it at the first byte of what is encrypted."""
    given = [_identity(words) for words in keys.identities]
    beginning = source.tell()
    if not source.readline(len(_KEY_BEGINS) + 2).startswith(_KEY_BEGINS):
        source.seek(beginning)
        return given
    lines = [_KEY_BEGINS + b"\n"]
    while not lines[-1].startswith(_KEY_ENDS):
        lines.append(source.readline(200))
        if len(lines) > _LONGEST_KEY_LINES or not lines[-1]:
            raise DamagedError("The file is damaged: the key in front of it has no end.")
    if not keys.passphrase:
        return given
    try:
        own = pyrage.passphrase.decrypt(b"".join(lines), keys.passphrase)
    except (pyrage.DecryptError, ValueError) as error:
        raise LockedError("This passphrase does not open this backup.") from error
    return [*given, _identity(own.decode())]


def _identity(words: str) -> pyrage.x25519.Identity:
    """Read a secret key."""
    try:
        return pyrage.x25519.Identity.from_str(words.strip())
    except pyrage.IdentityError as error:
        raise LockedError("The secret key cannot be read: it begins AGE-SECRET-KEY-1.") from error


def _recipient(words: str) -> object:
    """Read a recipient: an age key or a public key of SSH."""
    kind = pyrage.ssh if words.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(words)
    except pyrage.RecipientError as error:
        raise BackupError(f"“{words}” in BACKUP_RECIPIENTS is no age recipient.") from error
