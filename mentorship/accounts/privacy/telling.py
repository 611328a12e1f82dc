"""What is told of one row to whom it is about: each field as it is, or why it is held back.

The rules, in this order, for a copy that a person gets of what is kept of them:

1. What opens a door (hashes of passwords, keys, tokens) is never told.
2. A person's own name and own words are told, whatever else is said below.
3. Rows kept in confidence as a whole (a concern that somebody raised) are told to who wrote them
   and to nobody else by way of a copy; that there are any is not told either. What two people
   write to each other is told to the two, and never through an administrator's hands.
4. What was written about the person in confidence (a reviewer's note) is told only in a copy that
   an administrator made after a second look.
5. Who spoke in confidence gets a mark in the place of the name: “somebody else (1)”.
6. In a row that only holds the person's words and is about somebody else, all that is personal to
   somebody else is left out.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Field, Model
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.libraries import declaration_of
from mentorship.accounts.privacy.walking import Found, Kind, Whose
from mentorship.common.privacy import Withheld

CHUNK = 500
HELD_BACK = {"held_back": True}


@dataclass(slots=True)
class Teller:
    """Tells rows to one person, with the same mark for the same somebody else throughout."""

    whose: Whose
    with_confidence: bool = False
    through_hands: bool = False
    held_back: int = 0
    _marks: dict[uuid.UUID, int] = field(default_factory=dict)
    _names: dict[tuple[str, Any], str] = field(default_factory=dict)

    def keys(self, found: Found) -> frozenset[Any]:
        """Return which rows of a kind are told at all."""
        whole = found.kind.whole_row
        if whole is not None and self.through_hands:
            return frozenset()
        return found.written if whole == Withheld.CONFIDENCE else found.keys

    def rows(self, found: Found) -> Iterable[tuple[Model, dict[str, Any]]]:
        """Yield each row that is told with its fields, by key; in chunks, so that many may be."""
        kind, keys = found.kind, self.keys(found)
        writers = {f"writer_of_{name}": F(path) for name, path in kind.privacy.writers.items()}
        every = sorted(keys, key=str)
        for start in range(0, len(every), CHUNK):
            some = kind.model._base_manager.filter(pk__in=every[start : start + CHUNK])
            rows = list(some.annotate(**writers).order_by("pk"))
            self._learn_names(kind.model, rows)
            for row in rows:
                yield row, self._told(row, found)

    def _told(self, row: Model, found: Found) -> dict[str, Any]:
        """Return what is told of each field of a row."""
        told = {}
        for each in found.kind.model._meta.concrete_fields:
            if self.may_have(row, each, found):
                told[each.name] = self._value(row, each, found.kind)
            else:
                told[each.name] = HELD_BACK
                rule = found.kind.privacy.withheld.get(each.name)
                is_there = bool(getattr(row, each.attname))
                self.held_back += int(is_there and rule == Withheld.CONFIDENCE)
        for each in found.kind.model._meta.many_to_many:
            told[each.name] = [str(one) for one in getattr(row, each.name).all()]
        return told

    def may_have(self, row: Model, field: "Field[Any, Any]", found: Found) -> bool:
        """Tell whether the person may have what a field of a row holds."""
        privacy, name = found.kind.privacy, field.name
        rule = privacy.withheld.get(name)
        if rule == Withheld.KEY:
            return False
        if name in privacy.none or self._is_self(row, field) or self._is_own_word(row, name, found):
            return True
        if row.pk not in found.about:
            return False
        return rule != Withheld.CONFIDENCE or self.with_confidence

    def _is_self(self, row: Model, field: "Field[Any, Any]") -> bool:
        """Tell whether a field names the person themselves."""
        value = getattr(row, field.attname)
        return isinstance(value, uuid.UUID) and value in self.whose.ids

    def _is_own_word(self, row: Model, name: str, found: Found) -> bool:
        """Tell whether a field holds the person's own words."""
        privacy = found.kind.privacy
        if name not in privacy.content or row.pk not in found.written:
            return False
        if name in privacy.writers:
            return getattr(row, f"writer_of_{name}") in self.whose.ids
        return not privacy.writers or bool(privacy.authors)

    def _value(self, row: Model, field: "Field[Any, Any]", kind: Kind) -> Any:
        """Return what a field holds, as JSON can say it."""
        value = getattr(row, field.attname)
        is_masked = kind.privacy.withheld.get(field.name) == Withheld.OTHERS
        if value is None or not field.is_relation:
            is_other = is_masked and bool(value) and not self._is_self(row, field)
            return _("somebody else") if is_other else plain(value)
        if field.related_model is Person and is_masked and not self._is_self(row, field):
            return {"name": self._mark(value)}
        related: Any = field.related_model
        told = {"id": plain(value)}
        if name := self._names.get((related._meta.label_lower, value)):
            told["name"] = name
        return told

    def _mark(self, person_id: uuid.UUID) -> str:
        """Return what stands for somebody's name."""
        number = self._marks.setdefault(person_id, len(self._marks) + 1)
        return _("somebody else (%(number)d)") % {"number": number}

    def _learn_names(self, model: type[Model], rows: list[Any]) -> None:
        """Look up what the rows' foreign keys lead to, where it has a name that may be told."""
        for each in model._meta.concrete_fields:
            related: Any = each.related_model
            if related is None or not has_open_name(related):
                continue
            label = related._meta.label_lower
            wanted = {getattr(row, each.attname) for row in rows} - {None}
            missing = [key for key in wanted if (label, key) not in self._names]
            for known in related._base_manager.filter(pk__in=missing):
                self._names[label, known.pk] = str(known)


def has_open_name(model: type[Model]) -> bool:
    """Tell whether what a row is called may be told to who has to do with it: nobody's secret."""
    if model is Person:
        return True
    privacy = declaration_of(model)
    return privacy is not None and not (privacy.subjects or privacy.authors)


def plain(value: Any) -> Any:
    """Return a value as JSON can say it: moments in UTC, days as ISO 8601, the rest as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return _single(value)


def _single(value: Any) -> Any:
    """Return a value that is neither plain already nor a collection."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": len(value)}
    return value.total_seconds() if isinstance(value, timedelta) else str(value)
