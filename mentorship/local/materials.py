"""The software bill of materials: what the product's image holds, as `docs/sbom.json`.

Made by cyclonedx-bom from `requirements.txt`, with every hash that the lock admits. It names no
index and no machine, so that everybody who makes it makes the same.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK, BILL = "requirements.txt", "docs/sbom.json"
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: *; *(?P<marker>[^\\]+))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def write_bill(root: Path) -> int:
    """Write the bill anew, and return how many components it has.

    Raises:
        subprocess.CalledProcessError: the lock could not be read.

    """
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", LOCK]
    command += ["--pyproject", "pyproject.toml", "--output-reproducible", "--short-PURLs"]
    made = subprocess.run(command, check=True, cwd=root, stdout=subprocess.PIPE, text=True)
    bill = json.loads(made.stdout)
    markers = {purl: marker for purl, (_hashes, marker) in pinned(root).items()}
    bill["components"] = [_plain(one, markers) for one in bill["components"]]
    names = [one["bom-ref"] for one in bill["components"]]
    root_name = bill["metadata"]["component"]["bom-ref"]
    bill["dependencies"] = [{"ref": root_name, "dependsOn": names}]
    bill["dependencies"] += [{"ref": name} for name in names]
    for tool in bill["metadata"]["tools"]["components"]:
        tool.pop("externalReferences", None)
    text = json.dumps(bill, indent=1, sort_keys=True, ensure_ascii=False)
    (root / BILL).write_text(f"{text}\n", encoding="utf-8")
    return len(names)


def _plain(component: dict[str, Any], markers: dict[str, str]) -> dict[str, Any]:
    """Name a component by its package URL, and take out where it was asked for."""
    purl = component["purl"]
    hashes = [found for one in component["externalReferences"] for found in one["hashes"]]
    plain = {
        "type": component["type"],
        "bom-ref": purl,
        "name": component["name"],
        "version": component["version"],
        "purl": purl,
        "externalReferences": [{"type": "distribution", "url": purl, "hashes": hashes}],
    }
    if markers.get(purl):
        plain["properties"] = [{"name": "python:marker", "value": markers[purl]}]
    return plain


def pinned(root: Path) -> dict[str, tuple[frozenset[str], str]]:
    """Return what the lock holds: by package URL, the hashes it admits and where it is needed."""
    found: dict[str, tuple[frozenset[str], str]] = {}
    purl = ""
    for line in (root / LOCK).read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            purl = f"pkg:pypi/{pin['name'].lower().replace('_', '-')}@{pin['version']}"
            found[purl] = (frozenset(), (pin["marker"] or "").strip())
        hashes, marker = found.get(purl, (frozenset(), ""))
        if more := HASH.findall(line):
            found[purl] = (hashes | set(more), marker)
    return found


def billed(root: Path) -> dict[str, frozenset[str]]:
    """Return what the bill holds: the hashes by package URL; nothing where there is none."""
    try:
        bill = json.loads((root / BILL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {
        one["purl"]: frozenset(
            found["content"] for place in one["externalReferences"] for found in place["hashes"]
        )
        for one in bill["components"]
    }


def differing(root: Path) -> set[str]:
    """Return the packages that stand in one of the two alone, or with other hashes."""
    lock = {purl: hashes for purl, (hashes, _marker) in pinned(root).items()}
    return {purl for purl, _hashes in lock.items() ^ billed(root).items()}
