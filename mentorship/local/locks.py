"""Writes the lock files from `pyproject.toml` and the bill of materials, and checks that they fit.

A lock's first line names what it was made from, so that the check needs no network. No lock holds
an address: where packages come from is the business of whoever installs them.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

from mentorship.local.materials import BILL, LOCK, differing, write_bill

ROOT = Path(__file__).resolve().parent.parent.parent
# Each lock, the extra it holds, and the lock whose versions it takes over.
LOCKS = (
    ("requirements.txt", "", ""),
    ("requirements-local.txt", "local", "requirements.txt"),
    ("requirements-dev.txt", "dev", "requirements-local.txt"),
)
ADDRESSES = ("://", "--index-url", "--extra-index-url", "--find-links")


def first_line(extra: str) -> str:
    """Return the line that names what a lock is made from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        "python": project["requires-python"],
        "dependencies": project["dependencies"],
        "extras": project["optional-dependencies"] if extra else {},
    }
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    return f"# Made by dev.py lock from pyproject.toml, whose dependencies have sha256 {digest}\n"


def write(*, upgrade: bool) -> None:
    """Resolve again and write all locks; versions stay as they are unless `upgrade`.

    Raises:
        subprocess.CalledProcessError: no versions fit together, or no index could be reached.

    """
    for name, extra, base in LOCKS:
        path = ROOT / name
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"]
        command += ["--universal", "--python-version", "3.11", "--generate-hashes"]
        command += ["--no-header", "--no-annotate", "--output-file", name]
        command += ["--extra", extra] if extra else []
        command += ["--constraint", base] if base else []
        command += ["--upgrade"] if upgrade else []
        subprocess.run(command, check=True, cwd=ROOT)
        path.write_text(first_line(extra) + path.read_text(encoding="utf-8"), encoding="utf-8")
        print(f"  {name}: {len(pins(name))} packages")
    print(f"  {BILL}: {write_bill(ROOT)} components")


def pins(name: str) -> set[str]:
    """Return the packages of a lock with their versions and markers."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if line[:1].isalnum()}


def problems() -> list[str]:
    """Return what is wrong with the locks, one sentence each."""
    found = []
    for name, extra, base in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        if not text.startswith(first_line(extra)):
            found.append(f"{name} is older than pyproject.toml: run python3 dev.py lock.")
        found += [f"{name} holds an address ({word})." for word in ADDRESSES if word in text]
        if base and (lost := pins(base) - pins(name)):
            found.append(f"{name} differs from {base}: {', '.join(sorted(lost))}.")
    if differ := differing(ROOT):
        found.append(f"{BILL} differs from {LOCK}: {', '.join(sorted(differ))}.")
    return found


def main(words: list[str]) -> int:
    """Check or write."""
    parser = argparse.ArgumentParser(prog="dev.py lock", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is wrong")
    parser.add_argument("--upgrade", action="store_true", help="take newer versions")
    given = parser.parse_args(words)
    if not given.check:
        try:
            write(upgrade=given.upgrade)
        except subprocess.CalledProcessError:
            print("The lock files could not be written; what uv said stands above.")
            return 1
    found = problems()
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
