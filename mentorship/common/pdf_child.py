"""The process that lays out one PDF: limited in memory and time, and gone afterwards.

Reads a JSON object {"html": …, "root": …, "megabytes": …, "seconds": …} from standard input and
writes the PDF to standard output. Stands alone, without Django: it starts fast and knows no secret.
"""

import ctypes
import json
import mimetypes
import resource
import signal
import sys
from pathlib import Path
from typing import Any

_MEGABYTE = 1024 * 1024
_SET_PARENT_DEATH_SIGNAL = 1
STATIC_SCHEME = "static:"


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that started it ends; elsewhere do nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def limit(megabytes: int, seconds: int) -> None:
    """Limit address space and processor time of this process."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def static_file(root: Path, address: str) -> Path:
    """Return the file a `static:` address names; raises ValueError when it is outside the root."""
    path = (root / address.removeprefix(STATIC_SCHEME)).resolve()
    is_ours = address.startswith(STATIC_SCHEME) and path.is_relative_to(root) and path.is_file()
    if not is_ours:
        raise ValueError(f"A PDF may not read {address}: it is not one of our static files.")
    return path


def write_pdf(html: str, root: Path) -> bytes:
    """Lay the document out as PDF/UA-1, reading only our static files and data: addresses."""
    from weasyprint import HTML  # noqa: PLC0415  (takes a second to import)
    from weasyprint.urls import (  # noqa: PLC0415
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint comes without types
        """Refuses every address that could leave this machine or our folder."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            """Return a data: address or one of our files; anything else ends the document."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            try:
                path = static_file(root, url)
            except ValueError as error:
                raise FatalURLFetchingError(str(error)) from error
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    document = HTML(string=html, url_fetcher=OwnFilesOnly(allowed_protocols=("data",)))
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def main() -> None:
    """Read the order, lay it out, write it."""
    die_with_parent()
    order = json.load(sys.stdin)
    limit(order["megabytes"], order["seconds"])
    sys.stdout.buffer.write(write_pdf(order["html"], Path(order["root"]).resolve()))


if __name__ == "__main__":
    main()
