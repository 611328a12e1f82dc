"""What is left of a value that is emptied, and which rows still hold one."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from timezone_field import TimeZoneField

from mentorship.accounts.privacy.erasing.marks import CUT

TEXTS = (models.CharField, models.TextField)

_EMPTY: dict[type, Callable[[Any], Any]] = {
    ArrayField: lambda _field: [],
    models.JSONField: lambda field: field.get_default() if field.has_default() else {},
    models.BinaryField: lambda _field: b"",
}


class CannotBlankError(Exception):
    """A field has no empty value: its model must say that it is kept, or that the row goes."""


def blank_of(field: Any) -> Any:
    """Return what an emptied field holds; raises CannotBlankError.

    A text that must not be empty becomes “[…]”, which says in any language that something was.
    """
    if field.null:
        return None
    if isinstance(field, TimeZoneField) or (field.choices and field.has_default()):
        return field.get_default()
    for kinds, blank in _EMPTY.items():
        if isinstance(field, kinds):
            return blank(field)
    if isinstance(field, TEXTS) and not field.unique and not field.choices:
        return "" if field.blank else CUT
    message = f"{field.model._meta.label}.{field.name} cannot be emptied."
    raise CannotBlankError(message)


def still_holds(field: Any) -> Q:
    """Return the condition under which a row still holds something in the field."""
    blank = blank_of(field)
    if blank is None:
        return Q(**{f"{field.name}__isnull": False})
    return ~Q(**{field.name: blank})
