"""Texts by others that name the person: found, shown to whoever may read them, cut exactly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.html import strip_tags
from django.utils.text import capfirst

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.erasing.marks import Marks, cut_deep, excerpts, is_named
from mentorship.accounts.privacy.erasing.registry import Gone, Taken
from mentorship.accounts.privacy.erasing.rows import Declared, all_declared, way_to_organisation
from mentorship.common.privacy import FieldClass, OnErasure

# Enough for a person to read in one sitting; what is more is cut without being read.
MOST_SHOWN = 200
CHUNK = 500
_MAIL = re.compile(r"\s*<(?:!doctype|html)", re.IGNORECASE)
_STYLES = re.compile(r"<(style|title|head)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_LOOK = "erasing_text_%s"


@dataclass(frozen=True, slots=True)
class Named:
    """One text that names the person: where it is, and the words around each mark."""

    label: str
    pk: str
    field: str
    model_name: str
    field_name: str
    found: tuple[tuple[str, str, str], ...]

    @property
    def key(self) -> str:
        """Return what names the text in a form."""
        return f"{self.label}|{self.pk}|{self.field}"


Place = tuple[str, str, str]


def readable_mentions(gone: Gone, *, reader: Person, organisation: Organisation) -> list[Named]:
    """Return the texts of the organisation that name the person and that the reader may see."""
    found: list[Named] = []
    for declared, field in _texts():
        rows = _seen_by(declared, reader, organisation)
        if rows is None:
            continue
        rows = _not_going(declared, field, gone, _naming(rows, field, gone.marks))
        found.extend(
            _shown(declared, field, row.pk, getattr(row, field.name), gone.marks)
            for row in rows[: MOST_SHOWN - len(found)]
            if is_named(getattr(row, field.name), gone.marks)
        )
        if len(found) >= MOST_SHOWN:
            break
    return found


def cut_all(gone: Gone, taken: Taken, *, kept: set[Place]) -> None:
    """Cut the person's full name and addresses out of every text but those in `kept`.

    In rows that are about the person, the parts of the name go too: nobody else can be meant.
    """
    for declared, field in _texts():
        about = declared.about(gone)
        own = set() if about is None else set(about.values_list("pk", flat=True))
        rows = _naming(declared.model._base_manager.all(), field, gone.marks)
        for row in rows.only("pk", field.name).iterator(chunk_size=CHUNK):
            if (declared.label, str(row.pk), field.name) in kept:
                continue
            if _cut_one(row, field, gone.marks, with_parts=row.pk in own):
                taken.add("mentions", 1)


def cut_places(gone: Gone, taken: Taken, *, places: set[Place]) -> None:
    """Cut every mark, parts of the name included, out of the texts that a person chose."""
    for declared, field in _texts():
        pks = [pk for label, pk, name in places if (label, name) == (declared.label, field.name)]
        for row in declared.model._base_manager.filter(pk__in=pks).only("pk", field.name):
            if _cut_one(row, field, gone.marks, with_parts=True):
                taken.add("mentions", 1)


def _texts() -> Iterator[tuple[Declared, Any]]:
    """Yield every field that may hold somebody's words, with its model.

    What is frozen, such as a sent report, is kept: its number proves that nothing was changed.
    """
    for declared in all_declared():
        for field in declared.fields_of(FieldClass.PERSONAL, FieldClass.SENSITIVE):
            if _is_prose(declared, field):
                yield declared, field
        for field in declared.fields_of(FieldClass.CONTENT):
            if not field.is_relation:
                yield declared, field


def _is_prose(declared: Declared, field: Any) -> bool:
    """Tell whether a field that is no content may name others all the same.

    Short personal fields are names and addresses of somebody, who may be called the same.
    """
    if declared.privacy.erasing.get(field.name) == OnErasure.KEEP or field.choices:
        return False
    is_sensitive = field.name in declared.privacy.sensitive
    is_short = isinstance(field, models.CharField) and is_sensitive and not field.unique
    return is_short or isinstance(field, models.TextField | models.JSONField)


def _seen_by(
    declared: Declared, reader: Person, organisation: Organisation
) -> "models.QuerySet[Any] | None":
    """Return the rows of the organisation that the reader sees; None where nobody may look."""
    way = way_to_organisation(declared.model)
    manager: Any = getattr(declared.model, "objects", None)
    if way is None or not hasattr(manager, "visible_to"):
        return None
    seen = manager.visible_to(reader).order_by().values("pk")
    rows: models.QuerySet[Any] = declared.model._base_manager.filter(
        pk__in=seen, **{way: organisation}
    )
    return rows


def _naming(rows: "models.QuerySet[Any]", field: Any, marks: Marks) -> "models.QuerySet[Any]":
    """Narrow rows to those in whose field a mark stands by itself."""
    if marks.is_empty:
        return rows.none()
    look = _LOOK % field.name
    named: models.QuerySet[Any] = rows.annotate(**{look: Cast(field.name, TextField())}).filter(
        **{f"{look}__iregex": rf"(?<!\w)(?:{marks.pattern()})(?!\w)"}
    )
    return named


def _not_going(
    declared: Declared, field: Any, gone: Gone, rows: "models.QuerySet[Any]"
) -> "models.QuerySet[Any]":
    """Leave out what goes anyway: the person's own words, and rows that are theirs alone."""
    own = declared.written_by(gone, field.name)
    if own is not None and declared.privacy.erasing.get(field.name) != OnErasure.REVIEW:
        rows = rows.exclude(pk__in=own.order_by().values("pk"))
    about = declared.about(gone)
    goes = declared.goes or declared.privacy.erasing.get(field.name) == OnErasure.BLANK
    if about is not None and goes:
        rows = rows.exclude(pk__in=about.order_by().values("pk"))
    return rows


def _shown(declared: Declared, field: Any, pk: Any, value: Any, marks: Marks) -> Named:
    """Return a text as a person reads it who decides."""
    return Named(
        label=declared.label,
        pk=str(pk),
        field=field.name,
        model_name=capfirst(str(declared.model._meta.verbose_name)),
        field_name=str(field.verbose_name),
        found=tuple((excerpts(_as_read(value), marks) or excerpts(value, marks))[:3]),
    )


def _as_read(value: Any) -> Any:
    """Return what a person reads of a mail; other values stay as they are."""
    if not isinstance(value, str) or not _MAIL.match(value):
        return value
    return " ".join(strip_tags(_STYLES.sub(" ", value)).split())


def _cut_one(row: Any, field: Any, marks: Marks, *, with_parts: bool) -> bool:
    """Cut marks out of one field of one row; tell whether there were any."""
    before = getattr(row, field.name)
    after = cut_deep(before, marks, with_parts=with_parts)
    if after == before:
        return False
    limit = getattr(field, "max_length", None)
    if limit and isinstance(after, str):
        after = after[:limit]
    type(row)._base_manager.filter(pk=row.pk).update(**{field.name: after})
    return True
