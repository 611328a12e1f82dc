"""Colours that can be read: contrast as WCAG 2.2 measures it, and the nearest colour that has it.

Colours are written `#rrggbb`. Nearness is told in OKLab, in which equal distances look equal, and a
colour is made lighter or darker there without changing its hue.
"""

import re
from math import atan2, cos, dist, hypot, sin
from typing import NamedTuple

HEX = re.compile(r"#[0-9a-f]{6}")
LEAST_FOR_TEXT = 4.5  # WCAG 2.2 AA, success criterion 1.4.3
_STEPS = 200
# Below these, sRGB is a straight line: in what is written, and in the light it stands for.
_STRAIGHT_WRITTEN, _STRAIGHT_LIGHT = 0.04045, 0.0031308
_TOLERANCE = 0.0005


class Lab(NamedTuple):
    """A colour in OKLab: lightness from 0 to 1, and where it lies between hues."""

    lightness: float
    green_red: float
    blue_yellow: float


def is_colour(value: str) -> bool:
    """Tell whether it is written `#rrggbb`, in small letters."""
    return HEX.fullmatch(value) is not None


def luminance(colour: str) -> float:
    """Return the relative luminance, from 0 for black to 1 for white."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    """Return the contrast with whichever of the grounds it is hardest to tell from."""
    return min(contrast(colour, ground) for ground in grounds)


def nearest_readable(colour: str, grounds: tuple[str, ...], least: float = LEAST_FOR_TEXT) -> str:
    """Return the colour of the same hue that is nearest to this one and reads on all grounds.

    The colour itself where it does. Black or white, whichever reads better, where no colour of
    that hue does.
    """
    if least_contrast(colour, grounds) >= least:
        return colour
    chosen = lab_of(colour)
    shades = {with_lightness(colour, step / _STEPS) for step in range(_STEPS + 1)}
    readable = [shade for shade in shades if least_contrast(shade, grounds) >= least]
    if not readable:
        return max(("#000000", "#ffffff"), key=lambda shade: least_contrast(shade, grounds))
    return min(readable, key=lambda shade: (distance(chosen, lab_of(shade)), shade))


def mixed(colour: str, ground: str, share: float) -> str:
    """Return so large a share of the colour (0 to 1) mixed into the ground."""
    first, second = lab_of(colour), lab_of(ground)
    parts = (a * share + b * (1 - share) for a, b in zip(first, second, strict=True))
    return _hex(Lab(*parts))


def with_lightness(colour: str, lightness: float) -> str:
    """Return the colour at another lightness (0 to 1); as vivid as a screen can show it there."""
    lab = lab_of(colour)
    hue = atan2(lab.blue_yellow, lab.green_red)
    vivid = hypot(lab.green_red, lab.blue_yellow)
    low, high = 0.0, vivid
    if _fits(Lab(lightness, vivid * cos(hue), vivid * sin(hue))):
        low = vivid
    else:
        for _halving in range(14):
            middle = (low + high) / 2
            fits = _fits(Lab(lightness, middle * cos(hue), middle * sin(hue)))
            low, high = (middle, high) if fits else (low, middle)
    return _hex(Lab(lightness, low * cos(hue), low * sin(hue)))


def distance(first: Lab, second: Lab) -> float:
    """Return how different two colours look; below 0.1 they are easily taken for each other."""
    return dist(first, second)


def lab_of(colour: str) -> Lab:
    """Return a colour in OKLab."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return Lab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue as amounts of light, from 0 to 1."""
    red, green, blue = (
        value / 12.92 if value <= _STRAIGHT_WRITTEN else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    )
    return red, green, blue


def _light(lab: Lab) -> tuple[float, float, float]:
    """Return the amounts of red, green and blue light; outside 0 to 1 no screen shows it."""
    lightness, green_red, blue_yellow = lab
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(lab: Lab) -> bool:
    """Tell whether a screen can show it."""
    return all(-_TOLERANCE <= amount <= 1 + _TOLERANCE for amount in _light(lab))


def _hex(lab: Lab) -> str:
    """Write a colour as `#rrggbb`, cut off where a screen cannot show it."""
    shares = (min(max(amount, 0.0), 1.0) for amount in _light(lab))
    encoded = (
        12.92 * share if share <= _STRAIGHT_LIGHT else 1.055 * share ** (1 / 2.4) - 0.055
        for share in shares
    )
    return "#" + "".join(f"{round(value * 255):02x}" for value in encoded)
