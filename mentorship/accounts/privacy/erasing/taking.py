"""Taking out what is declared: rows that go, values that are emptied."""

from collections import defaultdict
from typing import Any

from django.db import connection, models

from mentorship.accounts.privacy.erasing.blanks import blank_of
from mentorship.accounts.privacy.erasing.registry import Gone, Taken
from mentorship.accounts.privacy.erasing.rows import Declared, all_declared
from mentorship.common.privacy import FieldClass, OnErasure

# Their own erasers know better: a person stays as a pseudonym, mail must not leave any more.
_APART = frozenset({"accounts.person"})


def permit_erasing() -> None:
    """Let tables that only ever grow have words emptied, until this transaction ends.

    Their triggers still refuse any other change.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mentorship.erasing', 'on', true)")


def take_declared(gone: Gone, taken: Taken) -> None:
    """Empty what every model says is to be emptied, then delete the rows that go."""
    declared = [each for each in all_declared() if each.label not in _APART]
    for each in declared:
        if not each.goes:
            _empty(each, gone, taken)
    for each in declared:
        rows = each.about(gone) if each.goes else None
        if rows is not None:
            taken.add(each.label, rows.count())
            rows.delete()


def count_declared(gone: Gone) -> dict[str, int]:
    """Return how many rows of each kind are about the person, or in their words."""
    counts = {}
    for each in all_declared():
        rows = each.about(gone)
        number = rows.count() if rows is not None else 0
        if number:
            counts[each.label] = number
    return counts


def _empty(declared: Declared, gone: Gone, taken: Taken) -> None:
    """Empty the fields of one model, each set of rows in one update."""
    about = declared.about(gone)
    if about is not None:
        values = {
            field.name: blank_of(field)
            for field in declared.fields_of(
                FieldClass.PERSONAL, FieldClass.SENSITIVE, FieldClass.CONTENT
            )
            if _is_emptied_about(declared, field)
        }
        taken.add(declared.label, _update(about, values))
    by_writer: dict[str, dict[str, Any]] = defaultdict(dict)
    for field in declared.fields_of(FieldClass.CONTENT):
        if not field.is_relation and declared.privacy.erasing.get(field.name) in {
            None,
            OnErasure.BLANK,
        }:
            writer = declared.privacy.writers.get(field.name, "")
            by_writer[writer][field.name] = blank_of(field)
    for values in by_writer.values():
        written = declared.written_by(gone, next(iter(values)))
        if written is not None:
            taken.add(declared.label, _update(written, values))


def _is_emptied_about(declared: Declared, field: Any) -> bool:
    """Tell whether a field is emptied because its row is about the person."""
    rule = declared.privacy.erasing.get(field.name)
    if rule is not None:
        return rule == OnErasure.BLANK
    return not field.is_relation and field.name not in declared.privacy.content


def _update(rows: "models.QuerySet[Any]", values: dict[str, Any]) -> int:
    """Set the values in all the rows; return how many rows there were."""
    return rows.update(**values) if values else 0
