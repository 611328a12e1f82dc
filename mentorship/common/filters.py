"""Filters of lists that offer a choice; what they offer is written without templates."""

from typing import Any

import django_filters

from mentorship.common.forms import PlainSelect


class ChoiceFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # it carries no types
    """Narrows a list by one of several choices."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Take what Django's own takes."""
        super().__init__(*args, widget=PlainSelect, **more)


class TypedChoiceFilter(django_filters.TypedChoiceFilter):  # type: ignore[misc]  # it has none
    """Narrows a list by one of several rows that are at hand."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Take what Django's own takes."""
        super().__init__(*args, widget=PlainSelect, **more)
