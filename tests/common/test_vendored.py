"""What we carry from elsewhere is what we said we carry, with its licence beside it."""

import hashlib
from pathlib import Path

FONTS = Path("static/vendor/inter")


def test_fonts_are_the_files_that_were_fetched():
    lines = (FONTS / "SHA256SUMS").read_text().splitlines()
    noted = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FONTS.iterdir()
        if path.suffix in {".ttf", ".woff2"}
    }

    assert found == noted


def test_the_licence_stands_beside_them():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE.txt").read_text(encoding="utf-8")
