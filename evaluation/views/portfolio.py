"""The console's pages that put programmes side by side."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from evaluation.actions.portfolio import note_portfolio_download, read_sheets
from evaluation.forms.portfolio import KindForm, MeasureForm
from evaluation.portfolio import file
from evaluation.portfolio.all_measures import fresh_rows, measure_rows, step_rows
from evaluation.portfolio.apart import COMPARED
from evaluation.portfolio.entries import PAIR, Entry, entries_of, programmes_of, shared_measures
from evaluation.portfolio.one_measure import courses_of, side_of
from evaluation.portfolio.pictures import course_charts, side_chart
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from mentorship.common.tabs import Tab
from programmes.measures import Measure

# As many programmes have room side by side, and as many pictures on one page.
BESIDE, PICTURES = 5, 6


@requires(Permission.VIEW_PROGRAMME)
@require_GET
def portfolio(request: SignedInRequest) -> HttpResponse:
    """Show one measure in all programmes, with what can be told apart, and over their cohorts."""
    entries = _entries(request)
    offered = shared_measures(entries)
    form = MeasureForm(request.GET or None, entries, offered)
    chosen = form.chosen(entries)
    context = _frame("portfolio", entries, offered) | {"form": form, "query": _query(request)}
    if offered:
        given = form.cleaned_data if form.is_valid() else {}
        measure = _measure(given.get("measure", ""), offered, chosen)
        form.initial["measure"] = measure.key
        side = side_of(chosen, measure, order=given.get("order", ""))
        courses = courses_of(chosen, measure, given.get("since"))
        page = Paginator(courses, PICTURES).get_page(request.GET.get("page"))
        context |= {
            "side": side,
            "chart": side_chart(side),
            "page": page,
            "courses": course_charts(list(page), measure),
        }
    return render(request, "evaluation/portfolio.html", context)


@requires(Permission.VIEW_PROGRAMME)
@require_GET
def portfolio_measures(request: SignedInRequest) -> HttpResponse:
    """Show all measures of a few programmes at a time, their steps and the four questions."""
    entries = _entries(request)
    form = KindForm(request.GET or None, entries)
    chosen = form.chosen(entries)
    offered = shared_measures(entries)
    page: Page[Entry] = Paginator(chosen, BESIDE).get_page(request.GET.get("page"))
    shown = list(page)
    steps, step_lines = step_rows(shown)
    questions, fresh_lines = fresh_rows(shown)
    context = _frame("portfolio-measures", entries, offered) | {
        "form": form,
        "query": _query(request),
        "page": page,
        "columns": [entry.name for entry in shown],
        "rows": measure_rows(shown, offered),
        "steps": steps,
        "step_rows": step_lines,
        "questions": questions,
        "fresh_rows": fresh_lines,
    }
    return render(request, "evaluation/portfolio_measures.html", context)


@requires(Permission.VIEW_PROGRAMME)
@require_GET
def portfolio_file(request: SignedInRequest) -> HttpResponse:
    """Hand out all figures of the programmes chosen, those of their cohorts too; recorded."""
    entries = _entries(request)
    chosen = KindForm(request.GET or None, entries).chosen(entries)
    lines = list(file.rows(chosen, shared_measures(entries)))
    note_portfolio_download(
        programmes=[entry.programme for entry in chosen], rows=len(lines), by=request.user
    )
    wanted = request.GET.get("format", "")
    return table_response("programmes-side-by-side", file.header(), lines, wanted=wanted)


@requires(Permission.VIEW_PROGRAMME)
@require_POST
def portfolio_read(request: SignedInRequest) -> HttpResponse:
    """Read the figures of all the person's programmes now, rather than tonight."""
    programmes = [entry.programme for entry in _entries(request)]
    count = read_sheets(programmes=programmes, by=request.user)
    if count:
        words = ngettext(
            "The figures of %(count)s programme are as of now.",
            "The figures of %(count)s programmes are as of now.",
            count,
        )
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("The figures were read a few minutes ago."))
    return redirect("evaluation:portfolio")


def _entries(request: SignedInRequest) -> list[Entry]:
    """Return what the person may see side by side; refused to whoever may see nothing here."""
    if not programmes_of(request.user).exists():
        raise PermissionDenied
    return entries_of(request.user)


def _measure(key: str, offered: list[Measure], chosen: list[Entry]) -> Measure:
    """Return the measure asked for; else the first that can be compared, or the first of all."""
    comparable = (
        measure
        for measure in offered
        if sum(
            told.is_shown and told.kind in COMPARED
            for entry in chosen
            if (told := entry.told(measure.key))
        )
        >= PAIR
    )
    asked = (measure for measure in offered if measure.key == key)
    return next(asked, None) or next(comparable, offered[0])


def _query(request: SignedInRequest) -> str:
    """Return what narrows the programmes, for the file's address."""
    kept = request.GET.copy()
    for name in [name for name in kept if name not in {"organisation", "kind"}]:
        del kept[name]
    return kept.urlencode()


def _frame(current: str, entries: list[Entry], offered: list[Measure]) -> dict[str, Any]:
    """Return what both pages show around their figures."""
    kinds = (("portfolio", _("One measure")), ("portfolio-measures", _("All measures")))
    read = [entry.sheet.as_of for entry in entries if entry.sheet]
    return {
        "tabs": [
            Tab(label, reverse(f"evaluation:{name}"), name == current) for name, label in kinds
        ],
        "is_empty": not offered,
        "is_alone": len(entries) < PAIR,
        "as_of": max(read, default=None),
        "unread": [entry.name for entry in entries if entry.sheet is None],
    }
