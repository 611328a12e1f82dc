"""How well words in a colour can be read, in a sentence, and which colour would do."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentorship.accounts.looks.palette import (
    Scheme,
    contrast_of,
    is_like_a_status,
    nearest_usable,
)
from mentorship.common.colours import LEAST_FOR_TEXT


@dataclass(frozen=True, slots=True)
class Reading:
    """What is to be said of a colour; `proposal` is empty where the colour itself will do."""

    colour: str
    sentence: str
    note: str = ""
    proposal: str = ""


def reading_of(colour: str, scheme: Scheme) -> Reading:
    """Judge a colour (`#rrggbb`) on light or on dark pages."""
    reached = number_format(_shortened(contrast_of(colour, scheme)), 1)
    proposal = nearest_usable(colour, scheme)
    if proposal != colour:
        return Reading(colour, _too_weak(reached, proposal, scheme), proposal=proposal)
    words = {
        Scheme.LIGHT: _("%(colour)s can be read on light pages: its contrast is %(reached)s to 1."),
        Scheme.DARK: _("%(colour)s can be read on dark pages: its contrast is %(reached)s to 1."),
    }
    note = (
        _(
            "It looks much like the green, amber or red that say how things stand. Shapes and "
            "words still tell them apart, but another colour would be calmer."
        )
        if is_like_a_status(colour, scheme)
        else ""
    )
    return Reading(colour, words[scheme] % {"colour": colour, "reached": reached}, note)


def _too_weak(reached: str, proposal: str, scheme: Scheme) -> str:
    """Say that a colour cannot be read, and what the nearest is that can."""
    words = {
        Scheme.LIGHT: _(
            "On light pages this colour has a contrast of %(reached)s to 1, and people need "
            "%(least)s. The nearest that can be read is %(proposal)s."
        ),
        Scheme.DARK: _(
            "On dark pages this colour has a contrast of %(reached)s to 1, and people need "
            "%(least)s. The nearest that can be read is %(proposal)s."
        ),
    }
    least = number_format(LEAST_FOR_TEXT, 1)
    return words[scheme] % {"reached": reached, "least": least, "proposal": proposal}


def _shortened(contrast: float) -> float:
    """Cut to one place, never rounding what is too weak up to what is enough."""
    return int(contrast * 10) / 10
