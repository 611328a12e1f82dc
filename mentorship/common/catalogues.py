"""Catalogues of translations: compiled with Babel, so that no program of gettext is needed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def stale_catalogues(folder: Path) -> list[Path]:
    """Return the `.po` files below `folder` whose compiled form is missing or older."""
    return [
        source
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))
        if not (compiled := source.with_suffix(".mo")).exists()
        or compiled.stat().st_mtime < source.stat().st_mtime
    ]


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile what is stale below `folder`, and return it; a half-written file is never seen."""
    stale = stale_catalogues(folder)
    for source in stale:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        beside = source.with_suffix(f".{os.getpid()}.new")  # two may compile at once
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(source.with_suffix(".mo"))
    return stale
