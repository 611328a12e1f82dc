"""How apps let go of what no declaration can say: which rows still hold words, and emptying them.

Filled in `AppConfig.ready` of the apps that own the rows, for fields that are `OnErasure.OWN`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

if TYPE_CHECKING:
    from django.db import models


class OwnWords(NamedTuple):
    """`holds` is the condition under which a row still holds any; `empty` takes them out of rows.

    What `empty` leaves must not meet `holds`, or the nights would never come to an end.
    """

    holds: Callable[[], Q]
    empty: "Callable[[models.QuerySet[Any]], None]"


_own: dict[str, OwnWords] = {}


def register_own_words(label: str, words: OwnWords) -> None:
    """Let an app say how rows of a model, named by its label, are emptied in the end."""
    _own[label] = words


def own_words_of(label: str) -> OwnWords | None:
    """Return how rows of a model are emptied by the app itself; None where declarations suffice."""
    return _own.get(label)
