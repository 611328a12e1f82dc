"""Making two records of one person one: what every app does about it, and how it is taken back.

Rows that point to the vanishing person are re-pointed wherever they are, found by walking the
foreign keys. What cannot be re-pointed (a ledger that is never edited, figures derived from it) is
left to a merger, which the app that owns it registers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from mentorship.accounts.models import Person
from programmes.models import Participant


class CannotMergeError(Exception):
    """The two stay two; `sentences` say why."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Keep the sentences."""
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


class CannotUndoError(Exception):
    """What happened since makes it impossible to go back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Merger:
    """What one app does by itself when two records become one.

    `tables` are models (such as "training.LedgerEntry") that nobody else may touch. `obstacles`
    says in sentences what stands in the way. `merge` is called once the places have moved, and
    returns plain data from which `undo` goes back; `settle` brings derived figures up to date, for
    both people, after either.

    Where both have a place in one cohort and role, rows of the models in `follows` go over to the
    place that stays; `gives_way` yields those of the other place (its second argument) that are
    dropped first, because the one that stays has its own. Rows of the models in `unspoken` move
    like all others, and are not counted where people read what moves.
    """

    name: str
    tables: frozenset[str] = frozenset()
    obstacles: Callable[[Person, Person], Iterable[str]] | None = None
    merge: Callable[[Person, Person, Person], Any] | None = None
    undo: Callable[[Any, Person, Person, Person], None] | None = None
    settle: Callable[[Person, Person, Person], None] | None = None
    follows: frozenset[str] = frozenset()
    gives_way: Callable[[Participant, Participant], Iterable[Model]] | None = None
    unspoken: frozenset[str] = frozenset()


_mergers: dict[str, Merger] = {}


def register_merger(merger: Merger) -> None:
    """Let an app take care of tables of its own; called from its `AppConfig.ready`."""
    _mergers[merger.name] = merger


def all_mergers() -> list[Merger]:
    """Return all of them, by name."""
    return [_mergers[name] for name in sorted(_mergers)]


def unspoken_tables() -> frozenset[str]:
    """Return the models of which nobody reads how many rows move."""
    return frozenset(table for merger in _mergers.values() for table in merger.unspoken)


def merger_called(name: str) -> Merger | None:
    """Return the merger of that name, if the app is still there."""
    return _mergers.get(name)
