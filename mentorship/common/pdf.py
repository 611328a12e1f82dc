"""Tagged PDF from a template, laid out in a process of its own that cannot harm the caller."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

MEGABYTES = 1536
SECONDS = 90
_CHILD = Path(__file__).with_name("pdf_child.py")
# Fonts are looked up through these; nothing else of the environment reaches the child.
_PATH = "/usr/local/bin:/usr/bin:/bin"


class PdfError(Exception):
    """The document could not be laid out; the message says why in one line."""


def render_pdf(
    template: str, context: Mapping[str, Any], *, language: str, title: str, seconds: int = SECONDS
) -> bytes:
    """Render a template that extends `pdf/base.html` and return the PDF/UA-1 document.

    The same template and context give the same bytes. Only `static:` files and `data:` addresses
    are read. Raises `PdfError` when the document asks for anything else, needs more than `seconds`
    of time or 1.5 GB of memory, or cannot be laid out.
    """
    with translation.override(language):
        html = render_to_string(template, {**context, "title": title})
    return layout(html, seconds=seconds)


def layout(html: str, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> bytes:
    """Turn a whole HTML document into PDF in a child process; raises `PdfError`."""
    order = {
        "html": html,
        "root": str(settings.BASE_DIR / "static"),
        "megabytes": megabytes,
        "seconds": seconds,
    }
    try:
        # -P: the folder of the child holds modules named like the standard library's.
        done = subprocess.run(  # noqa: S603  (our own file, no shell)
            [sys.executable, "-P", str(_CHILD)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={"PATH": _PATH, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError(f"The document took longer than {seconds} seconds.") from error
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        raise PdfError(_last_words(done))
    return done.stdout


def _last_words(done: "subprocess.CompletedProcess[bytes]") -> str:
    """Say with which status the child ended and the last line it wrote."""
    lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no word"]
    return f"The layout process ended with {done.returncode}: {lines[-1]}"
