"""What may be sent in, and what is refused with a sentence, whatever its name says."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from programmes.documents.reading import (
    DOCX,
    JPEG,
    MEGABYTE,
    ODT,
    PDF,
    DocumentRefusedError,
    read_document,
)

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def packed(*names, content=b"x", **more):
    """Return a packed file with parts of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
        for name, bytes_ in more.items():
            archive.writestr(name, bytes_)
    return file.getvalue()


def picture(kind="JPEG", size=(60, 40), **facts):
    """Return a red picture."""
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind, **facts)
    return file.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")


def read(content, name="letter.pdf"):
    return read_document(SimpleUploadedFile(name, content))


def said(value: object) -> str:
    """Name a case by its words alone."""
    return value if isinstance(value, str) else "content"


@pytest.mark.parametrize(
    ("content", "kind", "ending"),
    [
        (A_PDF, PDF, ".pdf"),
        (packed(*WORD), DOCX, ".docx"),
        (packed("mimetype", "content.xml"), ODT, ".odt"),
        (picture(), JPEG, ".jpg"),
        (picture("PNG"), JPEG, ".jpg"),
        (picture("WEBP"), JPEG, ".jpg"),
    ],
    # A packed file holds the time of its packing, which would tell the two workers apart.
    ids=said,
)
def test_what_it_is_follows_from_its_content(content, kind, ending):
    document = read(content, "letter.exe")
    assert (document.content_type, document.filename) == (kind, f"letter{ending}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03" + b"\x00" * 100, "whatever its name says"),
        (SVG, "whatever its name says"),
        (b"<html><script>alert(1)</script></html>", "whatever its name says"),
        # A web page that also calls itself a PDF is neither.
        (b"<html><!--" + A_PDF + b"--></html>", "whatever its name says"),
        (b"GIF89a" + b"\x00" * 50, "whatever its name says"),
        (A_PDF[:20], "cut short"),
        (packed(*WORD)[:60], "damaged or cut short"),
        (picture(size=(300, 300))[:400], "damaged or cut short"),
        (picture("PNG", size=(300, 300))[:100], "damaged or cut short"),
        (packed(*WORD, "word/vbaProject.bin"), "macros"),
        (packed(*WORD, "word/VBAPROJECT.BIN"), "macros"),
        (packed("mimetype", "content.xml", "Basic/Standard/Module1.xml"), "macros"),
        (packed("setup.exe"), "no text document"),
        (packed(*WORD, *(f"part{number}" for number in range(2001))), "unpacks to far too much"),
    ],
    # A packed file holds the time of its packing, which would tell the two workers apart.
    ids=said,
)
def test_what_is_refused_is_refused_with_a_sentence(content, words):
    with pytest.raises(DocumentRefusedError) as refused:
        read(content)
    assert words in str(refused.value.sentence)


def test_a_packed_file_that_would_fill_the_disk_is_never_unpacked():
    bomb = packed(*WORD, bomb=b"\x00" * (101 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    with pytest.raises(DocumentRefusedError, match="unpacks to far too much"):
        read(bomb)


def test_a_picture_of_60_megabytes_is_not_even_read():
    class Unread(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError

    upload = Unread("picture.jpg", b"\xff\xd8\xff")
    upload.size = 60 * MEGABYTE
    with pytest.raises(DocumentRefusedError, match="larger than 10 MB"):
        read_document(upload)


def test_a_picture_with_too_many_pixels_is_not_decoded():
    header = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(header, "PNG")
    with pytest.raises(DocumentRefusedError, match="too many pixels"):
        read(header.getvalue())


def test_where_and_when_a_picture_was_taken_is_gone_and_what_hid_behind_it():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Priya"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    taken = picture(exif=exif.tobytes(), comment=b"at home") + b"<script>alert(1)</script>"
    assert b"Camera of Priya" in taken
    kept = read(taken, "passport.jpg").content
    for trace in (b"Camera of Priya", b"at home", b"<script>", b"Exif"):
        assert trace not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert image.size == (60, 40)


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_is_safe_in_a_header_and_on_a_disk(name):
    upload = SimpleUploadedFile("x", A_PDF)
    upload._name = name
    kept = read_document(upload).filename
    assert kept.endswith(".pdf")
    assert 4 < len(kept) <= 104
    assert not set(kept) & set('/\\"\r\n\0;:<>|*?\u202e')
    assert kept.isprintable()
