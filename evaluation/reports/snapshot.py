"""The frozen structure as canonical JSON, and back again: the same figures give the same hash."""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from evaluation import canonical
from evaluation.reports.model import SCHEMA_VERSION, ReportData
from mentorship.common.faults import AlteredError

FIRST_SCHEMA = 1
# Which schema a figure came with; whatever is not named here came with the first.
SINCE = {
    "fresh": 2,
    **dict.fromkeys(
        (
            "objectives",
            "changes",
            "results",
            "communities",
            "pathway",
            "voices",
            "risks",
            "loops",
            "implications",
            "costs",
            "cost_currencies",
            "forecast",
        ),
        3,
    ),
}
# Parts that may be missing as a whole; of the others there may be none.
ONE_OR_NONE = frozenset({"costs", "forecast"})


class UnknownSchemaError(AlteredError):
    """The snapshot was written by a version of this product that we cannot read."""


class NotSealedError(AlteredError):
    """The text holds no figures as they are sealed here: it was edited, or is something else."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A report's figures as text, with the digest of the text and the code that stands for it."""

    text: str
    sha256: str
    code: str


def freeze(data: ReportData) -> Snapshot:
    """Write the report as canonical JSON, and seal it."""
    parts = _plain(data)
    text = canonical.dumps(
        {name: part for name, part in parts.items() if data.schema >= SINCE.get(name, FIRST_SCHEMA)}
    )
    digest = canonical.sha256(text)
    return Snapshot(text, digest, canonical.code(digest))


def thaw(text: str) -> ReportData:
    """Read a report back from its snapshot; raises `UnknownSchemaError` or `NotSealedError`.

    A snapshot of an earlier schema gives what it was written from: what came later is empty.
    """
    try:
        return _thaw(text)
    except UnknownSchemaError:
        raise
    except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError) as error:
        raise NotSealedError("These are no figures as they are sealed.") from error


def _thaw(text: str) -> ReportData:
    """Read a report back; raises whatever its text gives rise to."""
    plain = canonical.loads(text)
    known = range(FIRST_SCHEMA, SCHEMA_VERSION + 1)
    if not isinstance(plain, dict) or plain.get("schema") not in known:
        raise UnknownSchemaError("This report was stored in a form that is not known here.")
    later: dict[str, list[Any] | None] = {
        name: None if name in ONE_OR_NONE else []
        for name, schema in SINCE.items()
        if schema > plain["schema"]
    }
    if later.keys() & plain.keys():
        raise KeyError("The snapshot has a figure that its schema does not know.")
    data = _build(ReportData, plain | later)
    if not isinstance(data, ReportData):
        raise TypeError
    return data


def sealed(text: str) -> Snapshot:
    """Return the snapshot that a text is, sealed anew; white space around it belongs to no figure.

    Raises `UnknownSchemaError`, or `NotSealedError` for a text that would not be written so.
    """
    snapshot = freeze(thaw(text.strip()))
    if snapshot.text != text.strip():
        raise NotSealedError("These are no figures as they are sealed.")
    return snapshot


def _plain(value: object) -> Any:
    """Return dataclasses as dictionaries, and dates, decimals and words as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def _build(kind: Any, plain: Any) -> Any:
    """Return a plain value as the type it was written from."""
    if get_origin(kind) in {Union, types.UnionType}:
        return None if plain is None else _build(_but_none(kind), plain)
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], part) for part in plain)
    if is_dataclass(kind) and isinstance(kind, type):
        return _build_dataclass(kind, plain)
    return _build_leaf(kind, plain)


def _build_leaf(kind: Any, plain: Any) -> Any:
    """Return a date, a decimal, a word of an enumeration, or the plain value as it is."""
    if kind is date:
        return date.fromisoformat(plain)
    if kind is Decimal or issubclass(kind, Enum):
        return kind(plain)
    if type(plain) is not kind:
        raise TypeError(f"{plain!r} is no {kind}.")
    return plain


def _build_dataclass(kind: type, plain: Mapping[str, Any]) -> Any:
    """Return a dictionary as a dataclass; what is missing or too much is an error."""
    hints = get_type_hints(kind)
    return kind(**{name: _build(hints[name], value) for name, value in plain.items()})


def _but_none(kind: Any) -> Any:
    """Return the one type beside None."""
    return next(part for part in get_args(kind) if part is not type(None))
