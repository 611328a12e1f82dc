"""Logos: what is uploaded is never what is shown.

A picture is drawn anew, small, without anything written into it. SVG is refused: it is a program
that happens to draw, and what makes it harmless in one browser does not in the next.
"""

import hashlib
import io
from base64 import b64encode
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
LEAST_HEIGHT = 24
BOX = (480, 120)
_FORMATS = ("PNG", "JPEG", "WEBP")
_ROOT = "logos"
_KEY_LENGTH = 40


class LogoRefusedError(ValueError):
    """The file is no logo that we show; `sentence` says why, for the person who chose it."""

    def __init__(self, sentence: "str | _StrPromise") -> None:
        """Keep the sentence."""
        self.sentence = sentence
        super().__init__(str(sentence))


def read_logo(upload: "UploadedFile[bytes]") -> bytes:
    """Return the logo drawn anew as PNG, 480 × 120 pixels at most; raises LogoRefusedError."""
    if upload.size is None or upload.size > MOST_BYTES:
        raise LogoRefusedError(_("This file is larger than 2 MB. A logo needs far less."))
    content = upload.read()
    if b"<svg" in content[:1024].lower() or content[:5] == b"<?xml":
        raise LogoRefusedError(
            _("SVG files can carry programs, so we take none. Save it as PNG and choose that.")
        )
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            return _draw_anew(image)
    except LogoRefusedError:
        raise
    except UnidentifiedImageError as error:
        raise LogoRefusedError(_("Choose a picture: PNG, JPEG or WebP.")) from error
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise LogoRefusedError(
            _("This file is damaged or cut short. Save it again and retry.")
        ) from error


def _draw_anew(image: Image.Image) -> bytes:
    """Return the pixels, turned upright and made smaller, as a new PNG."""
    if image.width * image.height > MOST_PIXELS:
        raise LogoRefusedError(_("This picture has too many pixels. 1,000 across is plenty."))
    if image.height < LEAST_HEIGHT:
        raise LogoRefusedError(_("This picture is lower than 24 pixels and would look blurred."))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail(BOX)
    drawn = Image.new("RGBA", upright.size)
    drawn.paste(upright)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


def store_logo(content: bytes) -> str:
    """Keep a logo under a name made of what it shows, and return that name."""
    key = hashlib.sha256(content).hexdigest()[:_KEY_LENGTH]
    if not default_storage.exists(path_of(key)):
        default_storage.save(path_of(key), ContentFile(content))
    return key


def open_logo(key: str) -> bytes | None:
    """Return the PNG, or None where there is none or its bytes are gone."""
    if not key:
        return None
    try:
        with default_storage.open(path_of(key)) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content


def embedded_logo(key: str) -> str:
    """Return a logo as an address that holds it (`data:`), for papers; empty without one."""
    content = open_logo(key)
    return f"data:image/png;base64,{b64encode(content).decode()}" if content else ""


def forget_logo(key: str) -> None:
    """Delete the bytes; nothing happens where there are none."""
    if key:
        default_storage.delete(path_of(key))


def path_of(key: str) -> str:
    """Return where a logo is stored."""
    return f"{_ROOT}/{key}.png"
