"""The questions of a draft, how they are answered, and of whom they are asked."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.actions.instrument_parts import (
    InstrumentFullError,
    add_item,
    change_item,
    item_values,
    move_item,
    remove_item,
)
from evaluation.enums import InstrumentState, ItemKind, Purpose
from evaluation.forms.instruments import (
    ConditionForm,
    ItemForm,
    initial_of,
)
from evaluation.instruments.page import answers_in_words, deciding_before, last_scale
from evaluation.instruments.script import ScriptItem, is_among
from evaluation.instruments.stored import areas_of, script_item
from evaluation.instruments.words import KIND_HINTS
from evaluation.models import Instrument, Item
from evaluation.views.instrument_parts import hanging, move_one, remove_one
from evaluation.views.instruments import (
    address_of,
    back_to,
    instrument_of,
    instruments_of,
    say_no_draft,
    trail_of,
)
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.forms.meanwhile import meanwhile_of, seen_by
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme

OF_COMPETENCIES = (Purpose.COMPETENCY_SELF, Purpose.COMPETENCY_OTHER)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_item_add(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Ask how a new question is answered; with a kind in the address, add one of it."""
    draft = instrument_of(request, programme, pk)
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    title, section = _("A new question"), request.GET.get("section", "")
    here = reverse("evaluation:instrument-item-add", args=(programme.slug, pk))
    if "kind" not in request.GET:
        address = f"{here}?section={section}&kind="
        return _kinds_page(request, programme, draft, address, title)
    form = _item_form(request, draft, _kind(request.GET["kind"]), section=section)
    if form.is_valid():
        new_pk = form.cleaned_data["pk"] or uuid.uuid4()
        said = form.said()
        try:
            item = add_item(draft, pk=new_pk, item=said, section=form.section, by=request.user)
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        except InstrumentFullError:
            form.add_error(None, _("That would be more questions than anybody answers."))
        else:
            messages.success(request, _("Added."))
            if "again" in request.POST:
                return redirect(f"{here}?section={item.section_id or ''}&kind={item.kind}")
            return back_to(programme, draft, f"item-{item.pk}")
    more = {"kinds_url": f"{here}?section={section}", "is_new": True}
    return _item_page(request, programme, draft, form, title=title, action=_("Add it"), **more)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def item_change(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Put a question otherwise; with a kind in the address it is answered in that way."""
    item = _item_of(request, programme, pk)
    draft = item.instrument
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    form = _item_form(request, draft, _kind(request.GET.get("kind", item.kind)), item)
    meanwhile = None
    if form.is_valid():
        before = script_item(item)
        wanted, seen = form.said(before), seen_by(form)
        try:
            change_item(item, wanted=wanted, section=form.section, by=request.user, seen=seen)
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _saved(before, wanted))
            return back_to(programme, draft, f"item-{pk}")
    kinds_url = reverse("evaluation:item-kinds", args=(programme.slug, pk))
    more = {"kinds_url": kinds_url, "meanwhile": meanwhile, "action": _("Save")}
    return _item_page(request, programme, draft, form, title=_("Change the question"), **more)


@require_http_methods(["GET"])
@programme_view(Permission.MANAGE_SURVEYS)
def item_kinds(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Ask in which other way a question is to be answered."""
    item = _item_of(request, programme, pk)
    address = reverse("evaluation:item-change", args=(programme.slug, pk))
    title = _("How is “%(question)s” answered?") % {"question": item.text}
    return _kinds_page(request, programme, item.instrument, f"{address}?kind=", title)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def item_condition(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Say after which answers to an earlier question one is asked."""
    item = _item_of(request, programme, pk)
    draft = item.instrument
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    before = {each.key: each for each in deciding_before(draft, item)}
    parent = before.get(request.GET.get("after", item.asked_if_key))
    form = None
    if parent is not None:
        # Nothing ticked is an answer too.
        form = ConditionForm(request.POST if request.method == "POST" else None, parent=parent)
        form.initial["answers"] = _ticked(form, item, parent)
        if form.is_valid():
            key = parent.key if form.values else ""
            wanted = replace(script_item(item), asked_if_key=key, asked_if_values=form.values)
            try:
                change_item(item, wanted=wanted, section=item.section, by=request.user)
            except IllegalTransitionError:
                return say_no_draft(request, programme, draft)
            messages.success(request, _("Saved."))
            return back_to(programme, draft, f"item-{pk}")
    context = {
        "item": item,
        "before": [(each, answers_in_words(each)) for each in before.values()],
        "parent": parent,
        "form": form,
        "back_url": address_of(programme, draft),
        "trail": trail_of(programme, _("Who is asked it"), draft),
    }
    return render(request, "evaluation/item_condition.html", context)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def item_move(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Move a question up or down, also into the neighbouring section."""
    item = _item_of(request, programme, pk)
    return move_one(
        request,
        programme,
        item.instrument,
        f"item-{pk}",
        lambda step: move_item(item, step=step, by=request.user),
    )


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def item_remove(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Ask whether a question should go, and take it out."""
    item = _item_of(request, programme, pk)
    return remove_one(
        request,
        programme,
        item.instrument,
        lambda: remove_item(item, by=request.user),
        name=item.text,
        lead=hanging(item.instrument, [item]),
    )


def _item_of(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Item:
    """Return a question of a survey of the programme's organisation; 404 for any other."""
    draft = get_object_or_404(instruments_of(request, programme), items=pk)
    item = draft.items.select_related("section").get(pk=pk)
    item.instrument = draft
    return item


def _kind(word: str) -> ItemKind:
    """Return the kind that an address names; 404 where it names none."""
    if word not in ItemKind.values:
        raise Http404
    return ItemKind(word)


def _item_form(
    request: SignedInRequest,
    draft: Instrument,
    kind: ItemKind,
    item: Item | None = None,
    section: str = "",
) -> ItemForm:
    """Return the form about a question; a new one begins with the scale of the last."""
    initial: dict[str, Any] = {"is_core": True, "section": section}
    if item is not None:
        said = script_item(item)
        seen = mark_of(item_values(said, item.section_id))
        initial = {**initial_of(said), "seen": seen, "section": str(item.section_id or "")}
    elif kind == ItemKind.SCALE and (last := last_scale(draft)):
        names = ("low", "high", "low_anchor", "high_anchor", "subscale")
        initial |= {name: getattr(last, name) for name in names}
    initial = {name: value for name, value in initial.items() if value is not None}
    return ItemForm(
        request.POST or None,
        kind=kind,
        sections=list(draft.sections.all()),
        areas=areas_of(draft) if draft.purpose in OF_COMPETENCIES else {},
        initial=initial,
    )


def _saved(before: ScriptItem, wanted: ScriptItem) -> str:
    """Say that a question is saved, and what may not fit it any more."""
    if before.text != wanted.text and wanted.translations:
        return _("Saved. Its words in other languages may need a look now.")
    return _("Saved.")


def _ticked(form: ConditionForm, item: Item, parent: ScriptItem) -> list[str]:
    """Return the answers on which a question hangs already."""
    if item.asked_if_key != parent.key:
        return []
    wanted = tuple(item.asked_if_values)
    return [str(place) for place, value in form.by_place.items() if is_among(value, wanted)]


def _item_page(
    request: SignedInRequest,
    programme: Programme,
    draft: Instrument,
    form: ItemForm,
    *,
    title: str,
    **more: object,
) -> HttpResponse:
    """Show the form about a question, and in which way it is answered."""
    context = {
        "form": form,
        "title": title,
        "kind": form.kind.label,
        "back_url": address_of(programme, draft),
        "trail": trail_of(programme, title, draft),
        **more,
    }
    return render(request, "evaluation/item_form.html", context)


def _kinds_page(
    request: SignedInRequest, programme: Programme, draft: Instrument, address: str, title: str
) -> HttpResponse:
    """Show the ways in which a question can be answered."""
    context = {
        "title": title,
        "kinds": [(kind, KIND_HINTS[kind], f"{address}{kind.value}") for kind in ItemKind],
        "back_url": address_of(programme, draft),
        "trail": trail_of(programme, title, draft),
    }
    return render(request, "programmes/question_kinds.html", context)
