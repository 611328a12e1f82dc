"""The direction of imports holds, and the linter that says so can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("mentorship", "programmes", "training", "matching", "evaluation")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path):
    ignored = shutil.ignore_patterns("__pycache__", "migrations")
    for name in CODE:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    (tmp_path / "tests/architecture").mkdir(parents=True)
    shutil.copy(ROOT / "tests/architecture/contracts.py", tmp_path / "tests/architecture")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout
    assert "BROKEN" not in result.stdout


def test_an_upward_import_breaks_the_contract(copy):
    enums = copy / "programmes/enums.py"
    enums.write_text(f"from matching import enums\n{enums.read_text()}")
    result = lint(copy)
    assert result.returncode == 1
    assert "programmes.enums -> matching.enums" in result.stdout


def test_a_stray_drawer_breaks_the_contract(copy):
    (copy / "training/helpers.py").write_text('"""Odds and ends."""\n')
    result = lint(copy)
    assert result.returncode == 1
    assert "training.helpers: name it after what it holds." in result.stdout
