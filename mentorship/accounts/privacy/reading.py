"""One row of somebody's data in words, for the page that a person reads."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Field, Model
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mentorship.accounts.privacy.telling import HELD_BACK

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row to read: each field's label with its value in words, and the paths of its files."""

    facts: list[tuple[str, str]]
    files: list[str]


def read_row(row: Model, told: dict[str, Any]) -> ReadRow:
    """Put into words what is told of a row; what is empty, or only an id, is left out."""
    facts = []
    for field in row._meta.concrete_fields:
        words = _in_words(row, field, told[field.name])
        if words:
            facts.append((capfirst(str(field.verbose_name)), words))
    return ReadRow(facts, told.get("files", []))


def _in_words(row: Model, field: "Field[Any, Any]", told: Any) -> str:
    """Return a field's value in words; the empty text where there is nothing to read."""
    if told == HELD_BACK:
        return _("held back") if getattr(row, field.attname) else ""
    if isinstance(told, dict) and field.is_relation:
        return str(told.get("name", ""))
    value = getattr(row, field.attname)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")() or "")
    return value_in_words(told if isinstance(told, str) and not _is_time(value) else value)


def _is_time(value: Any) -> bool:
    """Tell whether a value is a day or a moment, which is put into words from the value itself."""
    return isinstance(value, date | time)


def value_in_words(value: Any) -> str:
    """Return a value as a person reads it."""
    if value is None or value == "" or isinstance(value, uuid.UUID | bytes | memoryview):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date | time):
        return _time_in_words(value)
    if isinstance(value, dict):
        pairs = ((str(key), value_in_words(each)) for key, each in value.items())
        return "; ".join(f"{key}: {words}" for key, words in pairs if words)[:LONGEST]
    is_list = isinstance(value, list | tuple)
    words = ", ".join(filter(None, map(value_in_words, value))) if is_list else str(value)
    return words[:LONGEST]


def _time_in_words(value: date | time) -> str:
    """Return a day, a time or a moment in the reader's zone."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return time_format(value, "TIME_FORMAT")
