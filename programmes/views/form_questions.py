"""The questions of an application form's draft, and their order."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
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
    change_question,
    move_question,
    remove_question,
    seen_values,
    wording_of,
)
from programmes.applying.branching import deciding_before
from programmes.applying.enums import QuestionKind
from programmes.applying.forms_in_use import asked, criteria_of, questions_of
from programmes.applying.words import KIND_HINTS, out_of_order_in_words
from programmes.enums import ParticipantRole
from programmes.forms.application_forms import QuestionForm, initial_of
from programmes.forms.meanwhile import meanwhile_of, seen_by
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import ApplicationForm, FormSection, Programme, Question
from programmes.views.application_forms import (
    address_of,
    back_to,
    say_frozen,
    trail_of,
)
from programmes.views.form_sections import ask_first, freed_by, move_one, section_of


@programme_view(Permission.MANAGE_PROGRAMME)
@require_GET
def section_kinds(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask how a new question is to be answered."""
    section = section_of(request, programme, pk)
    address = reverse("programmes:section-question-add", args=(programme.slug, pk))
    return _kinds_page(request, section.form, f"{address}?kind=", _("A new question"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def question_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Add a question of a kind to a section."""
    section = section_of(request, programme, pk)
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
    return move_one(
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
    return ask_first(request, version, title=title, lead=" ".join(freed_by(version, [question])))


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
