"""Who else hears of what is recorded: apps above this one, in the same transaction.

A listener gets the kind and the rows. It may store what follows from it, and must be quick: it
runs within whatever caused the news.
"""

from collections.abc import Callable, Sequence

from django.db import models

Listener = Callable[[str, Sequence[models.Model]], None]
_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    """Let an app hear of what is recorded; called from its `AppConfig.ready`."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(kind: str, rows: Sequence[models.Model]) -> None:
    """Tell every listener that `kind` was done to these rows."""
    for listener in _listeners:
        listener(kind, rows)
