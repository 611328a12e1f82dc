"""The files that people sent in, out of the store and into it, wherever the store is."""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import quote, unquote

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from mentorship.operations.backups.archive import LARGEST, PartWriter, Slicer
from mentorship.operations.backups.errors import RefusedError

FOLDER = "files"
# Whose erasure was carried out: ids and times only. A restore must know of later ones too.
LEDGER = "erasures.jsonl"
LEDGER_PART = f"ledger/{LEDGER}"


def stored_names(folder: str = "") -> Iterator[str]:
    """Yield the name of every file in the store."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(files):
        if name:  # an object store may list the folder itself
            yield prefix + name
    for name in sorted(folders):
        yield from stored_names(prefix + name)


def write_files(parts: PartWriter) -> dict[str, str]:
    """Write every file; return the SHA-256 of each.

    What somebody deletes meanwhile is left out: the rows then tell of it too, or will be swept.
    """
    written: dict[str, str] = {}
    for name in stored_names():
        try:
            file = default_storage.open(name)
        except FileNotFoundError:
            continue
        slicer = Slicer(parts, f"{FOLDER}/{quote(name, safe='')}")
        with file:
            while block := file.read(LARGEST):
                slicer.write(block)
        written[name] = slicer.finish()
    return written


class FileKeeper:
    """Takes files in part by part; what it wrote can be taken back."""

    def __init__(self, *, may_replace: bool) -> None:
        """With `may_replace` a file of another content under the same name is replaced."""
        self._may_replace = may_replace
        self._name = ""
        self._waiting: IO[bytes] | None = None
        self.written: list[str] = []
        self.hashes: dict[str, str] = {}

    def take(self, part: str, content: bytes) -> None:
        """Take one part in; the parts of a file follow each other."""
        name = unquote(part.split("/")[1])
        if name != self._name or self._waiting is None:
            self.finish()
            self._name = name
            # Closed by `finish`: the parts of one file come in several calls.
            self._waiting = SpooledTemporaryFile(max_size=LARGEST)  # noqa: SIM115
        self._waiting.write(content)

    def finish(self) -> None:
        """Write the file whose parts are complete.

        Raises RefusedError where another file has its name and may not be replaced.
        """
        if self._waiting is None:
            return
        with self._waiting as waiting:
            waiting.seek(0)
            self.hashes[self._name] = file_digest(waiting, "sha256").hexdigest()  # type: ignore[arg-type]  # a temporary file reads like any other
            waiting.seek(0)
            self._save(self._name, File(waiting))
        self._waiting = None

    def take_back(self) -> None:
        """Delete what was written."""
        for name in self.written:
            default_storage.delete(name)

    def _save(self, name: str, file: "File[bytes]") -> None:
        """Write one file under exactly its name, unless the same stands there already."""
        if default_storage.exists(name):
            with default_storage.open(name) as there:
                if file_digest(there, "sha256").hexdigest() == self.hashes[name]:
                    return
            if not self._may_replace:
                raise RefusedError(f"The store of files holds another {name} already.")
            default_storage.delete(name)
        # Written down first: what is half there must go too.
        self.written.append(name)
        default_storage.save(name, file)


def ledger_path() -> Path:
    """Return where erasures are written down, outside the database."""
    return settings.DATA_DIR / LEDGER


def read_ledger() -> bytes:
    """Return the ledger of erasures as it stands; empty where nobody was erased yet."""
    path = ledger_path()
    return path.read_bytes() if path.exists() else b""


def merge_ledgers(*others: bytes) -> int:
    """Add to the ledger here each line of others that it lacks; return how many it got."""
    known = set(read_ledger().splitlines())
    theirs = dict.fromkeys(line for other in others for line in other.splitlines() if line.strip())
    new = [line for line in theirs if line not in known]
    if new:
        path = ledger_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(b"".join(line + b"\n" for line in new))
    return len(new)
