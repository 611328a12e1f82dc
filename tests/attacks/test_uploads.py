"""The same harmful files at every place that takes one: kept as something harmless, or refused."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from benchmarks.fuzz.strange import FILE_NAMES, FILES
from evaluation.instruments import filing
from mentorship.accounts.looks.logos import LogoRefusedError, read_logo
from programmes.documents.reading import DocumentRefusedError, read_document
from programmes.people.pictures import PictureRefusedError, read_picture
from programmes.tables_in.limits import MOST_ROWS, TableError
from programmes.tables_in.reading import open_table

ROOT = Path(__file__).resolve().parents[2]
APPS = ("mentorship", "programmes", "training", "matching", "evaluation")
# Every place that takes a file, and which tests hold it; a new one fails until it is listed.
PLACES = {
    "evaluation/forms/instruments.py": "test_a_survey_from_a_file_is_read_or_refused",
    "evaluation/forms/reports.py": "compared by its hash and never opened",
    "mentorship/accounts/looks/forms.py": "test_a_picture_is_drawn_anew_or_refused",
    "mentorship/common/plain_errors.py": "words about fields, no field",
    "mentorship/views/gallery.py": "drawn for looking at: sends nothing",
    "programmes/forms/applying.py": "test_a_document_is_kept_as_what_it_is_or_refused",
    "programmes/forms/documents.py": "test_a_document_is_kept_as_what_it_is_or_refused",
    "programmes/forms/imports.py": "test_a_table_is_read_or_refused",
    "programmes/forms/profile.py": "test_a_picture_is_drawn_anew_or_refused",
}


def drawn(kind, **more):
    """Return a small picture in some format."""
    into = io.BytesIO()
    Image.new("RGB", (64, 48), (20, 120, 90)).save(into, kind, **more)
    return into.getvalue()


def with_exif():
    """Return a JPEG that says how it was held, and where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "zqx was here"
    return drawn("JPEG", exif=exif)


PICTURES = [drawn("PNG"), with_exif(), drawn("WEBP"), drawn("GIF"), drawn("BMP"), drawn("TIFF")]
SCRIPT = b"<script>zqx</script>"
# Two things in one: what a browser might take for a page, or Java for a program.
POLYGLOTS = [
    *(picture + SCRIPT for picture in PICTURES),
    *(SCRIPT + picture for picture in PICTURES[:2]),
    drawn("PNG") + b"PK\x03\x04zqx",
    b"GIF89a/*" + b"\x00" * 40 + b"*/=1;zqx()//",
    b"%PDF-1.4\n" + SCRIPT + b"\n%%EOF",
    drawn("JPEG", comment=SCRIPT),
]
CORPUS = [*FILES, *POLYGLOTS]


def test_every_place_that_takes_a_file_is_known():
    found = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"\bforms\.(File|Image)Field\b", path.read_text(encoding="utf-8"))
    }
    assert found == set(PLACES)


def upload(content, name="face.png"):
    made = SimpleUploadedFile("x", content, content_type="image/png")
    made._name = name  # as it came, before Django takes the folders off
    return made


def picture_of(read, content):
    """Return every picture that is kept of an upload; none where it is refused."""
    try:
        kept = read(upload(content))
    except (LogoRefusedError, PictureRefusedError) as refusal:
        return [] if str(refusal.sentence) else [None]
    return [kept] if isinstance(kept, bytes) else [getattr(kept, name) for name in kept.__slots__]


@pytest.mark.parametrize("read", [read_logo, read_picture])
@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_a_picture_is_drawn_anew_or_refused(read, number):
    for kept in picture_of(read, CORPUS[number]):
        if isinstance(kept, bytes):
            assert b"zqx" not in kept
            with Image.open(io.BytesIO(kept)) as image:
                assert image.format in {"PNG", "WEBP"}
                assert max(image.size) <= 512


# What Pillow warns of is refused right after; tests turn its warning into an error.
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("read", [read_logo, read_picture])
@settings(max_examples=150)
@given(
    picture=st.sampled_from(PICTURES[:3]),
    at=st.integers(0, 2000),
    put=st.binary(min_size=1, max_size=12),
    cut=st.integers(0, 900),
)
def test_a_damaged_picture_is_drawn_or_refused_and_nothing_else(read, picture, at, put, cut):
    at %= len(picture)
    damaged = picture[:at] + put + picture[at + len(put) :]
    picture_of(read, damaged[: len(damaged) - cut])


def named_like_a_path(name):
    return "/" in name or "\\" in name or "\u202e" in name or len(name) > 120


@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_a_document_is_kept_as_what_it_is_or_refused(number):
    for name in FILE_NAMES:
        try:
            kept = read_document(upload(CORPUS[number], name))
        except DocumentRefusedError:
            return
        assert not named_like_a_path(kept.filename)
        endings = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}
        assert kept.filename.endswith(endings.get(kept.content_type, (".docx", ".odt")))
        if kept.content_type == "image/jpeg":
            assert b"zqx" not in kept.content


@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_a_table_is_read_or_refused(number):
    try:
        with open_table(CORPUS[number]) as table:
            assert sum(1 for _row in table.rows) <= MOST_ROWS
    except TableError:
        return


@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_a_survey_from_a_file_is_read_or_refused(number):
    with pytest.raises(filing.RefusedFileError):
        filing.read(CORPUS[number])


def test_the_corpus_holds_what_it_says():
    """So that none of the tests above passes on files that are no danger."""
    assert any(b"<svg" in one for one in CORPUS)
    assert any(one.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(one)) for one in CORPUS)
    assert any(one[16:20] == (60_000).to_bytes(4) for one in CORPUS if one.startswith(b"\x89PNG"))
