"""Whatever of a row is a file: kept in the store by another app, or in the row itself."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from django.db.models import BinaryField, Model

# Returns the file of a row with the name it ends in, or None where its bytes are gone.
Opener = Callable[[Any], tuple[str, bytes] | None]
_openers: dict[str, Opener] = {}


def register_file(label: str, opener: Opener) -> None:
    """Let an app say how the file of a row of one model is opened; called from `ready`."""
    _openers[label] = opener


def files_of(row: Model) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a row: its path in a copy, made of nothing but ids, and its bytes."""
    label = row._meta.label_lower
    for field in row._meta.concrete_fields:
        if isinstance(field, BinaryField) and getattr(row, field.attname):
            name = _ending(getattr(row, "filename", ""))
            yield f"files/{label}/{row.pk}{name}", bytes(getattr(row, field.attname))
    if opener := _openers.get(label):
        opened = opener(row)
        if opened is not None:
            called, content = opened
            yield f"files/{label}/{row.pk}{_ending(called)}", content


def _ending(filename: str) -> str:
    """Return how a file's name ends: “.pdf”; nothing where the ending is no plain word."""
    suffix = PurePath(filename).suffix.lower()
    return suffix if suffix[1:].isalnum() and len(suffix) <= len(".abcdefg") else ""
