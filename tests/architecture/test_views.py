"""Every address is stamped, and views reach rows through `visible_to` alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

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


def is_stamped(pattern: URLPattern) -> bool:
    """Tell whether a view says who may see it."""
    stamp = getattr(pattern.callback, "access", None)
    return isinstance(stamp, Stamp) and bool(stamp.permission is not None or stamp.why)


def attributes() -> Iterator[tuple[str, ast.Attribute]]:
    """Yield what views ask of things, with the file and line that asks."""
    for path in VIEW_FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_view_is_stamped():
    ours = {address: each for address, each in addresses() if not is_the_librarys(each)}
    assert len(ours) > 700
    assert [address for address, pattern in ours.items() if not is_stamped(pattern)] == []


def test_views_start_from_visible_to():
    asked = [
        (where, node.attr)
        for where, node in attributes()
        if isinstance(node.value, ast.Attribute) and node.value.attr == "objects"
    ]
    assert len(asked) > 100
    assert [each for each in asked if each[1] != "visible_to"] == []


def test_views_write_nothing_themselves():
    writing = {"save", "bulk_create", "bulk_update"}
    assert [(where, node.attr) for where, node in attributes() if node.attr in writing] == []
