"""A row of every model there is, each full of marked tokens, all about one person."""

import itertools
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, models
from django.utils import timezone
from timezone_field import TimeZoneField

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.erasing.rows import Declared, all_declared
from mentorship.common.privacy import OnErasure

NAME = "Zebedee Quillfeather"
ADDRESS = "zebedee@leaving.example"
# What may be nowhere afterwards: tokens, either half of the name, the address.
TRACES = r"zq\d{6}|quillfeather|zebedee"
# Made by hand, or made at the root of everything.
_APART = frozenset({"sessions.session", "accounts.person", "accounts.organisation"})
_DAY = date(2026, 1, 5)
_PLAIN: dict[type[models.Field[Any, Any]], Any] = {
    models.BooleanField: False,
    models.DateTimeField: datetime(2026, 1, 5, 9, tzinfo=timezone.get_default_timezone()),
    models.DateField: _DAY,
    models.TimeField: time(9),
    models.DurationField: timedelta(1),
    models.DecimalField: Decimal(1),
    models.FloatField: 1.0,
    models.IntegerField: 1,
    models.GenericIPAddressField: "203.0.113.7",
}


class Planter:
    """Makes one row of each model, and one of whatever it points at."""

    def __init__(self, person: Person, organisation: Organisation) -> None:
        """Begin with a person and an organisation."""
        self._count = itertools.count(1)
        self._rows: dict[type[models.Model], Any] = {Person: person, Organisation: organisation}
        self._under_way: set[type[models.Model]] = set()
        self._declared = {each.model: each for each in all_declared()}

    def plant_all(self) -> int:
        """Make a row of every declared model; return how many tokens lie in them."""
        _drop_checks()
        for declared in self._declared.values():
            if declared.label not in _APART:
                self._row(declared.model)
        self._plant_session()
        return next(self._count) - 1

    def _row(self, model: type[models.Model]) -> Any:
        """Return the row of a model, made if need be; None while it is being made."""
        if model in self._rows:
            return self._rows[model]
        if model in self._under_way:
            return None
        self._under_way.add(model)
        values = {field.name: value for field, value in self._values(model)}
        row = model(**values)
        row.save_base(raw=True, force_insert=True)
        self._rows[model] = row
        return row

    def _values(self, model: type[models.Model]) -> Iterator[tuple[Any, Any]]:
        """Yield the value of each field."""
        declared = self._declared.get(model)
        for field in model._meta.concrete_fields:
            is_own_key = field.primary_key and not field.is_relation
            if is_own_key and (field.has_default() or isinstance(field, models.AutoField)):
                continue
            if field.is_relation:
                assert field.related_model is not None
                row = self._row(field.related_model)
                assert row is not None or field.null, f"{field} goes round in a circle"
                yield field, row
            else:
                yield field, self._value(field, declared)

    def _value(self, field: Any, declared: Declared | None) -> Any:
        """Return a marked value where one can be, and some plain one elsewhere."""
        if declared is not None and field.name == "actor_id":
            return self._rows[Person].pk
        own = _special(field, self)
        if own is None and field.choices and not isinstance(field, TimeZoneField):
            return field.choices[0][0]
        own = _plain(field) if own is None else own
        return own if own is not None else self._text(field, declared)

    def _text(self, field: Any, declared: Declared | None) -> Any:
        """Return a text, list, mapping or bytes that is marked where somebody's field it is."""
        token = self.token() if _is_marked(field, declared) else f"plain {uuid.uuid4().hex[:5]}"
        if declared is not None and token.startswith("ZQ") and _is_others(field, declared):
            token = f"So said {NAME} to us." if (field.max_length or 99) > 40 else NAME[:0]
        if isinstance(field, ArrayField):
            plain = _plain(field.base_field)
            return [token] if plain is None else [plain]
        if isinstance(field, models.JSONField):
            default = field.get_default() if field.has_default() else {}
            return [token] if isinstance(default, list) else {"text": token}
        if isinstance(field, models.BinaryField):
            return token.encode()
        if isinstance(field, models.EmailField):
            return ADDRESS
        return token[: field.max_length] if field.max_length else token

    def token(self) -> str:
        """Return the next token."""
        return f"ZQ{next(self._count):06d}"

    def _plant_session(self) -> None:
        """Sign the person in somewhere, with a token in the session."""
        session = SessionStore()
        session["_auth_user_id"] = str(self._rows[Person].pk)
        session["token"] = self.token()
        session.save()


def _is_others(field: Any, declared: Declared) -> bool:
    """Tell whether somebody else wrote a text, so that the name alone is cut out of it."""
    rule = declared.privacy.erasing.get(field.name)
    is_content = field.name in declared.privacy.content
    has_author = bool(declared.privacy.authors) and rule != OnErasure.REVIEW
    is_reviewed = is_content and not has_author and rule != OnErasure.BLANK
    return is_reviewed or not declared.privacy.subjects


def _plain(field: Any) -> Any:
    """Return a value of a kind that can hold no words; None where words fit."""
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, TimeZoneField):
        return ZoneInfo("Europe/London")
    return next((value for kind, value in _PLAIN.items() if isinstance(field, kind)), None)


def _is_marked(field: Any, declared: Declared | None) -> bool:
    """Tell whether a field is about somebody, and not one that is kept on purpose."""
    if declared is None or declared.privacy.erasing.get(field.name) == OnErasure.KEEP:
        return False
    return field.name not in declared.privacy.none


def _special(field: Any, planter: Planter) -> Any:
    """Return values that have a form of their own."""
    name = f"{field.model._meta.label_lower}.{field.name}"
    place = planter._rows.get(_model("programmes", "Participant"))
    rows = [{"kind": "pair", "mentee": str(place.pk if place else ""), "facts": [planter.token()]}]
    return {
        "evaluation.item.key": "said",
        "evaluation.item.kind": "text",
        "evaluation.answer.values": {"said": planter.token(), "liked": 4},
        "matching.draftchange.before": rows,
        "matching.draftchange.after": rows,
        "programmes.importrow.given": {"name": NAME, "email": ADDRESS},
        # This one is lent out by a course, too, so that it stays, under a name drawn by lot.
        "programmes.storedfile.key": uuid.uuid4().hex,
        "notifications.message.state": "queued",
        "notifications.message.recipient_key": ADDRESS,
    }.get(name)


def _model(app: str, name: str) -> type[models.Model]:
    """Return a model by name."""
    from django.apps import apps  # noqa: PLC0415  (this module is read before apps are)

    return apps.get_model(app, name)


def _drop_checks() -> None:
    """Let rows be full of tokens that no rule of the product would let in; rolled back after."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def traces_in_database(pattern: str = TRACES) -> dict[str, list[str]]:
    """Return, for each table, the rows in any column of which a trace is found."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FILTER (WHERE data_type = 'bytea')"
            " FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1"
        )
        for table, binary in cursor.fetchall():
            texts = ["t::text", *(f"encode(t.\"{name}\", 'escape')" for name in binary or ())]
            where = " OR ".join(f"{text} ~* %s" for text in texts)
            cursor.execute(
                f'SELECT t::text FROM "{table}" t WHERE {where}',  # noqa: S608  (our own tables)
                [pattern] * len(texts),
            )
            rows = [row[0][:300] for row in cursor.fetchall()]
            if rows:
                found[table] = rows
    return found
