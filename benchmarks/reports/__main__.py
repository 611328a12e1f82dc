"""Draws reports from the smallest to the largest, and prints what the rendering child needed.

`python -m benchmarks.reports` draws made-up reports: on one person, on 54, one of which nothing may
be shown, one from right to left, and one on 20,000 people in 20 cohorts. It prints pages, the
seconds of words and pictures, and the seconds of CPU and peak memory of the child that lays the PDF
out. It fails where that child takes 10 seconds or 300 MB. `figures.txt` keeps what it printed last.
"""

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf

from benchmarks.people.__main__ import scratch_database

if TYPE_CHECKING:
    from evaluation.reports.model import ReportData

MOST_SECONDS, MOST_MEGABYTES = 10, 300
KILOBYTES = 1024


def main() -> int:
    """Draw, measure, print."""
    with scratch_database():
        return measure()


def measure() -> int:
    """Draw every report and print what its child needed; return 1 where one needs too much."""
    from tests.evaluation.reports import made_up

    reports = {
        "one person": (made_up.plain(mentors=1, mentees=1), "en-gb"),
        "no answers": (made_up.plain(), "en-gb"),
        "everything": (made_up.full(), "en-gb"),
        "all hidden": (made_up.all_hidden(), "en-gb"),
        "from right": (made_up.in_arabic(), "ar"),
        "20,000": (made_up.large(), "en-gb"),
    }
    heads = ("pages", "drawn s", "child s", "child MB")
    print(f"{'report':<12}" + "".join(f"{head:>10}" for head in heads))
    is_over = False
    for name, (data, language) in reports.items():
        began = time.perf_counter()
        html = html_of(data, language)
        drawn = time.perf_counter() - began
        pages, seconds, megabytes = child(html)
        row = f"{name:<12}{pages:>10}{drawn:>10.1f}{seconds:>10.1f}{megabytes:>10.0f}"
        print(row, flush=True)
        is_over = is_over or seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES
    return int(is_over)


def html_of(data: "ReportData", language: str) -> str:
    """Return the HTML that the child would be given, with every picture drawn."""
    from django.utils import translation

    from evaluation.reports.render import pdf_html
    from evaluation.reports.snapshot import freeze
    from evaluation.reports.writing import document_of

    snapshot = freeze(data)
    with translation.override(language):
        document = document_of(data, code=snapshot.code, sha256=snapshot.sha256)
        return pdf_html(document)


def child(html: str) -> tuple[int, float, float]:
    """Lay out in a process that is measured; return pages, seconds of CPU and megabytes."""
    root = Path(__file__).parents[2]
    order = {"html": html, "root": str(root / "static"), "megabytes": 1536, "seconds": 90}
    code = (
        "import resource, runpy, sys;"
        "sys.argv = [sys.argv[1]];"
        "runpy.run_path(sys.argv[0], run_name='__main__');"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        # Not ru_maxrss, which a child takes over from whoever started it.
        "peak = open('/proc/self/status').read().split('VmHWM:')[1].split()[0];"
        "print(used.ru_utime + used.ru_stime, peak, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(root / "mentorship/common/pdf_child.py")],
        input=json.dumps(order).encode(),
        capture_output=True,
        check=True,
    )
    seconds, kilobytes = map(float, done.stderr.decode().splitlines()[-1].split())
    return len(pypdf.PdfReader(io.BytesIO(done.stdout)).pages), seconds, kilobytes / KILOBYTES


if __name__ == "__main__":
    sys.exit(main())
