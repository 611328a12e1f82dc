"""Lists in pages."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property


class CountedPages(Paginator[Any]):
    """Pages of a list whose length is known already, such as from the figures above it."""

    def __init__(self, found: "QuerySet[Any]", per_page: int, *, count: int) -> None:
        """Take the length."""
        super().__init__(found, per_page)
        self._known = count

    @cached_property
    def count(self) -> int:
        """Return the length without asking again."""
        return self._known
