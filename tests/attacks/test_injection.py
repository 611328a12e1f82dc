"""Texts that would be more than texts, were a calendar, a table or a paper to take them at once."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from benchmarks.fuzz.plan import may_open
from mentorship.common.xlsx import CONTENT_TYPE as XLSX
from tests.architecture.walking import ROLES, named_addresses, resolve
from tests.architecture.world import WalkedWorld, make_walked_world
from tests.attacks.planting import SEALED, plant
from tests.people import sign_in

# What the name of an address says of files; a page among them is passed over by its type.
FILES = re.compile(r"csv|pdf|file|table|calendar|record")
READERS = ("coordinator", "administrator", "mentor", "mentee", "signed out")
KINDS = {"text/csv": "csv", XLSX: "xlsx", "text/calendar": "calendar", "application/pdf": "pdf"}
FORMULAS = ("=zqx(1)", "+zqx", "-zqx|' /C calc'!A0", "@zqx", "\t=zqx", "\r=zqx", " =zqx")
LINES = "zqx\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil\n ATTENDEE:mailto:e@zqx.example\rX-ZQX:1"
PAPERS = (
    'zqx<img src="file:///etc/passwd">',
    "zqx<style>@import url(http://zqx.example/)</style>",
    '<link rel="attachment" href="file:///etc/hostname">',
    "</td></tr></table><svg><image href='https://zqx.example/'/></svg>",
    "<table><tr><td>" * 400,
)


def ask(client: Client, address: str) -> tuple[str, bytes]:
    """Return the type and the body of what an address answers, and leave all as it was."""
    before = transaction.savepoint()
    try:
        answer: Any = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    finally:
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)
    assert answer.status_code < 500, address
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    return (KINDS.get(kind, ""), body) if answer.status_code == 200 else ("", b"")


def files_of(walked: WalkedWorld, kind: str, query: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield each file of a kind that anybody of the walked world can fetch, once, by address."""
    seen = set()
    for role in READERS:
        person = ROLES[role](walked)
        client = sign_in(person) if person else Client()
        for name in named_addresses():
            if name in seen or not FILES.search(name) or not may_open(role, name):
                continue
            found, body = ask(client, resolve(name, walked) + query)
            if found == kind:
                seen.add(name)
                yield name, body


@pytest.fixture
def walked(db, settings):
    settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if "structlog" not in layer]
    return make_walked_world()


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_any_export_is_a_formula(walked, formula):
    assert plant(formula, but=SEALED) > 80
    held = set()
    for name, body in files_of(walked, "csv"):
        for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))):
            held |= {name for cell in row if "zqx" in cell}
            risky = [cell for cell in row if cell[:1] in {*"=+-@\t\r"}]
            assert [cell for cell in risky if not re.fullmatch(r"[+-]?[\d.,]+", cell)] == [], name
    assert len(held) > 8


def test_no_cell_of_any_workbook_is_a_formula(walked):
    plant(FORMULAS[0], but=SEALED)
    held = set()
    for name, body in files_of(walked, "xlsx", "?format=xlsx"):
        for row in load_workbook(io.BytesIO(body)).active.iter_rows():
            held |= {name for cell in row if "zqx" in str(cell.value)}
            assert [cell.value for cell in row if cell.data_type == "f"] == [], name
    assert len(held) > 8


def shape_of(body: bytes) -> list[tuple[str, list[str]]]:
    """Return the parts of a calendar with the names of their properties."""
    parts = Calendar.from_ical(body).walk()
    return sorted(
        (str(part.name), sorted(set(part) - {"LOCATION", "DESCRIPTION"})) for part in parts
    )


def test_no_text_writes_a_line_of_any_calendar(walked):
    plain = {name: shape_of(body) for name, body in files_of(walked, "calendar")}
    assert len(plain) > 3
    assert plant(LINES, but=SEALED) > 80
    held = 0
    for name, body in files_of(walked, "calendar"):
        assert b"\r" not in body.replace(b"\r\n", b""), name
        assert b"\n" not in body.replace(b"\r\n", b""), name
        assert shape_of(body) == plain[name], name
        for event in Calendar.from_ical(body).walk("VEVENT"):
            held += "zqx END:VEVENT BEGIN:VEVENT" in str(event["SUMMARY"])
    assert held > 2


@pytest.mark.parametrize("text", PAPERS)
def test_no_text_is_more_than_words_on_any_paper(walked, text):
    """The layout ends with an error at the first address that it may not read: here is none."""
    assert plant(text, but=SEALED) > 80
    held = set()
    for name, body in files_of(walked, "pdf"):
        if b"%%EOF" not in body:  # what was drawn and stored long ago is a few letters here
            continue
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        if text[:14] in words.replace("\n", ""):
            held.add(name)
        assert b"/EmbeddedFile" not in body, name
    assert {"programmes:sponsor-pack-pdf", "training:certificate-pdf"} <= held
