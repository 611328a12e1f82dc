"""Building the draft of an application form: its sections, its questions, and their order."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.form_questions import (
    AlreadyThereError,
    FormFullError,
    HangsTogetherError,
    StillWantedError,
    add_question,
    add_section,
    change_question,
    change_section,
    move_question,
    move_section,
    remove_question,
    remove_section,
    seen_values,
    wording_of,
)
from programmes.applying.branching import deciding_before, hanging_on
from programmes.applying.enums import QuestionKind
from programmes.applying.forms_in_use import asked, criteria_of, questions_of
from programmes.applying.words import KIND_HINTS, out_of_order_in_words
from programmes.enums import ParticipantRole
from programmes.forms.application_forms import QuestionForm, SectionForm, initial_of
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
    return _form_page(
        request, version, form, title=_("A new section"), lead=lead, action=_("Add it")
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def section_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a section's heading in other words."""
    section = _section(request, programme, pk)
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
    return _form_page(request, section.form, form, title=title, meanwhile=meanwhile)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def section_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a section up or down with its questions."""
    section = _section(request, programme, pk)
    return _move(
        request,
        section.form,
        f"section-{pk}",
        lambda step: move_section(section, step=step, by=request.user),
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def section_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a section should go with its questions, and take it out."""
    section = _section(request, programme, pk)
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
    lead = " ".join([count, *_freed(section.form, gone)])
    title = _("Take out “%(title)s”?") % {"title": section.title}
    return _ask(request, section.form, title=title, lead=lead)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_GET
def section_kinds(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask how a new question is to be answered."""
    section = _section(request, programme, pk)
    address = reverse("programmes:section-question-add", args=(programme.slug, pk))
    return _kinds_page(request, section.form, f"{address}?kind=", _("A new question"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def question_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Add a question of a kind to a section."""
    section = _section(request, programme, pk)
    kind = _kind(request.GET.get("kind", QuestionKind.SHORT_TEXT))
    form = _question_form(request, section, kind)
    if form.is_valid():
        try:
            key = form.cleaned_data["key"]
            add_question(form.section, wording=form.wording, key=key, by=request.user)
        except IllegalTransitionError:
            return say_frozen(request, section.form)
        except (AlreadyThereError, FormFullError, HangsTogetherError) as error:
            _say(form, error)
        else:
            messages.success(request, _("Added."))
            return back_to(section.form, f"section-{form.section.pk}")
    return _question_page(
        request,
        section.form,
        form,
        title=_("A new question"),
        action=_("Add it"),
        kinds_url=reverse("programmes:section-kinds", args=(programme.slug, pk)),
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def question_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a question otherwise; with a kind in the address it is answered in that way."""
    question = _question(request, programme, pk)
    section = question.section
    kind = _kind(request.GET.get("kind", question.kind))
    form = _question_form(request, section, kind, question)
    meanwhile = None
    if form.is_valid():
        try:
            change_question(
                question,
                wording=form.wording,
                section=form.section,
                by=request.user,
                seen=seen_by(form),
            )
        except IllegalTransitionError:
            return say_frozen(request, section.form)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        except (AlreadyThereError, HangsTogetherError, StillWantedError) as error:
            _say(form, error)
        else:
            messages.success(request, _("Saved."))
            return back_to(section.form, f"question-{pk}")
    return _question_page(
        request,
        section.form,
        form,
        title=_("Change the question"),
        action=_("Save"),
        kinds_url=reverse("programmes:question-kinds", args=(programme.slug, pk)),
        meanwhile=meanwhile,
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_GET
def question_kinds(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask in which other way a question is to be answered."""
    question = _question(request, programme, pk)
    address = reverse("programmes:question-change", args=(programme.slug, pk))
    title = _("How is “%(question)s” answered?") % {"question": question.text}
    return _kinds_page(request, question.section.form, f"{address}?kind=", title)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def question_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a question up or down, also into the neighbouring section."""
    question = _question(request, programme, pk)
    return _move(
        request,
        question.section.form,
        f"question-{pk}",
        lambda step: move_question(question, step=step, by=request.user),
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def question_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a question should go, and take it out."""
    question = _question(request, programme, pk)
    version = question.section.form
    if request.method == "POST":
        try:
            remove_question(question, by=request.user)
        except IllegalTransitionError:
            return say_frozen(request, version)
        messages.success(request, _("The question is out."))
        return back_to(version, f"section-{question.section_id}")
    title = _("Take out “%(title)s”?") % {"title": question.text}
    return _ask(request, version, title=title, lead=" ".join(_freed(version, [question])))


def _section(request: SignedInRequest, programme: Programme, pk: UUID) -> FormSection:
    """Return a section of one of the programme's forms; 404 for any other."""
    visible = ApplicationForm.objects.visible_to(request.user).filter(programme=programme)
    version = get_object_or_404(visible.select_related("programme"), sections=pk)
    section = version.sections.get(pk=pk)
    section.form = version
    return section


def _question(request: SignedInRequest, programme: Programme, pk: UUID) -> Question:
    """Return a question of one of the programme's forms; 404 for any other."""
    visible = ApplicationForm.objects.visible_to(request.user).filter(programme=programme)
    version = get_object_or_404(visible.select_related("programme"), sections__questions=pk)
    question = next(each for each in questions_of(version) if each.pk == pk)
    question.section.form = version
    return question


def _kind(word: str) -> QuestionKind:
    """Return the kind that an address names; 404 where it names none."""
    if word not in QuestionKind.values:
        raise Http404
    return QuestionKind(word)


def _question_form(
    request: SignedInRequest,
    section: FormSection,
    kind: QuestionKind,
    question: Question | None = None,
) -> QuestionForm:
    """Return the form about a question, new or stored."""
    version = section.form
    is_of_mentors = version.role == ParticipantRole.MENTOR
    questions = [asked(each) for each in questions_of(version)]
    if question is None:
        initial = {}
    else:
        seen = mark_of(seen_values(question))
        initial = {**initial_of(wording_of(question)), "key": question.key, "seen": seen}
    return QuestionForm(
        request.POST or None,
        kind=kind,
        section=section,
        sections=list(version.sections.all()),
        criteria=criteria_of(version.programme) if is_of_mentors else {},
        deciding=deciding_before(questions, question.pk if question else None),
        initial=initial,
    )


def _say(form: QuestionForm, error: Exception) -> None:
    """Say next to the field why a question cannot be so."""
    if isinstance(error, AlreadyThereError):
        form.add_error("text", _("This is asked already in this form."))
    elif isinstance(error, HangsTogetherError):
        field = "asked_if" if "asked_if" in form.fields else None
        form.add_error(field, out_of_order_in_words(error.later, error.earlier))
    elif isinstance(error, StillWantedError):
        words = _("“%(question)s” is asked only if this was answered with “%(answer)s”.")
        facts = {"question": error.question, "answer": error.answers[0]}
        hint = _("Change that question first.")
        field = "options" if "options" in form.fields else None
        form.add_error(field, f"{words % facts} {hint}")
    else:
        form.add_error(None, _("That would be more questions than anybody answers."))


def _freed(version: ApplicationForm, gone: list[Question]) -> list[str]:
    """Say which later questions would be asked of everybody."""
    questions = [asked(each) for each in questions_of(version)]
    ids = {each.pk for each in gone}
    freed = [later for each in ids for later in hanging_on(questions, each) if later.id not in ids]
    words = _("“%(question)s” hangs on it, and would be asked of everybody.")
    return [words % {"question": later.text} for later in freed]


def _move(
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


def _ask(
    request: SignedInRequest, version: ApplicationForm, *, title: str, lead: str
) -> HttpResponse:
    """Ask before something is taken out."""
    action = _("Take it out")
    return _form_page(
        request, version, forms.Form(), title=title, lead=lead, action=action, style="danger"
    )


def _form_page(
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


def _question_page(
    request: SignedInRequest,
    version: ApplicationForm,
    form: QuestionForm,
    *,
    title: str,
    **more: object,
) -> HttpResponse:
    """Show the form about a question, and in which way it is answered."""
    context = {
        "form": form,
        "title": title,
        "kind": form.kind.label,
        "back_url": address_of(version),
        "trail": trail_of(version.programme, title, version),
        **more,
    }
    return render(request, "programmes/question_form.html", context)


def _kinds_page(
    request: SignedInRequest, version: ApplicationForm, address: str, title: str
) -> HttpResponse:
    """Show the ways in which a question can be answered."""
    context = {
        "title": title,
        "kinds": [(kind, KIND_HINTS[kind], f"{address}{kind.value}") for kind in QuestionKind],
        "back_url": address_of(version),
        "trail": trail_of(version.programme, title, version),
    }
    return render(request, "programmes/question_kinds.html", context)
