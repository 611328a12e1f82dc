"""Every address is stamped, and views reach rows through `visible_to` alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from mentorship.accounts.access import Stamp

ROOT = Path(__file__).resolve().parents[2]
VIEW_FILES = [
    path
    for place in ("mentorship", "programmes", "training", "matching", "evaluation")
    for path in (ROOT / place).rglob("*.py")
    if "views" in path.parts or path.name == "views.py"
]


def addresses(resolver=None, prefix="") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{prefix}{entry.pattern}")
        else:
            yield f"{prefix}{entry.pattern}", entry


def is_the_librarys(pattern: URLPattern) -> bool:
    """Tell whether allauth serves it, with rules of its own; the walk visits it too."""
    return pattern.callback.__module__.startswith("allauth.")


@pytest.mark.parametrize(("address", "pattern"), list(addresses()), ids=str)
def test_every_view_is_stamped(address, pattern):
    if is_the_librarys(pattern):
        return
    stamp = getattr(pattern.callback, "access", None)
    assert isinstance(stamp, Stamp), f"{address} carries no stamp"
    assert stamp.permission is not None or stamp.why


@pytest.mark.parametrize("path", VIEW_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_start_from_visible_to(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Attribute):
            continue
        manager = node.value
        if isinstance(manager, ast.Attribute) and manager.attr == "objects":
            assert node.attr == "visible_to", f"line {node.lineno}: .objects.{node.attr}"


@pytest.mark.parametrize("path", VIEW_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_write_nothing_themselves(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"save", "bulk_create", "bulk_update"}, f"line {node.lineno}"
