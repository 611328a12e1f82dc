"""The console's pages about what came back, beside the page of the survey itself."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evaluation.enums import Candour, ItemKind, WaveState
from evaluation.models import Wave
from evaluation.models.wave import WaveQuerySet
from evaluation.queries import all_texts_of
from evaluation.results_page import table
from evaluation.results_page.basis import read_of
from evaluation.results_page.named import answers_by_name, cell_of, voices
from evaluation.results_page.page import results_of
from evaluation.results_page.pooled import pooled_results
from evaluation.suppression import may_show_text
from evaluation.views.waves import trail_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.models import Programme

TEXTS_ON_A_PAGE = 50
PEOPLE_ON_A_PAGE = 15


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def results_file(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Hand out the figures of a closed survey as its page shows them; recorded."""
    wave = _closed_or_404(request, programme, pk)
    lines = table.lines_of(results_of(wave, by=request.user))
    note_table_download(programme, table="results", rows=len(lines), by=request.user)
    name = f"{programme.slug}-{wave.instrument.key}-{wave.cohort.number}"
    return table_response(name, table.header(), lines, wanted=request.GET.get("format", ""))


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def results_all(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show what came back to one version of a survey in all cohorts together."""
    waves = _together_or_404(request, programme, pk)
    context = {
        "programme": programme,
        "instrument": waves[-1].instrument,
        "trail": trail_of(programme, waves[-1].instrument.title),
        "waves": waves,
        "results": pooled_results(waves, by=request.user),
    }
    return render(request, "evaluation/results_all.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def results_all_file(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Hand out the figures of all cohorts together; recorded."""
    waves = _together_or_404(request, programme, pk)
    lines = table.lines_of(pooled_results(waves, by=request.user))
    note_table_download(programme, table="results", rows=len(lines), by=request.user)
    name = f"{programme.slug}-{waves[-1].instrument.key}-all"
    return table_response(name, table.header(), lines, wanted=request.GET.get("format", ""))


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def results_words(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, item_key: str
) -> HttpResponse:
    """Show all that people wrote to one question, where enough did."""
    wave = _closed_or_404(request, programme, pk)
    _read, items = read_of(wave)
    asked = items.get(item_key)
    if asked is None or asked.kind != ItemKind.TEXT:
        raise Http404
    texts = all_texts_of(wave, item_key)
    page = Paginator(texts, TEXTS_ON_A_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    if wave.instrument.candour != Candour.NAMED and not may_show_text(count):
        raise Http404
    context = {
        "programme": programme,
        "wave": wave,
        "asked": asked,
        "page": page,
        "count": count,
        "trail": _trail(programme, wave, _("In their own words")),
    }
    return render(request, "evaluation/results_words.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def results_people(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show who said what in a survey with names, or who gave one answer."""
    wave = _named_or_404(request, programme, pk)
    _read, items = read_of(wave)
    cell = cell_of(items, request.GET.get("question", ""), request.GET.get("answer", ""))
    pages = Paginator(answers_by_name(wave, cell), PEOPLE_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "wave": wave,
        "cell": cell,
        "page": page,
        "trail": _trail(programme, wave, _("Who said what")),
        "voices": voices(page.object_list, items.values()),
    }
    return render(request, "evaluation/results_people.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def results_people_file(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Hand out who said what in a survey with names; recorded."""
    wave = _named_or_404(request, programme, pk)
    _read, items = read_of(wave)
    said = voices(answers_by_name(wave, None), items.values())
    lines = [[one.name, one.about, *(each.answer for each in one.said)] for one in said]
    note_table_download(programme, table="named_answers", rows=len(lines), by=request.user)
    header = [_("Name"), _("About"), *(item.text for item in items.values())]
    name = f"{programme.slug}-{wave.instrument.key}-{wave.cohort.number}-names"
    return table_response(name, header, lines, wanted=request.GET.get("format", ""))


def _trail(programme: Programme, wave: Wave, here: str) -> list[dict[str, str]]:
    """Return the way to a page beside the results of a wave."""
    address = reverse("evaluation:wave", args=(programme.slug, wave.pk))
    return trail_of(programme, (wave.instrument.title, address), here)


def _closed(request: SignedInRequest, programme: Programme) -> WaveQuerySet:
    """Return the closed surveys of a programme that the person may see, the earliest first."""
    return (
        Wave.objects.visible_to(request.user)
        .filter(cohort__programme=programme, state=WaveState.CLOSED)
        .select_related("instrument", "cohort__programme")
        .prefetch_related("instrument__items", "instrument__sections")
        .order_by("closed_at", "pk")
    )


def _closed_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Wave:
    """Return the closed survey, if the person may see it in this programme."""
    return get_object_or_404(_closed(request, programme), pk=pk)


def _together_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> list[Wave]:
    """Return the closed waves of one version of a survey in this programme."""
    waves = list(_closed(request, programme).filter(instrument=pk))
    if not waves:
        raise Http404
    return waves


def _named_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Wave:
    """Return the closed survey, if its answers were given by name."""
    named = _closed(request, programme).filter(instrument__candour=Candour.NAMED)
    return get_object_or_404(named, pk=pk)
