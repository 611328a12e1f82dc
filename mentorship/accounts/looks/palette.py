"""From one colour of an organisation to every shade that pages, mails and papers need of it.

Without the database. Each shade is checked on the grounds it stands on, so that whatever colour
somebody chose, what is drawn can be read (WCAG 2.2 AA).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mentorship.common.colours import (
    LEAST_FOR_TEXT,
    contrast,
    distance,
    lab_of,
    least_contrast,
    mixed,
    nearest_readable,
    with_lightness,
)


class Scheme(StrEnum):
    """Light pages with dark words, or dark pages with light words."""

    LIGHT = "light"
    DARK = "dark"


# What words in the colour stand on: page, surface, raised, sunken (static/css/tokens.css).
GROUNDS = {
    Scheme.LIGHT: ("#faf9f6", "#ffffff", "#f2f1ed"),
    Scheme.DARK: ("#0f1216", "#181c22", "#20252d", "#12161b"),
}
USUAL = {Scheme.LIGHT: "#00696f", Scheme.DARK: "#4fcfce"}
_SURFACE = {Scheme.LIGHT: "#ffffff", Scheme.DARK: "#181c22"}
_ON = {Scheme.LIGHT: "#ffffff", Scheme.DARK: "#0b0e12"}
# What says good, careful and bad: an accent that looks like one of them would say it too.
_STATUS = {
    Scheme.LIGHT: ("#0b7a45", "#9a5b00", "#b3261e"),
    Scheme.DARK: ("#4cc38a", "#f0b04c", "#ff8a80"),
}
_TINT = {Scheme.LIGHT: 0.12, Scheme.DARK: 0.2}
_DEEPER = {Scheme.LIGHT: -0.08, Scheme.DARK: 0.07}
_TOO_NEAR = 0.06


@dataclass(frozen=True, slots=True)
class Shades:
    """An accent colour and what goes with it, each `#rrggbb`."""

    accent: str
    deep: str
    mid: str
    tint: str
    on_accent: str


def is_readable(colour: str, scheme: Scheme) -> bool:
    """Tell whether words in the colour can be read on every ground, and words on the colour too."""
    return nearest_usable(colour, scheme) == colour


def contrast_of(colour: str, scheme: Scheme) -> float:
    """Return the least contrast of words in the colour, or of words on it."""
    return min(least_contrast(colour, GROUNDS[scheme]), contrast(colour, _ON[scheme]))


def nearest_usable(colour: str, scheme: Scheme) -> str:
    """Return the nearest colour of the same hue that can be read; itself where it can."""
    return nearest_readable(colour, (*GROUNDS[scheme], _ON[scheme]))


def is_like_a_status(colour: str, scheme: Scheme) -> bool:
    """Tell whether the colour is easily taken for one that says good, careful or bad."""
    chosen = lab_of(colour)
    return any(distance(chosen, lab_of(other)) < _TOO_NEAR for other in _STATUS[scheme])


@lru_cache(maxsize=256)
def shades_of(colour: str, scheme: Scheme) -> Shades:
    """Return all shades of a colour, or of the nearest to it that can be read."""
    accent = nearest_usable(colour, scheme)
    tint = mixed(accent, _SURFACE[scheme], _TINT[scheme])
    deeper = with_lightness(accent, min(max(lab_of(accent).lightness + _DEEPER[scheme], 0), 1))
    return Shades(
        accent=accent,
        deep=nearest_readable(deeper, (*GROUNDS[scheme], tint), LEAST_FOR_TEXT),
        mid=mixed(accent, _SURFACE[scheme], 0.6),
        tint=tint,
        on_accent=_ON[scheme],
    )


def for_dark(light: str) -> str:
    """Return the colour for dark pages that goes with one for light pages."""
    return nearest_usable(light, Scheme.DARK)
