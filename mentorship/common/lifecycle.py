"""States move by one conditional update, so that two people at once can never both succeed."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import Http404

Transitions = Mapping[str, frozenset[str]]


class IllegalTransitionError(Exception):
    """The row was not in a state from which it may move there; nothing was changed."""

    def __init__(self, row: models.Model, to: str) -> None:
        """Say which row could not move, and where to."""
        self.row = row
        self.to = to
        super().__init__(f"{row._meta.label} {row.pk} cannot become {to}.")


class GoneMeanwhileError(Http404):
    """Somebody removed the row meanwhile; nothing was changed, and its page is no more."""


def hold(row: models.Model) -> None:
    """Keep the stored row as it is until the transaction ends; raises `GoneMeanwhileError`.

    Without it, saving a row that somebody removed would bring it back.
    """
    stored = type(row)._base_manager.select_for_update().filter(pk=row.pk)
    if not list(stored.values_list("pk")):
        raise GoneMeanwhileError


def advance(row: models.Model, to: str, transitions: Transitions, **also: Any) -> None:
    """Move `row` to the state `to` and set the fields in `also`, in one UPDATE.

    `transitions` maps each target state to the states it may come from. The row in memory is
    brought up to date. Raises `IllegalTransitionError` when the stored row is in no such state.
    """
    manager = type(row)._base_manager
    moved = manager.filter(pk=row.pk, state__in=transitions[to]).update(state=to, **also)
    if not moved:
        raise IllegalTransitionError(row, to)
    for name, value in {"state": to, **also}.items():
        setattr(row, name, value)
