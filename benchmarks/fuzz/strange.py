"""Values that no careful person types, drawn by Hypothesis, and files that are not what they say.

`recipe()` draws how one form is filled in: what stands in how many of its fields, how the body is
encoded, what is added, repeated and left out, and what the head of the request says.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

MEGABYTE = 1_000_000
TEXTS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "a\udfffb",
    "\u202egnp.exe\u202c",
    "\u200f\u200e\u2066\u2069",
    "\ufeff\u200b\u2060",
    "e\u0301" * 300,
    "👩🏽‍🚀" * 60,
    "ﷺ" * 400,
    "İıſK",
    "\x0b\x0c\x1c\x85\u2028\u2029",
    "\r\n\r\n",
    "a\r\nBcc: everybody@example.org\r\n\r\nhello",
    '"><script src=//zqx.example></script>',
    "'\"`<img src=x onerror=alert(1)>",
    "{{ 7|add:7 }}{% debug %}{% load nothing %}",
    "{0.__class__} %(name)s %s {name} {",
    "%",
    "\\",
    "_%\\%",
    "'; DROP TABLE accounts_person; --",
    '=HYPERLINK("http://zqx.example")',
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "http://[",
    "https://[::1]:99999/",
    "//zqx.example/\\",
    "http://" + "a" * 300 + "/",
    "a@[127.0.0.1]",
    "a@" + "é" * 80 + ".example",
    "a@xn--a.example",
    "„“”@example.org",
    "a" * 65 + "@example.org",
    "Europe/../Berlin",
    "/etc/localtime",
    "#12",
    "{}",
    "[]",
    "null",
    "[[[[" * 5000,
    '{"a":' * 3000,
    "(" * 20_000,
    "a" * 254,
    "a" * 10_000,
    "a " * (MEGABYTE // 2),
    "\n" * 200_000,
    "ä" * MEGABYTE,
    "<" * MEGABYTE,
]
NUMBERS = [
    "0",
    "-1",
    "1",
    "32768",
    "2147483648",
    "-2147483649",
    "9223372036854775808",
    "1" + "0" * 40,
    "9" * 5000,
    "1e400",
    "-1e-400",
    "1e9999999",
    "NaN",
    "sNaN",
    "Infinity",
    "-Infinity",
    "0x10",
    "1_000",
    "１２",
    "٣",
    "²",
    "0.1" + "0" * 400 + "1",
]
TIMES = [
    "0001-01-01",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "2024-02-30",
    "1-1-1",
    "-0001-01-01",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "9999-12-31 23:59:59.999999",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2026-03-29T02:30",
    "2026-10-25T02:30",
    "24:00",
    "23:59:60",
    "00:00",
    "9999-W53",
    "0001-W01",
    "9999-12",
]
IDS = [
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "{12345678-1234-5678-1234-567812345678}",
    "None",
    "True",
    "undefined",
    "self",
    "__all__",
]
EXTRAS = [
    "id", "pk", "organisation", "programme", "person", "state", "role", "is_superuser", "is_staff",
    "is_active", "created_at", "password", "next", "page", "q", "sort", "order", "view", "tab",
    "cohort", "csrfmiddlewaretoken", "__proto__", "self", "class", "form-TOTAL_FORMS",
    "form-INITIAL_FORMS",
]  # fmt: skip
HEADERS = [
    {"HX-Request": "true", "HX-Current-URL": "http://[", "HX-Target": "a\u00e9"},
    {"HX-Request": "true", "HX-Prompt": "%ff", "HX-Prompt-URI-AutoEncoded": "true"},
    {"HX-Request": "true", "HX-Boosted": "true", "HX-Trigger": "%00%ED%A0%80"},
    {"Referer": "http://["},
    {"Referer": "javascript:alert(1)"},
    {"Accept-Language": "x" * 5000},
    {"Accept-Language": "ar-\u00e9;q=1e99,*;q=-1,de;;q=,zz"},
    {"Accept": "application/json;q=NaN"},
    {"Range": "bytes=99999999999999999999-"},
    {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"If-None-Match": '"\u00e9'},
    {"X-Forwarded-For": "1.2.3.4, , ::1%eth0, unknown"},
    {"X-Forwarded-Host": "zqx.example"},
    {"X-Forwarded-Proto": "gopher"},
    {"X-Request-ID": "a" * 3000},
    {"Authorization": "Bearer \u00e9"},
    {"Authorization": "Basic " + "=" * 9},
    {"X-HTTP-Method-Override": "DELETE"},
    {"User-Agent": "\u00e9" * 2000},
    {"Cookie": "csrf=\u00e9; messages=[[[; language=../../x"},
]
ENCODINGS = [
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nothing",
    "application/json",
    "text/plain",
    "multipart/form-data; boundary",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/mixed; boundary=zqx",
    "",
    "\u00e9/\u00e9",
]
FILE_NAMES = [
    "people.csv",
    "people.xlsx",
    "face.png",
    "face.jpg",
    "deck.pdf",
    "drawing.svg",
    "terms.ics",
    "many.zip",
    "../../etc/cron.d/x",
    "..\\..\\x.csv",
    "a\u202egnp.exe",
    "a" * 400 + ".png",
    "nothing",
    ".htaccess",
    "x.php.png",
]


def _bomb_png() -> bytes:
    """Return a picture of 60 000 × 60 000 points in a few bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 10_000)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _zip_of(files: dict[str, bytes]) -> bytes:
    """Return a ZIP of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, body in files.items():
            into.writestr(name, body)
    return made.getvalue()


FILES = [
    b"",
    b"\x00" * 2000,
    b"\x89PNG\r\n\x1a\n",
    _bomb_png(),
    b"\xff\xd8\xff\xe0" + b"\x00" * 100,
    b"GIF89a\x01\x00\x01\x00\x00\x00\x00;<script>alert(1)</script>",
    b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>1</script></svg>",
    b"%PDF-1.7\n%\xff\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(1)>>>>endobj",
    b"PK\x03\x04" + b"\x00" * 40,
    _zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
    _zip_of({"xl/worksheets/sheet1.xml": b"A" * 20_000_000}),
    _zip_of({"../../evil": b"1", "/absolute": b"2"}),
    b"name,email\n=1+1,a@example.org\n\x00,\xff\xfe\n",
    b"\xff\xfen\x00a\x00m\x00e\x00",
    b'"' * 200_000,
    b"a," * 100_000,
    b"name;email\r" * 3000,
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=SECONDLY\r\nDTSTART:99999999\r\nEND:VEVENT\r\n",
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    b"{" * 100_000,
    "ä\u202e\ufeff".encode() * 100,
]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one form is filled in; values are taken in turn."""

    share: int
    values: list[str]
    encoding: str
    files: list[tuple[str, bytes]]
    extras: list[str]
    left_out: int
    repeated: bool
    headers: dict[str, str]

    def __str__(self) -> str:
        """Return it short enough to read."""
        values = ", ".join(repr(value[:24]) for value in self.values)
        return f"{self.encoding or 'no type'}, every {self.share}: {values}"


def values() -> st.SearchStrategy[str]:
    """Return what draws one value: known troublemakers first, and whatever else comes up."""
    return st.one_of(
        st.sampled_from(TEXTS),
        st.sampled_from(NUMBERS),
        st.sampled_from(TIMES),
        st.sampled_from(IDS),
        st.text(st.characters(), max_size=40),
        st.uuids().map(str),
        st.integers().map(str),
    )


@st.composite
def recipes(draw: Any) -> Recipe:
    """Draw how a form is filled in: three of four come as browsers send them."""
    usual = draw(st.integers(0, 3)) > 0
    return Recipe(
        share=draw(st.sampled_from([0, 1, 1, 2, 3, 5])),
        values=draw(st.lists(values(), min_size=1, max_size=6)),
        encoding=draw(st.sampled_from(ENCODINGS[:2] if usual else ENCODINGS)),
        files=draw(
            st.lists(
                st.tuples(st.sampled_from(FILE_NAMES), st.sampled_from(FILES)),
                min_size=1,
                max_size=2,
            )
        ),
        extras=draw(st.lists(st.sampled_from(EXTRAS), max_size=3)),
        left_out=draw(st.sampled_from([0, 0, 0, 2, 3])),
        repeated=draw(st.booleans()),
        headers={} if usual else draw(st.sampled_from([{}, *HEADERS])),
    )
