"""The picture of the app among the others on a phone, drawn in the organisation's colour."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

SIZES = (180, 192, 512)
_FINER = 4
# Phones cut icons to circles and drops: what matters lies in the middle four fifths.
_SAFE, _USUAL = 0.56, 0.72
_SIDE = 28.0
_WHITE = "#ffffff"


@lru_cache(maxsize=32)
def icon_png(colour: str, size: int, *, is_maskable: bool) -> bytes:
    """Return a square PNG: the two circles in white on the colour (`#rrggbb`)."""
    side = size * _FINER
    image = Image.new("RGB", (side, side), colour)
    draw = ImageDraw.Draw(image)
    scale = side * (_SAFE if is_maskable else _USUAL) / _SIDE
    start = (side - _SIDE * scale) / 2
    draw.ellipse(_box(10.5, 7.5, start, scale), fill=_WHITE)
    draw.ellipse(_box(18, 7.5, start, scale), outline=_WHITE, width=round(2 * scale))
    out = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _box(across: float, radius: float, start: float, scale: float) -> tuple[float, ...]:
    """Return the square around a circle whose middle lies halfway down."""
    middle = _SIDE / 2
    edges = (across - radius, middle - radius, across + radius, middle + radius)
    return tuple(start + edge * scale for edge in edges)
