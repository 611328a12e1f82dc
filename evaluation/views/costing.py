"""The console’s pages about what a cohort cost and what is claimed for it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.costing import (
    begin_book,
    change_currency,
    confirm_lines,
    keep_assumptions,
    mark_of_book,
)
from evaluation.costing import page as lines
from evaluation.costing.wording import (
    figures_of,
    headline,
    tornado_caption,
    warnings_of,
    waterfall_caption,
)
from evaluation.forms.cost_trial import TrialForm
from evaluation.forms.costing import BookForm, CurrencyForm
from evaluation.models import CostBook
from evaluation.pictures.tornado import tornado_of
from evaluation.pictures.waterfall import waterfall_of
from evaluation.report_tabs import report_tabs_of
from evaluation.reports.model import CostReport
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.meanwhile import ChangedMeanwhileError
from programmes.models import Cohort, Programme

UNPROCESSABLE = 422


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def cost(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the book of a cohort, what it comes to, and what it would with other figures."""
    cohorts = list(programme.cohorts.newest_first())
    books = CostBook.objects.visible_to(request.user).filter(programme=programme)
    by_cohort = {book.cohort_id: book for book in books.with_lines()}
    cohort = _chosen(cohorts, request.GET.get("cohort", ""), by_cohort)
    book = by_cohort.get(cohort.pk) if cohort else None
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "cost"),
        "cohort": cohort,
        "cohorts": _cohort_tabs(cohorts, cohort),
        "taken": by_cohort.get(None),
    }
    if book is None:
        return render(request, "evaluation/cost_empty.html", context | {"lead": headline(None)})
    return _book_page(request, book, context)


def _book_page(
    request: SignedInRequest, book: CostBook, context: dict[str, Any], *, trial: Any = None
) -> HttpResponse:
    """Show a book; figures that are tried stand in the address, and are stored nowhere."""
    opened = lines.open_book(book)
    confirmed = [*opened.spendings(), *opened.benefits()]
    is_tried = any(name.startswith(("likely-", "share-")) for name in request.GET)
    form = trial or TrialForm(confirmed, book.currency, request.GET if is_tried else None)
    stored = lines.report_on(opened)
    rows = {
        "spendings": lines.spending_rows(opened),
        "benefits": lines.benefit_rows(book),
        "uncounted": lines.uncounted_rows(book),
        "comparisons": lines.comparison_rows(book),
        "changes": lines.changes_of(book),
    }
    carried = sum(
        line.is_carried for line in (*book.spending_lines.all(), *book.benefit_lines.all())
    )
    form.is_valid()
    tried = form.tried()
    for line, figures in tried.items():
        for name, value in figures.items():
            setattr(line, name, value)
    context |= rows | {
        "book": book,
        "form": form,
        "seen": mark_of_book(book),
        "carried": carried,
        "stored": headline(stored, is_taken_along=bool(carried)),
        **_return_of(lines.report_on(opened) if tried else stored),
        "is_tried": bool(tried),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "evaluation/cost.html", context, status=status)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def cost_begin(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Begin the book of a cohort."""
    latest = programme.cost_books.order_by("-begun_at").first()
    initial = {
        "cohort": request.GET.get("cohort"),
        "currency": latest.currency if latest else "",
    }
    form = BookForm(programme, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        cohort = form.cleaned_data["cohort"]
        begin_book(cohort, currency=form.cleaned_data["currency"], by=request.user)
        messages.success(request, _("The book of %(name)s is begun.") % {"name": cohort.name})
        return redirect(address_of(programme, cohort))
    return _form_page(
        request,
        form,
        title=_("Begin a book of costs"),
        lead=_("What the last book holds is taken along, and counts once you confirm it."),
        action=_("Begin"),
        back_url=reverse("evaluation:cost", args=(programme.slug,)),
    )


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def cost_currency(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Keep a book in another currency."""
    book = book_or_404(request, programme, pk)
    form = CurrencyForm(request.POST or None, initial={"currency": book.currency})
    if request.method == "POST" and form.is_valid():
        change_currency(book, currency=form.cleaned_data["currency"], by=request.user)
        messages.success(request, _("The book is kept in the currency you chose."))
        return redirect(address_of(programme, book.cohort))
    return _form_page(
        request,
        form,
        title=_("Which currency is this book kept in?"),
        lead=_("Sums stay as they were typed: nothing is converted."),
        action=_("Save"),
        back_url=address_of(programme, book.cohort),
    )


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def cost_confirm(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Say that what was taken along holds for this cohort, too."""
    book = book_or_404(request, programme, pk)
    count = confirm_lines(book, by=request.user)
    told = ngettext("%(count)d line counts now.", "%(count)d lines count now.", count)
    messages.success(request, told % {"count": count})
    return redirect(address_of(programme, book.cohort))


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def cost_keep(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Store the figures that were tried; where something is wrong, show them again."""
    book = book_or_404(request, programme, pk)
    opened = lines.open_book(book)
    confirmed = [*opened.spendings(), *opened.benefits()]
    form = TrialForm(confirmed, book.currency, request.POST)
    if form.is_valid():
        try:
            changed = keep_assumptions(
                book, form.tried(), seen=request.POST.get("seen", ""), by=request.user
            )
        except ChangedMeanwhileError:
            form.add_error(
                None,
                _(
                    "Somebody changed the book after you opened it. Nothing of yours is stored "
                    "yet: look at it as it is now, and keep your figures if they still hold."
                ),
            )
        else:
            told = ngettext("%(count)d line is changed.", "%(count)d lines are changed.", changed)
            messages.success(request, told % {"count": changed})
            return redirect(address_of(programme, book.cohort))
    cohorts = list(programme.cohorts.newest_first())
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "cost"),
        "cohort": book.cohort,
        "cohorts": _cohort_tabs(cohorts, book.cohort),
    }
    return _book_page(request, book, context, trial=form)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def cost_file(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Hand out a book as a table; recorded."""
    book = book_or_404(request, programme, pk)
    rows = list(lines.table_of(lines.open_book(book)))
    note_table_download(programme, table="costs", rows=len(rows), by=request.user)
    header = [*lines.file_header(), _("Currency")]
    wanted = request.GET.get("format", "")
    name = f"{programme.slug}-costs-{book.cohort.number if book.cohort else 0}"
    return table_response(name, header, [[*row, book.currency] for row in rows], wanted=wanted)


def book_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> CostBook:
    """Return a cohort’s book of this programme, with its lines."""
    books = CostBook.objects.visible_to(request.user).with_lines()
    return get_object_or_404(books, pk=pk, programme=programme, cohort__isnull=False)


def _return_of(report: CostReport | None) -> dict[str, Any]:
    """Return what the page says about the return, and its two pictures."""
    if report is None:
        return {"headline": headline(None), "figures": [], "warnings": []}
    return {
        "headline": headline(report),
        "figures": figures_of(report),
        "warnings": list(warnings_of(report)),
        "tornado": tornado_of(report, caption=tornado_caption(report)) if report.swings else None,
        "waterfall": waterfall_of(report, caption=waterfall_caption(report)),
    }


def _chosen(cohorts: list[Cohort], wanted: str, books: dict[Any, CostBook]) -> Cohort | None:
    """Return the cohort that was asked for, else the latest with a book, else the latest."""
    asked = next((cohort for cohort in cohorts if str(cohort.pk) == wanted), None)
    if wanted and asked is None:
        raise Http404
    kept = next((cohort for cohort in cohorts if cohort.pk in books), None)
    return asked or kept or next(iter(cohorts), None)


def _cohort_tabs(cohorts: list[Cohort], current: Cohort | None) -> list[dict[str, object]]:
    """Return the cohorts as tabs."""
    return [
        {"label": each.name, "url": f"?cohort={each.pk}", "is_current": each == current}
        for each in cohorts
    ]


def _form_page(request: SignedInRequest, form: Any, **context: Any) -> HttpResponse:
    """Show one form; nothing typed is lost."""
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "programmes/form.html", {"form": form, **context}, status=status)


def address_of(programme: Programme, cohort: Cohort | None) -> str:
    """Return the address of a cohort’s book."""
    page = reverse("evaluation:cost", args=(programme.slug,))
    return f"{page}?cohort={cohort.pk}" if cohort else page
