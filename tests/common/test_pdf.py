import io
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from mentorship.common.charts import Count, Words, bar_chart
from mentorship.common.pdf import PdfError, layout, render_pdf

LETTERS = "Łódź, Ærø, Γειά, Київ"
PAGE = f"""{{% extends "pdf/base.html" %}}{{% block content %}}
<section class="chapter"><h1>The programme in one page</h1><p class="lead">{LETTERS}</p>
{{% include "pdf/chart.html" with chart=chart number=1 only %}}
<table><caption>Table 1. Results</caption><thead><tr><th scope="col">Aim</th></tr></thead>
<tbody><tr><td><b>Keep talent</b></td></tr></tbody></table>
<section class="callout"><h2>Decisions we ask of you</h2></section></section>{{% endblock %}}"""


@pytest.fixture
def report(settings, tmp_path):
    (tmp_path / "report.html").write_text(PAGE, encoding="utf-8")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
    chart = bar_chart(
        [Count("Invited", 120), Count("Finished", 41)],
        words=Words("From invitation to end", "41 of 120 finished."),
        columns=("Step", "People"),
    )
    context = {"chart": chart, "cover_line": "Northbridge · Impact report", "foot": "Internal"}

    def render() -> bytes:
        return render_pdf("report.html", context, language="en-gb", title="Spring 2027")

    return render


def root_of(pdf: bytes) -> Any:
    return PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def structure(pdf: bytes) -> list[dict[str, object]]:
    found = []

    def walk(node):
        node = node.get_object()
        for reference in node if isinstance(node, list) else [node]:
            child = reference.get_object()
            if not hasattr(child, "get"):
                continue
            if "/S" in child:
                found.append(child)
            if "/K" in child:
                walk(child["/K"])

    walk(root_of(pdf)["/StructTreeRoot"])
    return found


def html(body: str) -> str:
    return f'<html lang="en"><head><title>x</title></head><body>{body}</body></html>'


def test_a_report_reads_well_by_eye_and_by_ear(report):
    pdf = report()
    reader = PdfReader(io.BytesIO(pdf))
    text = "\n".join(page.extract_text() for page in reader.pages)
    kinds = [node["/S"] for node in structure(pdf)]
    alternatives = [node["/Alt"] for node in structure(pdf) if node["/S"] == "/Figure"]

    assert reader.metadata
    assert reader.metadata.title == "Spring 2027"
    assert root_of(pdf)["/Lang"] == "en-gb"
    assert root_of(pdf)["/MarkInfo"]["/Marked"]
    assert LETTERS in text
    assert "Page 2 of 2" in text
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Caption", "/Figure"} <= set(kinds)
    assert alternatives == ["From invitation to end. Invited: 120; Finished: 41"]


def test_every_font_is_ours_and_inside(report):
    names = set()
    pages: Any = PdfReader(io.BytesIO(report())).pages
    for page in pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor
            names.add(descriptor["/FontName"].split("+")[1])

    assert names == {"Mentorship-Sans", "Mentorship-Sans-Semi-Bold", "Mentorship-Sans-Bold"}


def test_the_same_report_is_the_same_bytes(report):
    assert report() == report()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x.png",
        "https://example.org/x.png",
        "file:///etc/hostname",
        "static:../manage.py",
        "static:css/../../pyproject.toml",
        "static:nowhere.svg",
    ],
)
def test_a_document_reads_nothing_but_our_static_files(address):
    with pytest.raises(PdfError, match="may not read"):
        layout(html(f'<img src="{address}" alt="x">'))


def test_our_own_files_and_data_addresses_are_read():
    pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="

    pdf = layout(html(f'<img src="static:pdf/rings.svg" alt="a"><img src="{pixel}" alt="b">'))

    assert [node["/Alt"] for node in structure(pdf) if node["/S"] == "/Figure"] == ["a", "b"]


def test_a_document_that_takes_too_long_is_stopped():
    with pytest.raises(PdfError, match="longer than 2 seconds"):
        layout(html("<p>x</p>" * 200_000), seconds=2)


def test_a_document_that_needs_too_much_memory_is_stopped():
    with pytest.raises(PdfError, match="ended with"):
        layout(html("x"), megabytes=100)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_the_layout_dies_with_whoever_asked_for_it():
    order = "from mentorship.common.pdf import layout; layout('<p>x</p>' * 400_000)"
    start = (
        "import os, pathlib; from django.conf import settings;"
        "settings.configure(BASE_DIR=pathlib.Path.cwd());" + order
    )
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen([sys.executable, "-c", start], cwd=root)
    wait_until(lambda: layouts_of(parent.pid))
    (child,) = layouts_of(parent.pid)

    parent.kill()
    parent.wait()

    wait_until(lambda: not Path(f"/proc/{child}/maps").exists() or not limited(child))


def layouts_of(parent: int) -> list[str]:
    """Return the children that have set their limits, which they do after all other promises."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
    return [child for child in children if limited(child)]


def limited(process: str) -> bool:
    try:
        limits = Path(f"/proc/{process}/limits").read_text(encoding="utf-8")
    except OSError:
        return False
    return "Max address space" in limits and "Max address space         unlimited" not in limits


def wait_until(is_so) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("It did not happen within half a minute.")
