"""Reading a backup without restoring it: whether every part is there, as it was written."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, BinaryIO

from mentorship.operations.backups.archive import HEADER, MANIFEST, reading
from mentorship.operations.backups.errors import DamagedError
from mentorship.operations.backups.origin import Origin
from mentorship.operations.backups.rows import FOLDER as ROWS
from mentorship.operations.backups.sealing import Keys, opened


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds."""

    origin: Origin
    rows: int
    tables: int
    files: int


def check_backup(source: BinaryIO, keys: Keys) -> Contents:
    """Read a backup to its end and hold every part against its hash.

    Raises DamagedError with the first part that is missing or altered, LockedError when no key
    fits.
    """
    hashes: dict[str, str] = {}
    tables: dict[str, Any] = defaultdict(hashlib.sha256)
    origin, manifest = None, None
    with opened(source, keys) as stream:
        for name, content in reading(stream, hashes):
            if name == HEADER:
                origin = Origin.from_data(json.loads(content))
            elif name == MANIFEST:
                manifest = json.loads(content)
            elif name.startswith(f"{ROWS}/"):
                tables[name.split("/")[2]].update(content)
    if origin is None:
        raise DamagedError("The file is no backup of this product.")
    found = whole(manifest, hashes)
    for table, said in found["tables"].items():
        if tables[table].hexdigest() != said["sha256"]:
            raise DamagedError(f"The rows of {table} are not those that were written.")
    count = sum(said["rows"] for said in found["tables"].values())
    return Contents(origin, count, len(found["tables"]), len(found["files"]))


def whole(manifest: Any, hashes: dict[str, str]) -> dict[str, Any]:
    """Return the manifest once every part was found as written; raises DamagedError otherwise."""
    if not isinstance(manifest, dict):
        raise DamagedError("The backup has no end: it was cut off.")
    for name, written in manifest["parts"].items():
        if hashes.get(name) != written:
            state = "altered" if name in hashes else "missing"
            raise DamagedError(f"The part {name} is {state}.")
    extra = set(hashes) - set(manifest["parts"]) - {MANIFEST}
    if extra:
        raise DamagedError(f"The part {min(extra)} was added later.")
    return manifest
