"""Fetch Inter again: two npm packages, the files we use, their licence and their checksums.

Run `.venv/bin/python static/vendor/vendor_inter.py` when a newer Inter is wanted; it needs npm, which
nothing else does. Web pages get variable woff2 files by script (a browser loads only those it needs);
PDF and charts get complete TrueType files of four fixed styles, because PDF layout drops letters when
fed subsets and mistakes weights when fed a variable font.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent / "inter"
WEB_PACKAGE = "@fontsource-variable/inter@5.3.0"
FULL_PACKAGE = "inter-ui@4.1.1"
STYLES = ("Regular", "Italic", "SemiBold", "Bold")
SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")


def unpack(package: str, folder: Path) -> Path:
    """Pack a package with npm into the folder and return its unpacked root."""
    folder.mkdir()
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)  # noqa: S603, S607
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def copy_fonts(web: Path, full: Path) -> None:
    """Copy the font files and the licence into the target folder."""
    TARGET.mkdir(exist_ok=True)
    for script in SCRIPTS:
        name = f"inter-{script}-opsz-normal.woff2"
        shutil.copyfile(web / "files" / name, TARGET / f"inter-{script}.woff2")
    for style in STYLES:
        font = TTFont(full / "web" / f"Inter-{style}.woff2", recalcTimestamp=False)
        font.flavor = None
        font.save(TARGET / f"full-{style.lower()}.ttf")
    shutil.copyfile(full / "LICENSE.txt", TARGET / "LICENSE.txt")


def write_checksums() -> None:
    """Write one sha256 line per font file, sorted by name."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(TARGET.iterdir())
        if path.suffix in {".ttf", ".woff2"}
    ]
    (TARGET / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Fetch, copy, note."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        copy_fonts(unpack(WEB_PACKAGE, folder / "web"), unpack(FULL_PACKAGE, folder / "full"))
    write_checksums()


if __name__ == "__main__":
    main()
