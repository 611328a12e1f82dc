"""Applying, one question at a time, on a phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions.answers import AnswersClosedError, QuestionGoneError, save_answer
from programmes.actions.applications import (
    AnswersMissingError,
    CannotApplyError,
    begin_application,
    submit_application,
)
from programmes.applying.entry import (
    cohorts_in_reach,
    decisions_on,
    entry_of,
    may_write,
    own_window,
)
from programmes.applying.enums import ApplicationState
from programmes.applying.filling import Sheet, sheet_of
from programmes.applying.first_page import first_page_of
from programmes.applying.obstacles import WHY_NOT
from programmes.applying.windows import window_of
from programmes.enums import ParticipantRole
from programmes.forms.applying import AnswerForm
from programmes.models import Application, Question, Validation

# Where one question may lead back to, when it is only changed.
BACK_TO = {"check": "programmes:apply-check", "still-true": "programmes:apply-still-true"}


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def first_page(request: SignedInRequest, cohort: UUID, role: str) -> HttpResponse:
    """Say what it is, what is asked, and who reads it; then begin, or go on."""
    if role not in ParticipantRole.values:
        raise Http404
    found = get_object_or_404(cohorts_in_reach(request.user), pk=cohort)
    if request.method == "POST":
        try:
            application = begin_application(
                cohort=found, person=request.user, role=ParticipantRole(role), by=request.user
            )
        except CannotApplyError as error:
            messages.warning(request, str(WHY_NOT[error.obstacle]))
            return redirect("programmes:apply", cohort=found.pk, role=role)
        return redirect(_beginning_of(application), application.pk)
    entry = entry_of(found, role, request.user)
    context = {
        "cohort": found,
        "programme": found.programme,
        "role": role,
        "entry": entry,
        "page": first_page_of(entry, role),
        "why_not": WHY_NOT[entry.obstacle] if entry.obstacle else "",
    }
    return render(request, "programmes/apply.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def go_on(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Lead back to the question where the applicant was."""
    application = own_application(request, pk)
    if not may_write(application):
        return redirect("programmes:apply-detail", application.pk)
    question = sheet_of(application).where_to_go_on()
    if question is None:
        return redirect("programmes:apply-check", application.pk)
    return redirect("programmes:apply-question", application.pk, question.pk)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def question(request: SignedInRequest, pk: UUID, question: UUID) -> HttpResponse:
    """Ask one question, and keep the answer at once."""
    application = own_application(request, pk)
    is_draft = application.state == ApplicationState.DRAFT
    if request.method == "GET" and not (may_write(application) or _is_asked_again(application)):
        return redirect("programmes:apply-detail", application.pk)
    sheet = sheet_of(application, is_live=True)
    asked = sheet.question(question)
    if asked is None:
        return redirect("programmes:apply-go-on" if is_draft else "programmes:apply-detail", pk)
    then = request.POST.get("then", "")
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerForm(
        *posted,
        question=asked,
        values=sheet.values.get(asked.pk, []),
        kept=sheet.file_of(asked),
        may_be_empty=then in {"later", "back"},
    )
    if form.is_valid() and _is_saved(request, application, form, stays=then == "later"):
        return _leads_on(request, application, sheet, asked)
    return render(request, "programmes/apply_question.html", _context(request, sheet, asked, form))


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show all answers before they are handed in, and hand them in."""
    application = own_application(request, pk)
    if application.state != ApplicationState.DRAFT:
        return redirect("programmes:apply-detail", application.pk)
    if request.method == "POST" and (response := _handed_in(request, application)):
        return response
    sheet = sheet_of(application)
    window = window_of(application.cohort, application.role)
    context = {
        "application": application,
        "programme": application.cohort.programme,
        "sections": sheet.sections(),
        "missing": sheet.missing,
        "is_tried": request.method == "POST",
        "may_write": may_write(application, window),
        "hand_in_by": own_window(application, window).last_day,
        "decisions_on": decisions_on(application.cohort_id),
    }
    return render(request, "programmes/apply_check.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def sent(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Confirm that it is in, and say what happens next and when."""
    application = own_application(request, pk)
    if application.state != ApplicationState.SUBMITTED:
        return redirect("programmes:apply-detail", application.pk)
    context = {
        "application": application,
        "programme": application.cohort.programme,
        "decisions_on": decisions_on(application.cohort_id),
    }
    return render(request, "programmes/apply_sent.html", context)


def own_application(request: SignedInRequest, pk: UUID) -> Application:
    """Return one of one's own applications, or answer 404."""
    own = Application.objects.visible_to(request.user).of(request.user)
    related = ("cohort__programme__organisation", "person", "form", "at_question")
    return get_object_or_404(own.select_related(*related), pk=pk)


def _beginning_of(application: Application) -> str:
    """Return where somebody goes who presses Begin: to the questions, or to what became of it."""
    is_draft = application.state == ApplicationState.DRAFT
    return "programmes:apply-go-on" if is_draft else "programmes:apply-detail"


def _is_asked_again(application: Application) -> bool:
    """Tell whether the applicant is asked whether all is still true."""
    open_ones = Validation.objects.visible_to(application.person).open()
    return open_ones.filter(application=application).exists()


def _is_saved(
    request: SignedInRequest, application: Application, form: AnswerForm, *, stays: bool
) -> bool:
    """Keep the answer, unless nothing was typed on the way out; say why where it cannot be kept."""
    if form.is_left_empty:
        return True
    try:
        save_answer(application, form.question, form.given, stays=stays, by=request.user)
    except AnswersClosedError:
        form.add_error(None, _("This was not saved: the application takes no answers any more."))
        return False
    except QuestionGoneError:
        messages.info(request, _("The coordinators changed the questions; this one is gone."))
    return True


def _leads_on(
    request: SignedInRequest, application: Application, sheet: Sheet, asked: Question
) -> HttpResponse:
    """Lead to where the pressed button says."""
    then = request.POST.get("then", "")
    if then == "later":
        messages.success(request, _("Saved. You find it here when you come back, on any device."))
        return redirect("programmes:home")
    back_to = request.POST.get("to", "")
    if back_to in BACK_TO:
        return redirect(BACK_TO[back_to], application.pk)
    if then == "back":
        before = sheet.previous_before(asked)
        if before is not None:
            return redirect("programmes:apply-question", application.pk, before.pk)
        return redirect("programmes:apply", cohort=application.cohort_id, role=application.role)
    application.refresh_from_db(fields=["at_question"])
    if application.at_question_id is None:
        return redirect("programmes:apply-check", application.pk)
    return redirect("programmes:apply-question", application.pk, application.at_question_id)


def _context(
    request: SignedInRequest, sheet: Sheet, asked: Question, form: AnswerForm
) -> dict[str, Any]:
    """Return what the page of one question shows."""
    back_to = request.POST.get("to", request.GET.get("to", ""))
    return {
        "application": sheet.application,
        "programme": sheet.application.cohort.programme,
        "question": asked,
        "form": form,
        "place": sheet.place_of(asked),
        "kept": sheet.file_of(asked),
        "is_in_profile": bool(asked.profile_field),
        "to": back_to if back_to in BACK_TO else "",
        "to_url": reverse(BACK_TO[back_to], args=(sheet.application.pk,))
        if back_to in BACK_TO
        else "",
    }


def _handed_in(request: SignedInRequest, application: Application) -> HttpResponse | None:
    """Hand it in and lead on; None where something is missing, which the page then names."""
    try:
        submit_application(application, by=request.user)
    except AnswersMissingError:
        return None
    except CannotApplyError as error:
        messages.warning(request, str(WHY_NOT[error.obstacle]))
    except IllegalTransitionError:
        messages.info(request, _("It is handed in already: once is enough."))
        return redirect("programmes:apply-detail", application.pk)
    else:
        return redirect("programmes:apply-sent", application.pk)
    return redirect("programmes:apply-check", application.pk)
