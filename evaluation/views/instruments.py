"""The console's pages about what can be asked: the list, one version, files of it."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.instrument_versions import (
    DraftUnderWayError,
    about_of,
    begin_instrument,
    change_instrument,
    take_in,
)
from evaluation.actions.shipping import add_shipped_instruments
from evaluation.enums import InstrumentState
from evaluation.forms.instruments import AboutForm, InstrumentFileForm, InstrumentFilterForm
from evaluation.instruments.filing import RefusedFileError, read, written
from evaluation.instruments.page import page_of
from evaluation.instruments.stored import for_list, script_of, versions_of
from evaluation.instruments.words import fault_in_words
from evaluation.models import Instrument
from evaluation.models.instrument import InstrumentQuerySet
from evaluation.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.forms.meanwhile import meanwhile_of, seen_by, values_of
from programmes.history import history_of
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme
from programmes.permissions import allowed_in

PER_PAGE = 25


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def instruments_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Bring in the ready-made surveys."""
    added = add_shipped_instruments(programme.organisation, by=request.user)
    messages.success(request, _("%(count)d surveys are ready to use.") % {"count": len(added)})
    if "stay" in request.POST:
        return redirect("evaluation:instrument-list", programme.slug)
    return redirect("evaluation:wave-add", programme.slug)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def instrument_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the surveys of the organisation, each once, with its versions counted."""
    form = InstrumentFilterForm(request.GET)
    everything = for_list(instruments_of(request, programme))
    shown = _narrowed(everything, form).order_by("title", "pk")
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "instrument-list"),
        "form": form,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "has_any": instruments_of(request, programme).exists(),
        "may_manage": _may_manage(request, programme),
    }
    return render(request, "evaluation/instrument_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Begin a survey."""
    form = AboutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = begin_instrument(programme.organisation, by=request.user, **values_of(form))
        messages.success(request, _("Begun. What do you want to ask?"))
        return redirect("evaluation:instrument", programme.slug, begun.pk)
    context = {
        "form": form,
        "title": _("Write a survey"),
        "lead": _("First what it is and for whom; the questions come next."),
        "action": _("Begin it"),
        "back_url": reverse("evaluation:instrument-list", args=(programme.slug,)),
        "trail": trail_of(programme, _("Write a survey")),
    }
    return render(request, "programmes/form.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_import(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Take in a survey from a file, or say what is wrong with the file."""
    form = InstrumentFileForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            script = read(form.cleaned_data["file"])
            draft = take_in(programme.organisation, script, by=request.user)
        except RefusedFileError as error:
            faults = [fault_in_words(fault) for fault in error.faults]
            form.add_error("file", _("This file was not taken in. Nothing was changed."))
        except DraftUnderWayError as error:
            words = _("A version of “%(title)s” is being written: finish it or throw it away.")
            form.add_error("file", words % {"title": error.draft.title})
        else:
            words = _("“%(title)s” is here as a draft. Look it over before it is used.")
            messages.success(request, words % {"title": draft.title})
            return redirect("evaluation:instrument", programme.slug, draft.pk)
    context = {
        "programme": programme,
        "form": form,
        "faults": faults,
        "trail": trail_of(programme, _("Take in a file")),
    }
    return render(request, "evaluation/instrument_import.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def instrument(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show one version: a draft to be written, any other to be read."""
    shown = instrument_of(request, programme, pk)
    may_manage = _may_manage(request, programme)
    context = {
        "programme": programme,
        "instrument": shown,
        "page": page_of(shown),
        "versions": versions_of(shown, Instrument.objects.visible_to(request.user)),
        "is_settled": shown.waves.exists(),
        "history": history_of(shown),
        "may_write": may_manage and shown.state == InstrumentState.DRAFT,
        "may_manage": may_manage,
        "trail": trail_of(programme, shown.title),
    }
    return render(request, "evaluation/instrument_detail.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_change(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Say otherwise what a draft is and for whom."""
    stored = instrument_of(request, programme, pk)
    if stored.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, stored)
    now = about_of(stored)
    initial = now | {"seen": mark_of(now)}
    form = AboutForm(request.POST or None, initial=initial, instrument=stored)
    meanwhile = None
    if form.is_valid():
        try:
            change_instrument(stored, by=request.user, seen=seen_by(form), **values_of(form))
        except IllegalTransitionError:
            return say_no_draft(request, programme, stored)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Saved."))
            return back_to(programme, stored)
    context = {
        "form": form,
        "meanwhile": meanwhile,
        "title": _("What it is, and for whom"),
        "action": _("Save"),
        "back_url": address_of(programme, stored),
        "trail": trail_of(programme, _("What it is"), stored),
    }
    return render(request, "programmes/form.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def instrument_file(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Hand out one version as a file that another organisation can take in."""
    shown = instrument_of(request, programme, pk)
    response = HttpResponse(written(script_of(shown)), content_type="application/json")
    name = f"{shown.key}-{shown.version}.json"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def instruments_of(request: SignedInRequest, programme: Programme) -> InstrumentQuerySet:
    """Return the versions that the reader may see in the programme's organisation."""
    visible = Instrument.objects.visible_to(request.user)
    return visible.filter(organisation_id=programme.organisation_id)


def instrument_of(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Instrument:
    """Return a version from the programme's organisation; 404 for any other."""
    found = instruments_of(request, programme).select_related("organisation")
    return get_object_or_404(found, pk=pk)


def address_of(programme: Programme, shown: Instrument) -> str:
    """Return the address of a version."""
    return reverse("evaluation:instrument", args=(programme.slug, shown.pk))


def back_to(programme: Programme, shown: Instrument, anchor: str = "") -> HttpResponse:
    """Lead back to a version, to the part that was worked on."""
    return redirect(address_of(programme, shown) + (f"#{anchor}" if anchor else ""))


def trail_of(
    programme: Programme, here: str, shown: Instrument | None = None
) -> list[dict[str, str]]:
    """Return the way here."""
    list_url = reverse("evaluation:instrument-list", args=(programme.slug,))
    trail = [{"label": _("Instruments"), "url": list_url}]
    if shown is not None:
        trail.append({"label": shown.title, "url": address_of(programme, shown)})
    return [*trail, {"label": here}]


def say_no_draft(request: SignedInRequest, programme: Programme, shown: Instrument) -> HttpResponse:
    """Say that a version cannot be changed any more, and who made it so."""
    otherwise = _("This version is no draft, so it stays as it is.")
    words = who_was_quicker(shown, name=shown.title, viewer=request.user, otherwise=otherwise)
    messages.warning(request, words)
    return back_to(programme, shown)


def _narrowed(instruments: InstrumentQuerySet, form: InstrumentFilterForm) -> InstrumentQuerySet:
    """Return those that were asked for; without retired ones unless these were."""
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("q"):
        words = wanted["q"]
        instruments = instruments.filter(Q(title__icontains=words) | Q(key__icontains=words))
    for name in ("audience", "purpose", "state"):
        if wanted.get(name):
            instruments = instruments.filter(**{name: wanted[name]})
    if wanted.get("state"):
        return instruments
    return instruments.exclude(state=InstrumentState.RETIRED)


def _may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the reader may also write."""
    return allowed_in(request.user, Permission.MANAGE_SURVEYS, programme)
