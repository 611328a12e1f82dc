"""The sections of an application form's draft, and what the pages about its parts share."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.form_questions import (
    AlreadyThereError,
    FormFullError,
    HangsTogetherError,
    add_section,
    change_section,
    move_section,
    remove_section,
)
from programmes.applying.branching import hanging_on
from programmes.applying.forms_in_use import asked, questions_of
from programmes.applying.words import out_of_order_in_words
from programmes.forms.application_forms import SectionForm
from programmes.forms.meanwhile import meanwhile_of, seen_by, values_of
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import ApplicationForm, FormSection, Programme, Question
from programmes.views.application_forms import (
    address_of,
    back_to,
    form_of,
    say_frozen,
    trail_of,
)

STEPS = {"up": -1, "down": 1}


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def section_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Add a section to a draft."""
    version = form_of(request, programme, pk)
    form = SectionForm(request.POST or None)
    if form.is_valid():
        try:
            section = add_section(version, **values_of(form), by=request.user)
        except IllegalTransitionError:
            return say_frozen(request, version)
        except AlreadyThereError:
            form.add_error("title", _("There is a section of this heading already."))
        except FormFullError:
            form.add_error(None, _("That would be more sections than anybody reads."))
        else:
            messages.success(request, _("Added. What is asked there?"))
            return back_to(version, f"section-{section.pk}")
    lead = _("A group of questions under one heading.")
    return form_page(
        request, version, form, title=_("A new section"), lead=lead, action=_("Add it")
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def section_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a section's heading in other words."""
    section = section_of(request, programme, pk)
    now = {"title": section.title, "lead": section.lead}
    form = SectionForm(request.POST or None, initial=now | {"seen": mark_of(now)})
    meanwhile = None
    if form.is_valid():
        try:
            change_section(section, **values_of(form), by=request.user, seen=seen_by(form))
        except IllegalTransitionError:
            return say_frozen(request, section.form)
        except AlreadyThereError:
            form.add_error("title", _("There is a section of this heading already."))
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Saved."))
            return back_to(section.form, f"section-{pk}")
    title = _("Change the section")
    return form_page(request, section.form, form, title=title, meanwhile=meanwhile)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def section_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a section up or down with its questions."""
    section = section_of(request, programme, pk)
    return move_one(
        request,
        section.form,
        f"section-{pk}",
        lambda step: move_section(section, step=step, by=request.user),
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def section_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a section should go with its questions, and take it out."""
    section = section_of(request, programme, pk)
    if request.method == "POST":
        try:
            remove_section(section, by=request.user)
        except IllegalTransitionError:
            return say_frozen(request, section.form)
        messages.success(request, _("“%(title)s” is out.") % {"title": section.title})
        return back_to(section.form)
    gone = list(section.questions.all())
    count = ngettext(
        "%(count)d question goes with it.", "%(count)d questions go with it.", len(gone)
    ) % {"count": len(gone)}
    lead = " ".join([count, *freed_by(section.form, gone)])
    title = _("Take out “%(title)s”?") % {"title": section.title}
    return ask_first(request, section.form, title=title, lead=lead)


def section_of(request: SignedInRequest, programme: Programme, pk: UUID) -> FormSection:
    """Return a section of one of the programme's forms; 404 for any other."""
    visible = ApplicationForm.objects.visible_to(request.user).filter(programme=programme)
    version = get_object_or_404(visible.select_related("programme"), sections=pk)
    section = version.sections.get(pk=pk)
    section.form = version
    return section


def freed_by(version: ApplicationForm, gone: list[Question]) -> list[str]:
    """Say which later questions would be asked of everybody."""
    questions = [asked(each) for each in questions_of(version)]
    ids = {each.pk for each in gone}
    freed = [later for each in ids for later in hanging_on(questions, each) if later.id not in ids]
    words = _("“%(question)s” hangs on it, and would be asked of everybody.")
    return [words % {"question": later.text} for later in freed]


def move_one(
    request: SignedInRequest, version: ApplicationForm, anchor: str, move: Callable[[int], None]
) -> HttpResponse:
    """Move something one step, or say why it cannot."""
    step = STEPS.get(request.POST.get("to", ""))
    try:
        if step:
            move(step)
    except IllegalTransitionError:
        return say_frozen(request, version)
    except HangsTogetherError as error:
        messages.error(request, out_of_order_in_words(error.later, error.earlier))
    return back_to(version, anchor)


def ask_first(
    request: SignedInRequest, version: ApplicationForm, *, title: str, lead: str
) -> HttpResponse:
    """Ask before something is taken out."""
    action = _("Take it out")
    return form_page(
        request, version, forms.Form(), title=title, lead=lead, action=action, style="danger"
    )


def form_page(
    request: SignedInRequest,
    version: ApplicationForm,
    form: forms.Form,
    *,
    title: str,
    **more: object,
) -> HttpResponse:
    """Show one form about a part of the draft."""
    context = {
        "form": form,
        "title": title,
        "action": _("Save"),
        "back_url": address_of(version),
        "trail": trail_of(version.programme, title, version),
        **more,
    }
    return render(request, "programmes/form.html", context)
