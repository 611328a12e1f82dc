"""Many questions to the database in one statement, worked out once in a process.

A read is a function that says, of one or more models, which rows are wanted: a queryset. What it
returns depends on their keys and on `NOW` alone, never on anything else of them or on the clock, so
that its SQL is written once, with stand-ins, and answered for anybody.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, NoReturn
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, Model, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from psycopg import Cursor
from psycopg.pq import Format
from psycopg.types.json import JsonbBinaryLoader

Read = Callable[..., QuerySet[Any]]

_MOMENT = datetime(1, 1, 1, tzinfo=UTC)
# The moment of asking, for reads that need one.
NOW = Value(_MOMENT, output_field=DateTimeField())


@dataclass(frozen=True, slots=True)
class _Statement:
    """The SQL of several reads, with stand-ins among its values, and what makes models of rows."""

    sql: str
    values: tuple[Any, ...]
    stand_ins: tuple[UUID, ...]
    querysets: tuple[tuple[QuerySet[Any], SQLCompiler], ...]


def rows_of(reads: Sequence[Read], *about: Model) -> list[list[Any]]:
    """Return the rows of each read about these models; one query, but for what they prefetch."""
    statement = _statement(tuple(reads), tuple(each._meta.model for each in about))
    known = {_MOMENT: timezone.now()} | {
        stand_in: each.pk for stand_in, each in zip(statement.stand_ins, about, strict=True)
    }
    values = [_given(value, known) for value in statement.values]
    with connection.cursor() as cursor:
        sql = cursor.mogrify(statement.sql, values)
        # Only in binary form do rows within a row keep their types.
        cursor.cursor = _binary_cursor()
        cursor.execute(sql)
        found = cursor.fetchone()
    return [
        _models(queryset, compiler, rows)
        for (queryset, compiler), rows in zip(statement.querysets, found, strict=True)
    ]


def _given(value: Any, known: dict[Any, Any]) -> Any:
    """Return what stands for a value of the statement today."""
    return known.get(value, value) if isinstance(value, UUID | datetime) else value


@cache
def _statement(reads: tuple[Read, ...], kinds: tuple[type[Model], ...]) -> _Statement:
    """Write the statement of some reads about some kinds of models."""
    stand_ins = tuple(UUID(int=number) for number in range(1, len(kinds) + 1))
    # Nothing but the key is loaded: a read of more would ask the database, which is refused here.
    about = [
        kind.from_db("default", [kind._meta.pk.attname], [stand_in])
        for kind, stand_in in zip(kinds, stand_ins, strict=True)
    ]
    parts, values, querysets = [], [], []
    with connection.execute_wrapper(_refuse):
        for read in reads:
            queryset = read(*about)
            compiler = queryset.query.get_compiler(connection=connection)
            sql, own = compiler.as_sql()
            # Django's own SQL; what it is about comes as parameters.
            parts.append(f"ARRAY(SELECT one FROM ({sql}) one)")  # noqa: S608  # nosec B608
            values += own
            querysets.append((queryset, compiler))
    return _Statement(f"SELECT {', '.join(parts)}", tuple(values), stand_ins, tuple(querysets))


def _refuse(*_args: Any) -> NoReturn:
    """Stop a read that looks at more than keys."""
    raise AssertionError("A read may depend on the keys of what it is about alone.")


def _models(queryset: QuerySet[Any], compiler: SQLCompiler, rows: Sequence[Any]) -> list[Any]:
    """Return rows as the queryset would."""
    if not rows:
        return []
    answered, asking = copy(compiler), queryset.all()
    answered.execute_sql = lambda *_args, **_kwargs: [rows]  # type: ignore[method-assign,assignment]  # the rows are known
    asking.query.get_compiler = lambda *_args, **_kwargs: answered  # type: ignore[method-assign]  # it ran already
    return list(asking)


class _JsonAsText(JsonbBinaryLoader):
    """Hands JSON on as text, as Django's fields expect it."""

    def load(self, data: Any) -> str:
        """Leave out the byte that says which form it is in."""
        return bytes(data[1:]).decode()


def _binary_cursor() -> Cursor[Any]:
    """Return a cursor for results in binary form."""
    cursor: Cursor[Any] = Cursor(connection.connection)
    cursor.format = Format.BINARY
    cursor.adapters.register_loader("jsonb", _JsonAsText)
    return cursor
