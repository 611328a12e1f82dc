"""States move by one conditional update, so that two people at once can never both succeed."""

from collections.abc import Mapping
from typing import Any

from django.db import models

Transitions = Mapping[str, frozenset[str]]


class IllegalTransitionError(Exception):
    """The row was not in a state from which it may move there; nothing was changed."""

    def __init__(self, row: models.Model, to: str) -> None:
        """Say which row could not move, and where to."""
        self.row = row
        self.to = to
        super().__init__(f"{row._meta.label} {row.pk} cannot become {to}.")


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
