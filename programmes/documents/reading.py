"""What may be sent in as a document, whatever its name says.

An upload is believed by its content: its size, its first bytes, then what is inside. Pictures are
drawn anew, so that nothing but their pixels is kept; what is neither a PDF, a text document nor a
picture is refused.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 2400
MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * MEGABYTE
LONGEST_NAME = 100
PDF = "application/pdf"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
SUFFIXES = {PDF: ".pdf", JPEG: ".jpg", DOCX: ".docx", ODT: ".odt"}
_PICTURES = ("JPEG", "PNG", "WEBP")


class DocumentRefusedError(ValueError):
    """The file is nothing that we keep; `sentence` says why, for the person who chose it."""

    def __init__(self, sentence: "str | _StrPromise") -> None:
        """Keep the sentence."""
        self.sentence = sentence
        super().__init__(str(sentence))


@dataclass(frozen=True, slots=True)
class Document:
    """What is kept of an upload; the name ends as its content does."""

    content: bytes
    filename: str
    content_type: str


def read_document(upload: "UploadedFile[bytes]") -> Document:
    """Return what is kept of an upload; raises DocumentRefusedError. Nothing is stored."""
    if upload.size is None or upload.size > MOST_BYTES:
        raise DocumentRefusedError(_("This file is larger than 10 MB. Choose a smaller one."))
    content = upload.read()
    if not content:
        raise DocumentRefusedError(_("This file is empty."))
    content, content_type = _believed(content)
    return Document(content, _name(upload.name or "", content_type), content_type)


def _believed(content: bytes) -> tuple[bytes, str]:
    """Return the bytes to keep and what they are."""
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise DocumentRefusedError(_("This PDF is cut short. Save it again and retry."))
        return content, PDF
    if content.startswith(b"PK\x03\x04"):
        return content, _text_document(content)
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _drawn_anew(content), JPEG
    raise DocumentRefusedError(
        _(
            "This is not a PDF, Word or OpenDocument text, JPEG, PNG or WebP picture, whatever "
            "its name says. Choose one of those."
        )
    )


def _text_document(content: bytes) -> str:
    """Return which sort of text document a packed file is; its parts are listed, never opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentRefusedError(
            _("This file is damaged or cut short. Save it again and retry.")
        ) from error
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
        raise DocumentRefusedError(_("This file unpacks to far too much. Save it as a PDF."))
    if any(_is_macro(name) for name in names):
        raise DocumentRefusedError(_("This document has macros in it. Save it as a PDF."))
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return DOCX
    if {"mimetype", "content.xml"} <= names:
        return ODT
    raise DocumentRefusedError(_("This packed file is no text document. Save it as a PDF."))


def _is_macro(part: str) -> bool:
    """Tell whether a part of a packed file is a program: Word's, or OpenDocument's."""
    folder, _slash, name = part.lower().rpartition("/")
    return name.startswith("vbaproject") or f"{folder}/".startswith(("basic/", "scripts/"))


def _drawn_anew(content: bytes) -> bytes:
    """Return a picture without anything the camera wrote about it."""
    try:
        with Image.open(io.BytesIO(content), formats=_PICTURES) as image:
            _check_pixels(image)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except DocumentRefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise DocumentRefusedError(_TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise DocumentRefusedError(
            _("This picture is damaged or cut short. Save it again and retry.")
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    drawn = io.BytesIO()
    paper.save(drawn, "JPEG", quality=85)
    return drawn.getvalue()


def _check_pixels(image: Image.Image) -> None:
    """Refuse what would fill the memory; a JPEG is decoded at a fraction of its size."""
    limit = 2 * MOST_PIXELS if image.format == "JPEG" else MOST_PIXELS
    if image.width * image.height > limit:
        raise DocumentRefusedError(_TOO_MANY_PIXELS)


_TOO_MANY_PIXELS = _("This picture has too many pixels. Choose one of at most 25 megapixels.")


def _name(name: str, content_type: str) -> str:
    """Return a name that is safe in a header and on a disk, and ends as the content does."""
    stem = re.sub(r"\.[^.]{1,8}$", "", name.rpartition("/")[2].rpartition("\\")[2])
    stem = re.sub(r"[^\w \-().]", " ", stem)
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:LONGEST_NAME]
    return (stem or "document") + SUFFIXES[content_type]
