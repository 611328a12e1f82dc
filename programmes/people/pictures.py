"""Pictures of people: what is uploaded is never what is shown.

An upload is looked at from outside in: its size, its first bytes, its dimensions, and only then its
pixels. What is kept is drawn anew, square, without anything the camera wrote about it.
"""

import io
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
# A phone's largest photographs have 50 million pixels; a bomb of a few kilobytes has billions.
MOST_PIXELS = 50_000_000
MOST_PIXELS_DECODED = 25_000_000
LEAST_SIDE = 96
SIZES = {"large": 512, "small": 96}
CONTENT_TYPE = "image/webp"
_ROOT = "pictures"
_QUALITY = 84
_WIDEST_MARK = 12
_FORMATS = ("JPEG", "PNG", "WEBP")


class PictureRefusedError(ValueError):
    """The file is no picture that we show; `sentence` says why, for the person who chose it."""

    def __init__(self, sentence: "str | _StrPromise") -> None:
        """Keep the sentence."""
        self.sentence = sentence
        super().__init__(str(sentence))


@dataclass(frozen=True, slots=True)
class Picture:
    """A person's picture, drawn anew in each size."""

    large: bytes
    small: bytes


def read_picture(upload: "UploadedFile[bytes]") -> Picture:
    """Return the picture drawn anew; raises PictureRefusedError. Nothing is stored."""
    if upload.size is None or upload.size > MOST_BYTES:
        raise PictureRefusedError(
            _("This file is larger than 10 MB. Choose a smaller picture, or a screenshot of it.")
        )
    content = upload.read()
    _check_first_bytes(content[:_WIDEST_MARK])
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            return _draw_anew(image)
    except PictureRefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefusedError(_TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise PictureRefusedError(
            _("This file is damaged or cut short, so it cannot be shown. Save it again and retry.")
        ) from error


def store_picture(picture: Picture) -> str:
    """Keep both sizes under a new random name, and return it."""
    key = uuid.uuid4().hex
    for size, content in (("large", picture.large), ("small", picture.small)):
        default_storage.save(path_of(key, size), ContentFile(content))
    return key


def forget_picture(key: str) -> None:
    """Delete both sizes; nothing happens where there are none."""
    for size in SIZES:
        if key:
            default_storage.delete(path_of(key, size))


def forget_lost_pictures(known: Collection[str], *, before: datetime) -> int:
    """Delete files last written before a moment whose key nobody knows; return how many."""
    try:
        folders, _files = default_storage.listdir(_ROOT)
    except FileNotFoundError:
        return 0
    paths = (
        f"{_ROOT}/{folder}/{name}"
        for folder in folders
        for name in default_storage.listdir(f"{_ROOT}/{folder}")[1]
    )
    return sum(_forget_lost(path, known, before) for path in paths)


def _forget_lost(path: str, known: Collection[str], before: datetime) -> bool:
    """Delete one file, unless its key is known or it is too young; one that is gone is no loss."""
    key = path.rpartition("/")[2].partition("-")[0]
    try:
        is_lost = key not in known and default_storage.get_modified_time(path) < before
    except FileNotFoundError:
        return False
    if is_lost:
        default_storage.delete(path)
    return is_lost


def open_picture(key: str, size: str) -> bytes | None:
    """Return a stored picture's bytes, or None where the file is gone."""
    try:
        with default_storage.open(path_of(key, size)) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content


def path_of(key: str, size: str) -> str:
    """Return where a size of a picture is stored; the key is ours, never a file's own name."""
    return f"{_ROOT}/{key[:2]}/{key}-{SIZES[size]}.webp"


_TOO_MANY_PIXELS = _("This picture has too many pixels. Choose one of at most 50 megapixels.")


def _check_first_bytes(mark: bytes) -> None:
    """Believe what the file begins with, not what it is called."""
    is_webp = mark[:4] == b"RIFF" and mark[8:12] == b"WEBP"
    if mark.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or is_webp:
        return
    if not mark:
        raise PictureRefusedError(_("This file is empty."))
    raise PictureRefusedError(
        _("This is not a JPEG, PNG or WebP picture, whatever its name says. Choose one of those.")
    )


def _draw_anew(image: Image.Image) -> Picture:
    """Return the sizes, turned as the camera was held, cut square, without metadata."""
    width, height = image.size
    if min(width, height) < LEAST_SIDE:
        raise PictureRefusedError(
            _("This picture is too small: it needs at least 96 pixels each way.")
        )
    # A JPEG is decoded at a fraction of its size; the others only as they are.
    limit = MOST_PIXELS if image.format == "JPEG" else MOST_PIXELS_DECODED
    if width * height > limit:
        raise PictureRefusedError(_TOO_MANY_PIXELS)
    image.draft("RGB", (SIZES["large"] * 2, SIZES["large"] * 2))
    image.load()
    upright = ImageOps.exif_transpose(image)
    square = _on_white(ImageOps.fit(upright.convert("RGBA"), (SIZES["large"], SIZES["large"])))
    small = square.resize((SIZES["small"], SIZES["small"]), Image.Resampling.LANCZOS)
    return Picture(large=_webp(square), small=_webp(small))


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture without transparency."""
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _webp(image: Image.Image) -> bytes:
    """Return the picture as WebP, with nothing in it but pixels."""
    file = io.BytesIO()
    image.save(file, "WEBP", quality=_QUALITY, method=4)
    return file.getvalue()
