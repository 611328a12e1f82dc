"""Rooms stay small, pages stay clean, and nothing calls another host."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    if not (ROOT / ".git").exists():
        return [path for pattern in patterns for path in ROOT.glob(pattern)]
    output = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in output.split("\0") if name and (ROOT / name).is_file()]


PYTHON = [path for path in tracked("*.py") if "migrations" not in path.parts]
TEMPLATES = tracked("templates/*")


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=|\son[a-z]+=|hx-on"
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_python_files_are_no_longer_than_400_lines(path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_functions_are_no_longer_than_50_lines(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_are_no_longer_than_200_lines(path):
    assert len(path.read_text().splitlines()) <= 200


@pytest.mark.parametrize(
    "path",
    [p for p in TEMPLATES if p.suffix == ".html" and not {"emails", "pdf"} & set(p.parts)],
    ids=name,
)
def test_pages_hold_no_inline_script_style_or_handler(path):
    html = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    assert INLINE.findall(html) == []


@pytest.mark.parametrize(
    "path", [*TEMPLATES, *tracked("static/css/*", "static/js/*", "static/icons/*")], ids=name
)
def test_nothing_names_another_host(path):
    text = path.read_text(errors="ignore")
    hosts = set(re.findall(r"https?://([a-z0-9.-]+)", text)) - {"www.w3.org"}
    assert hosts == set()


def test_no_file_carries_a_path_of_one_machine():
    place = re.compile(r"(?:^|[^\w.>])/(?:work|farm|root)/[A-Za-z]")
    text_files = [p for p in tracked("*") if p.suffix in {".py", ".md", ".toml", ".yml", ".html"}]
    assert [name(p) for p in text_files if place.search(p.read_text(errors="ignore"))] == []
