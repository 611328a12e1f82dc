"""How often pointing pairs out was right, said where it is done; a higher app tells it."""

from collections.abc import Callable
from typing import NamedTuple

from programmes.models import Programme


class Note(NamedTuple):
    """A sentence, and where more is told."""

    words: str
    url: str


Tells = Callable[[Programme], Note]

_tellers: list[Tells] = []


def register_honesty(tells: Tells) -> None:
    """Let an app say how often it was right; called from its `AppConfig.ready`."""
    _tellers.append(tells)


def notes_on(programme: Programme) -> list[Note]:
    """Return what is said below the pairs that were pointed out."""
    return [tells(programme) for tells in _tellers]
