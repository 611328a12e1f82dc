"""What a fresh machine meets first: dev.py with real pip, on a lock of one small package."""

import ast
import base64
import hashlib
import os
import runpy
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

import dev

SOURCE = Path(dev.__file__)
WHEEL = "tiny_thing-1.0-py3-none-any.whl"


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """dev.py at work in an empty folder, as in a new clone."""
    for name, path in {
        "ROOT": "",
        "VENV": ".venv",
        "PYTHON": ".venv/bin/python",
        "STAMPS": ".venv/installed.json",
        "VAR": "var",
        "LOG": "var/install.log",
    }.items():
        monkeypatch.setattr(dev, name, tmp_path / path)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return tmp_path


def write_lock(clone, digest):
    for name in (dev.LOCAL, dev.DEV):
        (clone / name).write_text(f"tiny-thing==1.0 \\\n    --hash=sha256:{digest}\n")


def write_wheel(folder):
    """Write a package that holds one module, and return its sha256."""
    info = "tiny_thing-1.0.dist-info"
    files = {
        "tiny_thing.py": "WORD = 'tiny'\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        record = f"{info}/RECORD,,\n"
        for name, text in files.items():
            wheel.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
            record += f"{name},sha256={digest.rstrip('=')},{len(text)}\n"
        wheel.writestr(f"{info}/RECORD", record)
    return hashlib.sha256((folder / WHEEL).read_bytes()).hexdigest()


def test_an_installation_fails_in_one_sentence_until_it_works_and_is_done_once(
    clone, monkeypatch, capsys
):
    digest = write_wheel(clone)
    write_lock(clone, digest)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(dev.SetUpError, match="no package index could be reached"):
        dev.ensure_installed(dev.DEV)

    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(clone))
    write_lock(clone, "0" * 64)
    with pytest.raises(dev.SetUpError, match="a download is not what the lock file recorded"):
        dev.ensure_installed(dev.DEV)
    assert not dev.is_installed(dev.DEV)

    write_lock(clone, digest)
    capsys.readouterr()
    dev.ensure_installed(dev.DEV)
    assert "Installing the packages: 1 of 1" in capsys.readouterr().out
    assert list(clone.glob(".venv/lib/python*/site-packages/tiny_thing.py"))

    dev.ensure_installed(dev.DEV)
    dev.ensure_installed(dev.LOCAL)  # a demo after the tests
    assert capsys.readouterr().out == ""
    (clone / dev.DEV).write_text("another==1.0\n")
    assert not dev.is_installed(dev.DEV)


def test_a_full_disk_is_one_sentence_before_anything_is_made(clone, monkeypatch):
    monkeypatch.setattr(dev.shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 1024**2))
    write_lock(clone, "0" * 64)
    with pytest.raises(dev.SetUpError, match="The disk is full: 5 MB are free at"):
        dev.ensure_installed(dev.LOCAL)
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", "no space is left on the disk."),
        ("ERROR: Could not build wheels for x.", "ERROR: Could not build wheels for x ("),
        ("NewConnectionError('refused')", "no package index could be reached;"),
        ("ERROR: No matching distribution found for a==1", "a==1 is not offered for this system"),
    ],
)
def test_a_failure_is_put_into_one_sentence(said, reason):
    sentence = dev.why_it_failed("Installing", ["Collecting x", said])
    assert sentence.startswith(f"Installing failed: {reason}")
    assert "\n" not in sentence


def test_missing_libraries_name_the_exact_line(monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(dev.SetUpError) as failure:
        dev.ensure_system({"libno-such-thing.so.7": "libno-such-thing7"}, {})
    assert str(failure.value) == (
        "System libraries are missing: run  sudo apt-get install -y --no-install-recommends "
        "libno-such-thing7  and then this again."
    )


def test_a_missing_browser_is_only_mentioned(monkeypatch, capsys):
    monkeypatch.setenv("DEV_NO_APT", "1")
    monkeypatch.setattr(sys, "platform", "linux")
    dev.ensure_system({}, {"no-such-browser": "chromium"})
    assert "sudo apt-get install -y --no-install-recommends chromium" in capsys.readouterr().out


def test_older_pythons_can_read_the_file_and_are_told(monkeypatch):
    ast.parse(SOURCE.read_text(), feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11, 3\.12 or 3\.13, and this is"):
        runpy.run_path(str(SOURCE))


@pytest.mark.parametrize(
    ("given", "kept"),
    [({}, None), ({"PYTHONDONTWRITEBYTECODE": "1"}, "var/bytecode")],
)
def test_what_python_compiles_is_kept_wherever_that_may_lie(clone, monkeypatch, given, kept):
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(clone)
    ran = []
    monkeypatch.setattr(dev.os, "execve", lambda _program, _words, more: ran.append(more))
    dev.become("-m", "pytest")
    assert not ran[0].get("PYTHONDONTWRITEBYTECODE")
    assert ran[0].get("PYTHONPYCACHEPREFIX") == (kept and str(clone / kept))


def test_managing_without_a_demo_is_one_sentence(clone, monkeypatch):
    monkeypatch.delenv("DATA_DIR")
    with pytest.raises(dev.SetUpError, match="No demo is running"):
        dev.manage(["check"])


def test_it_needs_the_standard_library_only():
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }
    assert imported <= sys.stdlib_module_names
