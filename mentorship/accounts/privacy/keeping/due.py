"""What has been kept for long enough, and letting go of it in small portions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from mentorship.accounts.models import KeepingRule, LegalHold
from mentorship.accounts.privacy.erasing.blanks import blank_of, still_holds
from mentorship.accounts.privacy.erasing.rows import Declared, all_declared, way_to_organisation
from mentorship.accounts.privacy.erasing.taking import permit_erasing
from mentorship.accounts.privacy.keeping.ends import ended_before, months_before
from mentorship.accounts.privacy.keeping.own import OwnWords, own_words_of
from mentorship.common.privacy import FieldClass, Keeping, OnErasure

PORTION = 500
# Figures and proofs keep their columns; only what says something of somebody is emptied.
_ABOUT_PEOPLE = (FieldClass.PERSONAL, FieldClass.SENSITIVE, FieldClass.CONTENT)


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of one model that a rule lets go of: emptied, of `values` or by `own`, or as a whole."""

    declared: Declared
    rows: "models.QuerySet[Any]"
    values: dict[str, Any]
    own: OwnWords | None = None

    @property
    def label(self) -> str:
        """Return the kind of row."""
        return self.declared.label


def due_by(rule: KeepingRule, today: date) -> Iterator[Due]:
    """Yield what a rule lets go of on a day, but for what is on legal hold."""
    before = months_before(today, rule.months)
    for declared in all_declared():
        if declared.privacy.keeping != rule.keeping or rule.keeping == Keeping.ACCOUNT:
            continue
        due = _due_of(declared, rule, before)
        if due is not None:
            yield due


def counts_of(rule: KeepingRule, today: date) -> dict[str, int]:
    """Return how many rows of each kind a rule would let go of on a day."""
    counts = {due.label: due.rows.count() for due in due_by(rule, today)}
    return {label: number for label, number in counts.items() if number}


def let_go(due: Due) -> int:
    """Let go of one portion in a transaction of its own; return how many rows it was.

    The rows are locked, and whoever has one is stepped over: two at once do nothing twice.
    """
    with transaction.atomic():
        permit_erasing()
        rows = due.rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        pks = list(rows.values_list("pk", flat=True)[:PORTION])
        chosen = due.declared.model._base_manager.filter(pk__in=pks)
        if due.own:
            due.own.empty(chosen)
        if due.values:
            chosen.update(**due.values)
        elif not due.own:
            chosen.delete()
    return len(pks)


def _due_of(declared: Declared, rule: KeepingRule, before: date) -> Due | None:
    """Return what is due of one model; None where its rows have no end, or nothing to empty."""
    way = way_to_organisation(declared.model)
    ended = ended_before(declared, before)
    if way is None or ended is None:
        return None
    fields = [] if declared.goes else list(_emptied(declared))
    own = None if declared.goes else own_words_of(declared.label)
    if not fields and not own and not declared.goes:
        return None
    manager = declared.model._base_manager
    rows = manager.filter(ended, **{way: rule.organisation_id})
    if not declared.goes:
        holds = own.holds() if own else Q()
        for field in fields:
            holds |= still_holds(field)
        rows = rows.filter(holds)
    rows = manager.filter(pk__in=_not_held(declared, rows).order_by().values("pk"))
    return Due(declared, rows, {field.name: blank_of(field) for field in fields}, own)


def _emptied(declared: Declared) -> Iterator[Any]:
    """Yield the fields that are emptied when a row's time is over; links to people stay."""
    for field in declared.fields_of(*_ABOUT_PEOPLE):
        rule = declared.privacy.erasing.get(field.name)
        if field.is_relation or rule in {OnErasure.KEEP, OnErasure.OWN}:
            continue
        yield field


def _not_held(declared: Declared, rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """Leave out what is about, or was written by, anybody on legal hold."""
    held: Sequence[Any] = list(LegalHold.objects.standing().values_list("person", flat=True))
    if not held:
        return rows
    manager = declared.model._base_manager
    for path in (*declared.privacy.subjects, *declared.privacy.authors):
        rows = rows.exclude(pk__in=manager.filter(**{f"{path}__in": held}).order_by().values("pk"))
    return rows
