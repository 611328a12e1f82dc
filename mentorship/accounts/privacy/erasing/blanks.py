"""What is left of a value that is emptied, and which rows still hold one."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, CheckConstraint, Q, Value, When
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

    A text that must not be empty, always or in some state of its row, becomes “[…]” where it was
    not empty: that says in any language that something was, and breaks no rule of the database.
    """
    if field.null:
        return None
    if isinstance(field, TimeZoneField) or (field.choices and field.has_default()):
        return field.get_default()
    for kinds, blank in _EMPTY.items():
        if isinstance(field, kinds):
            return blank(field)
    if isinstance(field, TEXTS) and not field.unique and not field.choices:
        return _marked(field.name) if _may_be_asked_for(field) else ""
    message = f"{field.model._meta.label}.{field.name} cannot be emptied."
    raise CannotBlankError(message)


def still_holds(field: Any) -> Q:
    """Return the condition under which a row still holds something in the field."""
    if isinstance(field, TEXTS) and not field.null and not isinstance(field, TimeZoneField):
        return ~Q(**{f"{field.name}__in": ("", CUT)})
    blank = blank_of(field)
    if blank is None:
        return Q(**{f"{field.name}__isnull": False})
    return ~Q(**{field.name: blank})


def _marked(name: str) -> Case:
    """Return the mark where there was a text, and nothing where there was none."""
    return Case(When(**{name: ""}, then=Value("")), default=Value(CUT))


def _may_be_asked_for(field: Any) -> bool:
    """Tell whether an empty text could break a rule: of the form, or of the database."""
    if isinstance(field, models.EmailField | models.URLField):
        return False
    checks = (rule for rule in field.model._meta.constraints if isinstance(rule, CheckConstraint))
    return not field.blank or any(field.name in _names_in(rule.condition) for rule in checks)


def _names_in(condition: Any) -> set[str]:
    """Return the fields that a condition speaks of."""
    if isinstance(condition, tuple):
        return {str(condition[0]).split("__")[0]}
    children = getattr(condition, "children", ())
    return {name for child in children for name in _names_in(child)}
