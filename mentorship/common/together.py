"""Several reads as one statement: what a page asks of many places goes to the database once.

`fill_together` fills querysets that have nothing to do with each other. `tell_together` does so for
generators, each of which tells something: they yield the `Reads` they rest on first, find them
filled when they go on, and then yield what they tell. Reads of all of them that are wanted at the
same step go together, so that a page with thirty of them asks as often as the longest chain among
them is long.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignKey, QuerySet
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")
Row = tuple[Any, ...]
Value = Callable[[Any], Any]


class Reads:
    """Querysets that a generator wants filled before it goes on."""

    def __init__(self, *querysets: "QuerySet[Any, Any]") -> None:
        """Take them; they are filled in place."""
        self.querysets = querysets


Telling = Iterator[T | Reads]


def fill_together(*querysets: "QuerySet[Any, Any]") -> None:
    """Fetch the rows of all of these as one statement, and keep each with its queryset.

    What a queryset prefetches is asked for afterwards, as ever. One that is filled, or that cannot
    have rows, is not asked for; of two that are alike only the first is.
    """
    unasked = [each for each in querysets if each._result_cache is None]  # noqa: SLF001  # no other way
    waiting = [(each, _Compiled(each)) for each in unasked]
    asked = {one.key: one for _queryset, one in waiting if one.sql}
    found = dict(zip(asked, _ask(list(asked.values())), strict=True))
    for queryset, one in waiting:
        _keep(queryset, one.compiler, found.get(one.key, []))


def tell_together(*tellings: Telling[T]) -> list[list[T]]:
    """Return what each of these tells, with the reads of all of them going together."""
    told: list[list[T]] = [[] for _telling in tellings]
    going = list(enumerate(tellings))
    while going:
        stopped = [(place, telling, _go_on(telling, told[place])) for place, telling in going]
        wanting = [(place, telling, reads) for place, telling, reads in stopped if reads]
        fill_together(*(each for _place, _telling, reads in wanting for each in reads.querysets))
        going = [(place, telling) for place, telling, _reads in wanting]
    return told


def reading(*querysets: "QuerySet[Any, Any]") -> Telling[Any]:
    """Tell nothing: who asks needs these rows, and lets them go along with the others."""
    yield Reads(*querysets)


def _go_on(telling: Telling[T], told: list[T]) -> Reads | None:
    """Collect what is told up to the next reads; None at the end."""
    for item in telling:
        if isinstance(item, Reads):
            return item
        told.append(item)
    return None


class _Compiled:
    """One queryset as SQL, with how each column travels as JSON."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        """Compile it; without SQL where the conditions leave no rows."""
        self.compiler: SQLCompiler = queryset.query.get_compiler(connection=connection)
        self.sql: str = ""
        self.params: tuple[Any, ...] = ()
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            return
        if self.compiler.has_extra_select:
            raise TypeError(f"Sorted by what it does not hold: ask for {queryset.query} by itself.")
        self.fields = [_field_of(expression) for expression, *_more in self.compiler.select]

    @property
    def key(self) -> tuple[str, str]:
        """Return by what two that ask the same are known."""
        return self.sql, repr(self.params)

    @property
    def as_json(self) -> str:
        """Return the SQL of one value: the rows as a JSON array, in their order."""
        names = [f"c{number}" for number in range(len(self.fields))]
        cells = ", ".join(
            f"{name}{_cast(field)} AS {name}"
            for name, field in zip(names, self.fields, strict=True)
        )
        rows = f"SELECT {cells} FROM ({self.sql}) AS t({', '.join(names)})"  # noqa: S608  # nosec B608: Django's own SQL
        return f"(SELECT json_agg(r) FROM ({rows}) AS r)"  # noqa: S608  # nosec B608: likewise

    def rows(self, found: "list[dict[str, Any]] | None") -> list[Row]:
        """Return the rows as a cursor gives them."""
        values = [_value_of(field) for field in self.fields]
        return [
            tuple(
                value(cell) if value and cell is not None else cell
                for value, cell in zip(values, row.values(), strict=True)
            )
            for row in found or ()
        ]


def _ask(asked: Sequence[_Compiled]) -> Iterable[list[Row]]:
    """Return the rows of each, from one statement."""
    if not asked:
        return []
    sql = f"SELECT array_to_json(ARRAY[{', '.join(one.as_json for one in asked)}]::json[])::text"
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for one in asked for param in one.params])
        (answer,) = cursor.fetchone()
    # Numbers that are no whole ones keep all their digits.
    found = json.loads(answer, parse_float=Decimal)
    return [one.rows(rows) for one, rows in zip(asked, found, strict=True)]


def _keep(queryset: "QuerySet[Any, Any]", compiler: SQLCompiler, rows: Sequence[Row]) -> None:
    """Let the queryset make of the rows what it makes of those of a cursor."""
    given: Any = partial(_given, rows)
    compiler.execute_sql = given  # type: ignore[method-assign]  # the rows are here already
    query = queryset.query
    query.get_compiler = lambda *_a, **_k: compiler  # type: ignore[method-assign]  # this once
    try:
        len(queryset)
    finally:
        # What derives from it asks anew.
        del query.get_compiler


def _given(rows: Sequence[Row], *_args: Any, **_more: Any) -> "Iterable[Sequence[Row]]":
    """Return the rows in one piece, as a compiler hands them on."""
    return [rows]


def _field_of(expression: Any) -> "Field[Any, Any]":
    """Return the kind of a column; of a reference, that of what it leads to."""
    field: Field[Any, Any] = expression.output_field
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field


def _cast(field: "Field[Any, Any]") -> str:
    """Return as what a column travels: documents as text, from which Django reads them."""
    if isinstance(field, ArrayField):
        return f"{_cast(field.base_field)}[]" if _cast(field.base_field) else ""
    return "::text" if field.get_internal_type() == "JSONField" else ""


def _instant(text: str) -> datetime:
    """Return a moment."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _octets(text: str) -> bytes:
    """Return what a column of bytes holds."""
    return bytes.fromhex(text.removeprefix("\\x"))


# How what JSON cannot say itself comes back; kinds that are not here do not travel.
_VALUES: dict[str, Value | None] = {
    **dict.fromkeys(
        (
            "AutoField",
            "BigAutoField",
            "BigIntegerField",
            "BooleanField",
            "CharField",
            "EmailField",
            "FileField",
            "IntegerField",
            "JSONField",
            "PositiveBigIntegerField",
            "PositiveIntegerField",
            "PositiveSmallIntegerField",
            "SlugField",
            "SmallIntegerField",
            "TextField",
            "URLField",
        )
    ),
    "BinaryField": _octets,
    "DateField": date.fromisoformat,
    "DateTimeField": _instant,
    "DecimalField": Decimal,
    "FloatField": float,
    "TimeField": time.fromisoformat,
    "UUIDField": uuid.UUID,
}


def _value_of(field: "Field[Any, Any]") -> Value | None:
    """Return how a value of this kind comes back from JSON; None where it needs nothing."""
    if isinstance(field, ArrayField):
        inner = _value_of(field.base_field)
        return None if inner is None else lambda cells: [inner(cell) for cell in cells]
    kind = field.get_internal_type()
    if kind not in _VALUES:
        raise TypeError(f"A {kind} does not travel with others: ask for {field} by itself.")
    return _VALUES[kind]
