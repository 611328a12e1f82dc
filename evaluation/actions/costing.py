"""Keeping the book of a cohort: beginning it, writing lines, confirming what was taken along."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from evaluation.costing.enums import CostKind, HoursOf
from evaluation.models import Benefit, CostBook, Spending
from evaluation.models.costing import Line
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.meanwhile import ChangedMeanwhileError, check_unchanged, mark_of
from programmes.models import Cohort, Programme

CHANGED = ("cost_line.added", "cost_line.changed")
_UNSAID = frozenset({"id", "book", "is_carried", "written_at"})
_FIGURES = frozenset(
    {"likely", "low", "high", "hours", "share", "share_low", "share_high", "sureness"}
    | {"ours_count", "ours_n", "theirs_count", "theirs_n"}
)

_Kind = TypeVar("_Kind", bound=Line)


class LineExistsError(ValueError):
    """The book has a line of this kind with this title already."""


@transaction.atomic
def begin_book(cohort: Cohort, *, currency: str, by: Person) -> CostBook:
    """Begin the book of a cohort, or return the one that somebody began meanwhile.

    It takes along the costs and benefits of the programme's latest book, unconfirmed.
    """
    programme = cohort.programme
    source = _latest_of(programme)
    book, is_new = CostBook.objects.get_or_create(
        programme=programme, cohort=cohort, defaults={"currency": currency}
    )
    if is_new:
        taken = _take_along(source, book) if source else 0
        _record("cost_book.begun", book, by=by, currency=currency, taken=taken)
    return book


@transaction.atomic
def take_book_along(programme: Programme, *, by: Person | None) -> CostBook | None:
    """Let a cloned programme have the assumptions of the programme it was cloned from."""
    origin = programme.cloned_from
    source = _latest_of(origin) if origin else None
    if source is None or programme.cost_books.exists():
        return None
    book = CostBook.objects.create(programme=programme, currency=source.currency)
    taken = _take_along(source, book)
    _record("cost_book.taken_along", book, by=by, taken=taken)
    return book


@transaction.atomic
def change_currency(book: CostBook, *, currency: str, by: Person) -> None:
    """Say in which currency a book is kept; its sums stay as they were typed."""
    hold(book)
    book.refresh_from_db(fields=("currency",))
    if book.currency == currency:
        return
    was, book.currency = book.currency, currency
    book.save(update_fields=("currency",))
    _record("cost_book.currency", book, by=by, was=was, now=currency)


@transaction.atomic
def add_line(book: CostBook, model: type[_Kind], *, by: Person, **fields: Any) -> _Kind:
    """Write a line; raises `LineExistsError` where its title is taken."""
    hold(book)
    line = model(book=book, **fields)
    _save(line)
    _record("cost_line.added", line, by=by)
    return line


@transaction.atomic
def change_line(line: Line, *, by: Person, seen: str = "", **fields: Any) -> None:
    """Change a line, which confirms it where it was taken along.

    `seen` is the mark of what it said when it was opened. Raises `LineExistsError`, and
    `ChangedMeanwhileError` where somebody else changed it since.
    """
    hold(line.book)
    hold(line)
    line.refresh_from_db()
    stored = facts_of(line)
    check_unchanged(seen, stored=stored, wanted=fields, about=line, kinds=CHANGED)
    changes = {
        name: [str(stored[name]), str(value)]
        for name, value in fields.items()
        if stored[name] != value and name in _FIGURES
    }
    if all(stored[name] == value for name, value in fields.items()) and not line.is_carried:
        return
    for name, value in fields.items():
        setattr(line, name, value)
    line.is_carried = False
    _save(line)
    _record("cost_line.changed", line, by=by, **changes)


@transaction.atomic
def remove_line(line: Line, *, by: Person) -> None:
    """Take a line out of its book; raises `GoneMeanwhileError` where somebody did so before."""
    hold(line.book)
    hold(line)
    _record("cost_line.removed", line.book, by=by, line=str(line._meta.model_name))
    line.delete()


@transaction.atomic
def confirm_lines(book: CostBook, *, by: Person) -> int:
    """Say that everything that was taken along holds for this cohort; return how many lines."""
    hold(book)
    confirmed = sum(
        model.objects.filter(book=book, is_carried=True).update(is_carried=False)
        for model in (Spending, Benefit)
    )
    if confirmed:
        _record("cost_book.confirmed", book, by=by, lines=confirmed)
    return confirmed


@transaction.atomic
def keep_assumptions(
    book: CostBook, values: Mapping[Line, Mapping[str, Any]], *, seen: str, by: Person
) -> int:
    """Store the figures that were tried on the page; return how many lines have changed.

    `seen` is the mark of the book when the page was opened. Raises `ChangedMeanwhileError` where
    it differs, and stores nothing.
    """
    hold(book)
    mark = mark_of_book(book)
    if seen != mark:
        raise ChangedMeanwhileError({}, mark, None)
    changed = 0
    for line, fields in values.items():
        new = {name: value for name, value in fields.items() if getattr(line, name) != value}
        if new:
            change_line(line, by=by, **new)
            changed += 1
    return changed


def mark_of_book(book: CostBook) -> str:
    """Return a mark of every figure of a book; two queries."""
    lines = [
        *Spending.objects.filter(book=book),
        *Benefit.objects.filter(book=book).select_related("indicator"),
    ]
    return mark_of({str(line.pk): facts_of(line) for line in lines})


def facts_of(line: Line) -> dict[str, Any]:
    """Return what a line says, by field, as forms give it."""
    return {
        field.name: getattr(line, field.name)
        for field in line._meta.concrete_fields
        if field.name not in _UNSAID
    }


def _latest_of(programme: Programme) -> CostBook | None:
    """Return the book that was begun last."""
    return programme.cost_books.order_by("-begun_at", "-pk").first()


def _take_along(source: CostBook, book: CostBook) -> int:
    """Copy costs and benefits as assumptions that somebody still has to confirm.

    Hours that the record knows are counted anew, even where somebody knew better the last time. An
    indicator of another programme is left behind.
    """
    copies: list[Line] = []
    for line in source.spending_lines.all():
        taken = Spending(book=book, is_carried=True, **facts_of(line))
        if line.kind == CostKind.HOURS and line.hours_of != HoursOf.TYPED:
            taken.hours = None
        copies.append(taken)
    for each in source.benefit_lines.all():
        gain = Benefit(book=book, is_carried=True, **facts_of(each))
        if source.programme_id != book.programme_id:
            gain.indicator = None
        copies.append(gain)
    for copy in copies:
        copy.save()
    return len(copies)


def _save(line: Line) -> None:
    """Store a line; raises `LineExistsError` where its title is taken."""
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        same = type(line)._base_manager.filter(book=line.book_id, title=line.title)
        if same.exclude(pk=line.pk).exists():
            raise LineExistsError from error
        raise


def _record(kind: str, row: CostBook | Line, *, by: Person | None, **changes: Any) -> None:
    """Write down what was done with a book or a line of it."""
    book = row if isinstance(row, CostBook) else row.book
    record(kind, row, by=by, organisation_id=book.programme.organisation_id, changes=changes)
