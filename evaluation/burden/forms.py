"""Planned missingness: each person is asked the core and all parts of the rest but one.

With three forms or more, every pair of items is asked together of somebody, so that all
correlations can still be told (the three-form design of Graham, Hofer and MacKinnon 1996). Without
Django.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

FEWEST_FORMS, MOST_FORMS = 2, 6


class Sampled(Protocol):
    """An item as far as sampling goes."""

    is_core: bool


Item = TypeVar("Item", bound=Sampled)


def in_form(items: Sequence[Item], forms: int, form: int | None) -> list[Item]:
    """Return the items of one form, from 0; all of them where there is one form, or none is given.

    The items that are not core are dealt out in turn into `forms` parts, and form i leaves part i
    out. Raises ValueError for a form that is none.
    """
    if forms < FEWEST_FORMS or form is None:
        return list(items)
    if not 0 <= form < forms:
        raise ValueError(f"There is no form {form} among {forms}.")
    kept: list[Item] = []
    turn = 0
    for item in items:
        if item.is_core:
            kept.append(item)
            continue
        if turn % forms != form:
            kept.append(item)
        turn += 1
    return kept


def balanced(people: int, forms: int) -> list[int]:
    """Return a form for each of so many people, in turn: their numbers differ by one at most."""
    return [place % forms for place in range(people)]
