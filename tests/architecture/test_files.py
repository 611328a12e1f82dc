"""Rooms stay small, pages stay clean, and nothing calls another host."""

import ast
import re
import subprocess
from pathlib import Path

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


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


PYTHON = [path for path in tracked("*.py") if "migrations" not in path.parts]
TEMPLATES = tracked("templates/*")


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=|\son[a-z]+=|hx-on"
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_python_files_are_no_longer_than_400_lines():
    assert len(PYTHON) > 1000
    assert [name(path) for path in PYTHON if len(read(path).splitlines()) > 400] == []


def test_functions_are_no_longer_than_50_lines():
    long = [
        (name(path), node.name)
        for path in PYTHON
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert long == []


def test_templates_are_no_longer_than_200_lines():
    assert len(TEMPLATES) > 500
    assert [name(path) for path in TEMPLATES if len(read(path).splitlines()) > 200] == []


def test_pages_hold_no_inline_script_style_or_handler():
    found = {}
    for path in TEMPLATES:
        if path.suffix == ".html" and not {"emails", "pdf"} & set(path.parts):
            html = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", read(path), flags=re.DOTALL)
            found[name(path)] = INLINE.findall(html)
    assert {page: inline for page, inline in found.items() if inline} == {}


def test_nothing_names_another_host():
    found = {
        name(path): set(re.findall(r"https?://([a-z0-9.-]+)", read(path))) - {"www.w3.org"}
        for path in [*TEMPLATES, *tracked("static/css/*", "static/js/*", "static/icons/*")]
    }
    assert {file: hosts for file, hosts in found.items() if hosts} == {}


def test_no_file_carries_a_path_of_one_machine():
    place = re.compile(r"(?:^|[^\w.>])/(?:work|farm|root)/[A-Za-z]")
    text_files = [p for p in tracked("*") if p.suffix in {".py", ".md", ".toml", ".yml", ".html"}]
    assert [name(p) for p in text_files if place.search(read(p))] == []
