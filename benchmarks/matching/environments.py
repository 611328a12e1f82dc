"""Separate environments for what is compared, in a temporary folder: some overwrite each other."""

import site
import subprocess
import sys
from pathlib import Path


def made(folder: Path, name: str, package: str, *, is_ours: bool = False) -> Path | None:
    """Return the interpreter of a new environment with a package; None where pip cannot bring it.

    With `is_ours`, what this interpreter has is there as well.
    """
    place = folder / name
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = place / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", package]
    if subprocess.run(install, check=False, capture_output=True).returncode:
        return None
    if is_ours:
        target = next(place.glob("lib/python*/site-packages"))
        # The environment's own packages come first, and ours behind them.
        (target / "behind.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return python
