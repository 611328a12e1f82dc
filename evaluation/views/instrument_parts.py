"""The sections of a draft, and what the pages about its parts share."""

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.actions.instrument_parts import (
    InstrumentFullError,
    add_section,
    change_section,
    move_section,
    remove_section,
    section_values,
)
from evaluation.enums import InstrumentState
from evaluation.forms.instruments import (
    InstrumentSectionForm,
)
from evaluation.instruments.stored import script_of
from evaluation.models import Instrument, Item, Section
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

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_section_add(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Add a section to a draft."""
    draft = instrument_of(request, programme, pk)
    form = InstrumentSectionForm(request.POST or None)
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    if form.is_valid():
        new_pk = form.cleaned_data["pk"] or uuid.uuid4()
        try:
            section = add_section(draft, pk=new_pk, **form.said, by=request.user)
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        except InstrumentFullError:
            form.add_error(None, _("That would be more sections than anybody reads."))
        else:
            messages.success(request, _("Added. What is asked there?"))
            return back_to(programme, draft, f"section-{section.pk}")
    more = {"title": _("A new section"), "lead": _("Questions that belong together.")}
    return form_page(request, programme, draft, form, **more, action=_("Add it"))


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def section_change(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Give a section another heading, first words or layout."""
    section = _section_of(request, programme, pk)
    draft = section.instrument
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    now = section_values(section)
    form = InstrumentSectionForm(request.POST or None, initial=now | {"seen": mark_of(now)})
    meanwhile = None
    if form.is_valid():
        try:
            change_section(section, by=request.user, seen=seen_by(form), **form.said)
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Saved."))
            return back_to(programme, draft, f"section-{pk}")
    title = _("Change the section")
    return form_page(request, programme, draft, form, title=title, meanwhile=meanwhile)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def section_move(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Move a section up or down with its questions."""
    section = _section_of(request, programme, pk)
    return move_one(
        request,
        programme,
        section.instrument,
        f"section-{pk}",
        lambda step: move_section(section, step=step, by=request.user),
    )


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def section_remove(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Ask whether a section should go with its questions, and take it out."""
    section = _section_of(request, programme, pk)
    gone = list(section.items.all())
    count = ngettext(
        "%(count)d question goes with it.", "%(count)d questions go with it.", len(gone)
    )
    return remove_one(
        request,
        programme,
        section.instrument,
        lambda: remove_section(section, by=request.user),
        name=section.title,
        lead=[count % {"count": len(gone)}, *hanging(section.instrument, gone)],
    )


def _section_of(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Section:
    """Return a section of a survey of the programme's organisation; 404 for any other."""
    draft = get_object_or_404(instruments_of(request, programme), sections=pk)
    section = draft.sections.get(pk=pk)
    section.instrument = draft
    return section


def hanging(draft: Instrument, gone: list[Item]) -> list[str]:
    """Say which questions hang on some that go."""
    keys = {each.key for each in gone}
    words = _("“%(question)s” hangs on it: say then whom it is to be asked.")
    return [
        words % {"question": each.text}
        for each in script_of(draft).in_order()
        if each.asked_if_key in keys and each.key not in keys
    ]


def move_one(
    request: SignedInRequest,
    programme: Programme,
    draft: Instrument,
    anchor: str,
    move: Callable[[int], None],
) -> HttpResponse:
    """Move something one step."""
    step = STEPS.get(request.POST.get("to", ""))
    try:
        if step:
            move(step)
    except IllegalTransitionError:
        return say_no_draft(request, programme, draft)
    return back_to(programme, draft, anchor)


def remove_one(
    request: SignedInRequest,
    programme: Programme,
    draft: Instrument,
    remove: Callable[[], None],
    *,
    name: str,
    lead: list[str],
) -> HttpResponse:
    """Ask before something is taken out, and take it out."""
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    if request.method == "POST":
        try:
            remove()
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        messages.success(request, _("“%(name)s” is out.") % {"name": name})
        return back_to(programme, draft)
    title = _("Take out “%(name)s”?") % {"name": name}
    more = {"lead": " ".join(lead), "action": _("Take it out"), "style": "danger"}
    return form_page(request, programme, draft, forms.Form(), title=title, **more)


def form_page(
    request: SignedInRequest,
    programme: Programme,
    draft: Instrument,
    form: forms.Form,
    *,
    title: str,
    **more: object,
) -> HttpResponse:
    """Show one form about a part of a draft."""
    context = {
        "form": form,
        "title": title,
        "action": _("Save"),
        "back_url": address_of(programme, draft),
        "trail": trail_of(programme, title, draft),
        **more,
    }
    return render(request, "programmes/form.html", context)
