"""Reading the cells of one row: a value for each field, or the reason why not."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.utils import parseaddr
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from programmes.importing.answers import Answers
from programmes.importing.days import read_day
from programmes.importing.enums import WordAbout
from programmes.importing.fields import ADDRESSES, DAYS, FIELDS, LISTS
from programmes.importing.words import meaning_of
from programmes.tables_in.cells import Cell, text_cell

_SEPARATORS = re.compile(r"[;,|/\n]+")
_MOST_ITEMS = 30
_OLDEST, _NEWEST = date(1950, 1, 1), date(2100, 1, 1)
_COUNTRY = re.compile(r"^[A-Za-z]{2,3}$")

# field, what stood there, why it is refused, and what the sentence needs.
Complaint = list[Any]


class CellError(Exception):
    """A cell cannot be used; `code` says why."""

    def __init__(self, code: str, **facts: object) -> None:
        """Name the reason."""
        self.code = code
        self.facts = facts
        super().__init__(code)


@dataclass(slots=True)
class RowValues:
    """What one row says, field by field; fields of which it says nothing are missing."""

    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    errors: list[Complaint] = field(default_factory=list)

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value."""
        return self.values.get(key, default)

    def refuse(self, key: str, code: str, **facts: object) -> None:
        """Note what is wrong with a cell."""
        self.errors.append([key, self.texts.get(key, ""), code, facts])


def read_values(cells: Sequence[Cell], fixes: Mapping[str, str], answers: Answers) -> RowValues:
    """Read the mapped cells of a row; what somebody wrote in place of a cell counts instead."""
    row = RowValues()
    for position, key in answers.columns.items():
        given = cells[position] if position < len(cells) else ""
        _read_into(row, key, text_cell(fixes[key]) if key in fixes else given, answers)
    for key in fixes.keys() - set(answers.columns.values()):
        _read_into(row, key, text_cell(fixes[key]), answers)
    _join_names(row)
    return row


def _read_into(row: RowValues, key: str, cell: Cell, answers: Answers) -> None:
    """Read one cell."""
    if not cell:
        return
    if not isinstance(cell, str):
        row.texts[key] = cell[1]
        row.refuse(key, cell[0])
        return
    row.texts[key] = cell
    try:
        value = _reader_of(key)(cell, key, answers)
    except CellError as error:
        row.refuse(key, error.code, **error.facts)
    else:
        row.values[key] = value


def _join_names(row: RowValues) -> None:
    """Make one name of two, where the table has them apart."""
    parts = [row.values.pop(key, "") for key in ("first_name", "last_name")]
    if any(parts) and "name" not in row.values:
        row.values["name"] = " ".join(part for part in parts if part)


def _reader_of(key: str) -> Callable[[str, str, Answers], Any]:
    """Return what reads the cells of a field."""
    if key in ADDRESSES:
        return _address
    if key in DAYS:
        return _day
    if key in LISTS:
        return _list
    return _OTHERS.get(key, _text)


def _text(text: str, key: str, answers: Answers) -> str:
    """Return a text that fits."""
    longest = FIELDS[key].length
    written = text if key == "biography" else " ".join(text.split())
    if longest and len(written) > longest:
        raise CellError("longer_than", most=longest, length=len(written))
    return written


def _address(text: str, key: str, answers: Answers) -> str:
    """Return an e-mail address in small letters, also out of “Amara <amara@…>”."""
    bare = parseaddr(text)[1] if "<" in text else text.removeprefix("mailto:")
    address = bare.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise CellError("no_address") from error
    if len(address) > FIELDS[key].length:
        raise CellError("longer_than", most=FIELDS[key].length, length=len(address))
    return address


def _day(text: str, key: str, answers: Answers) -> date:
    """Return a day that somebody can have meant."""
    try:
        day = read_day(text, answers.date_order)
    except ValueError as error:
        raise CellError("no_day") from error
    if not _OLDEST <= day <= _NEWEST:
        raise CellError("odd_day")
    return day


def _list(text: str, key: str, answers: Answers) -> list[str]:
    """Return words that stand in one cell, each once."""
    words = [" ".join(word.split()) for word in _SEPARATORS.split(text)]
    items = list(dict.fromkeys(word for word in words if word))
    too_long = [word for word in items if len(word) > FIELDS[key].length]
    if too_long:
        raise CellError("item_longer_than", most=FIELDS[key].length, item=too_long[0][:40])
    if len(items) > _MOST_ITEMS:
        raise CellError("too_many_items", most=_MOST_ITEMS)
    return items


def _role(text: str, key: str, answers: Answers) -> str:
    """Return a role."""
    if meaning := meaning_of(WordAbout.ROLE, text, answers.roles):
        return meaning
    raise CellError("unknown_role")


def _state(text: str, key: str, answers: Answers) -> str:
    """Return a state."""
    if meaning := meaning_of(WordAbout.STATE, text, answers.states):
        return meaning
    raise CellError("unknown_state")


def _zone(text: str, key: str, answers: Answers) -> ZoneInfo:
    """Return a time zone by its name, whatever its capitals."""
    name = _zones().get(text.strip().replace(" ", "_").lower())
    if name is None:
        raise CellError("no_zone")
    return ZoneInfo(name)


def _country(text: str, key: str, answers: Answers) -> str:
    """Return a country's code."""
    if not _COUNTRY.match(text):
        raise CellError("no_country")
    return text.upper()


@cache
def _zones() -> dict[str, str]:
    """Return the names of time zones by their small letters."""
    return {name.lower(): name for name in available_timezones()}


_OTHERS: dict[str, Callable[[str, str, Answers], Any]] = {
    "role": _role,
    "state": _state,
    "time_zone": _zone,
    "country_code": _country,
}
