"""Writing, changing and taking out lines of a cohort’s book of costs."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation.actions.costing import (
    LineExistsError,
    add_line,
    change_line,
    facts_of,
    remove_line,
)
from evaluation.costing.enums import CostKind, LineKind
from evaluation.costing.page import open_book, recorded_in
from evaluation.forms.costing import (
    BenefitForm,
    ComparisonForm,
    HoursForm,
    LineForm,
    MoneyForm,
    UncountedForm,
)
from evaluation.models import Benefit, CohortComparison, CostBook, Spending, Uncounted
from evaluation.models.costing import Line
from evaluation.views.costing import UNPROCESSABLE, address_of, book_or_404
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.forms.meanwhile import SEEN, meanwhile_of, seen_by
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Noun:
    """What a kind of line is stored as; `fixed` says what its form does not ask for."""

    model: Any
    fixed: dict[str, Any] = field(default_factory=dict)


IN_MONEY = frozenset({LineKind.MONEY, LineKind.HOURS, LineKind.BENEFIT})
NOUNS = {
    LineKind.MONEY: Noun(Spending, {"kind": CostKind.MONEY}),
    LineKind.HOURS: Noun(Spending, {"kind": CostKind.HOURS}),
    LineKind.BENEFIT: Noun(Benefit),
    LineKind.UNCOUNTED: Noun(Uncounted),
    LineKind.COMPARISON: Noun(CohortComparison),
}


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def cost_add(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, kind: str
) -> HttpResponse:
    """Write a line into a book."""
    book, of = book_or_404(request, programme, pk), _kind_or_404(kind)
    noun = NOUNS[of]
    form = _form(book, of, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_line(book, noun.model, by=request.user, **form.facts, **noun.fixed)
        except LineExistsError:
            form.add_error("title", _("There is a line that is called so already."))
        else:
            messages.success(request, _("“%(title)s” is in the book.") % form.facts)
            return redirect(address_of(programme, book.cohort))
    titles = {
        LineKind.MONEY: _("What did it cost in money?"),
        LineKind.HOURS: _("Whose hours did it take?"),
        LineKind.BENEFIT: _("What is it worth, and how much of that do you dare claim?"),
        LineKind.UNCOUNTED: _("What has no price?"),
        LineKind.COMPARISON: _("Who is compared with whom?"),
    }
    return _page(request, book, form, title=titles[of], of=of)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def cost_line(
    request: SignedInRequest, programme: Programme, kind: str, pk: uuid.UUID
) -> HttpResponse:
    """Change a line; one that was taken along counts from then on."""
    line, of = _line_or_404(request, programme, kind, pk), _kind_or_404(kind)
    stored = facts_of(line)
    initial = stored | {SEEN: mark_of(stored)}
    form = _form(line.book, of, request.POST if request.method == "POST" else None, initial)
    meanwhile = None
    if form.is_valid():
        try:
            change_line(line, by=request.user, seen=seen_by(form), **form.facts)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        except LineExistsError:
            form.add_error("title", _("There is a line that is called so already."))
        else:
            messages.success(request, _("“%(title)s” is kept.") % form.facts)
            return redirect(address_of(programme, line.book.cohort))
    return _page(request, line.book, form, title=line.title, of=of, line=line, meanwhile=meanwhile)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def cost_line_remove(
    request: SignedInRequest, programme: Programme, kind: str, pk: uuid.UUID
) -> HttpResponse:
    """Ask, and take a line out of its book."""
    line = _line_or_404(request, programme, kind, pk)
    back = address_of(programme, line.book.cohort)
    if request.method == "POST":
        remove_line(line, by=request.user)
        messages.success(request, _("“%(title)s” is taken out.") % {"title": line.title})
        return redirect(back)
    context = {
        "form": forms.Form(),
        "title": _("Take “%(title)s” out of the book?") % {"title": line.title},
        "lead": _("Reports that were built keep it; those that are built from now on do not."),
        "action": _("Take it out"),
        "style": "danger",
        "back_url": back,
    }
    return render(request, "programmes/form.html", context)


def _form(book: CostBook, of: LineKind, data: Any, initial: Any = None) -> LineForm:
    """Return the form for a kind of line."""
    if of == LineKind.HOURS:
        opened = open_book(book)
        return HoursForm(recorded_in(opened), data, initial=initial)
    if of == LineKind.BENEFIT:
        return BenefitForm(book.programme, data, initial=initial)
    plain: dict[LineKind, type[LineForm]] = {
        LineKind.MONEY: MoneyForm,
        LineKind.UNCOUNTED: UncountedForm,
        LineKind.COMPARISON: ComparisonForm,
    }
    return plain[of](data, initial=initial)


def _page(
    request: SignedInRequest, book: CostBook, form: LineForm, *, of: LineKind, **context: Any
) -> HttpResponse:
    """Show the form of a line."""
    context |= {
        "programme": book.programme,
        "form": form,
        "kind": of,
        "eyebrow": of.label,
        "currency": book.currency,
        "lead": (_("In %(currency)s, for %(cohort)s.") if of in IN_MONEY else _("For %(cohort)s."))
        % {"currency": book.currency, "cohort": book.cohort},
        "back_url": address_of(book.programme, book.cohort),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "evaluation/cost_line.html", context, status=status)


def _kind_or_404(kind: str) -> LineKind:
    """Return the kind of line that an address names."""
    if kind not in LineKind.values:
        raise Http404
    return LineKind(kind)


def _line_or_404(request: SignedInRequest, programme: Programme, kind: str, pk: uuid.UUID) -> Line:
    """Return a line of that kind in a cohort’s book of this programme."""
    noun = NOUNS[_kind_or_404(kind)]
    rows = noun.model.objects.visible_to(request.user).select_related(
        "book__programme__organisation", "book__cohort"
    )
    found: Line = get_object_or_404(
        rows, pk=pk, book__programme=programme, book__cohort__isnull=False, **noun.fixed
    )
    return found
