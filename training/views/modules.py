"""The portal's modules: reading on, answering the quiz, and seeing the result."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from training.actions.enrolments import NotForThemError
from training.actions.modules import (
    ModuleClosedError,
    NotReadyError,
    QuizChangedError,
    begin_module,
    hand_in,
    keep_answers,
    note_seen,
)
from training.courses.modules import (
    Progress,
    materials_of,
    module_lines,
    modules_for,
    progress_of,
)
from training.courses.prerequisites import ComesFirstError, comes_first_sentence, missing_before
from training.courses.wording import closed_sentence, result_lines
from training.forms import QuizForm
from training.models import Session


@requires(Permission.USE_PORTAL)
@require_GET
def module_list(request: SignedInRequest) -> HttpResponse:
    """List the modules that are for the person, those to do first."""
    return render(request, "training/module_list.html", {"lines": module_lines(request.user)})


@requires(Permission.USE_PORTAL)
@require_GET
def module(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show how far the person is in a module, and what comes next."""
    session = _find(request, pk)
    progress = progress_of(session, request.user)
    missing = () if progress.run else missing_before(session, request.user)
    context = {
        "session": session,
        "progress": progress,
        "closed": "" if progress.is_finished else closed_sentence(progress),
        "comes_first": comes_first_sentence(missing) if missing else "",
    }
    return render(request, "training/module.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def module_begin(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Begin a module."""
    session = _find(request, pk)
    try:
        begin_module(session, request.user, by=request.user)
    except ModuleClosedError:
        return _say_closed(request, session)
    except NotForThemError:
        messages.error(request, _("This module is for others."))
    except ComesFirstError as error:
        messages.error(request, str(error))
    return redirect("training:module", pk)


@requires(Permission.USE_PORTAL)
@require_POST
def module_seen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note that a material is worked through, and show the next one."""
    session = _find(request, pk)
    wanted = request.POST.get("material", "")
    material = next((row for row in materials_of(session) if str(row.pk) == wanted), None)
    if material is None:
        messages.info(request, _("This material changed meanwhile. Please look again."))
        return redirect("training:module", pk)
    try:
        if note_seen(session, request.user, material, by=request.user):
            messages.success(request, _("Well done: the module is finished."))
    except ModuleClosedError:
        return _say_closed(request, session)
    except NotReadyError:
        messages.info(request, _("Begin the module first."))
    return redirect("training:module", pk)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def module_quiz(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask the questions; what is answered is kept, also before all of it is."""
    session = _find(request, pk)
    progress = progress_of(session, request.user)
    if progress.is_finished and progress.last_try:
        return redirect("training:module-result", pk)
    if not progress.may_answer:
        return redirect("training:module", pk)
    form = QuizForm(request.POST or None, progress=progress, person=request.user)
    if request.method == "POST":
        is_complete = form.is_valid()
        if "later" in request.POST or not is_complete:
            keep_answers(session, request.user, form.answers(), by=request.user)
        if "later" in request.POST:
            messages.success(request, _("Your answers are kept. Come back when it suits you."))
            return redirect("training:module", pk)
        if is_complete:
            return _hand_in(request, session, form)
    return _quiz_page(request, session, progress, form)


@requires(Permission.USE_PORTAL)
@require_GET
def module_result(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show how the latest try went, question by question, with why."""
    session = _find(request, pk)
    progress = progress_of(session, request.user)
    if progress.last_try is None:
        return redirect("training:module", pk)
    context = {
        "session": session,
        "progress": progress,
        "result": progress.last_try,
        "lines": result_lines(progress.last_try, progress.questions),
    }
    return render(request, "training/module_result.html", context)


def _hand_in(request: SignedInRequest, session: Session, form: QuizForm) -> HttpResponse:
    """Have a complete try marked, and show its result."""
    try:
        hand_in(
            session,
            request.user,
            form.answers(),
            turn=form.cleaned_data["turn"],
            quiz_mark=form.cleaned_data["quiz_mark"],
            by=request.user,
        )
    except ModuleClosedError:
        return _say_closed(request, session)
    except (NotReadyError, QuizChangedError):
        keep_answers(session, request.user, form.answers(), by=request.user)
        sentence = _("The questions changed meanwhile. Your answers are kept: please look again.")
        messages.warning(request, sentence)
        return redirect("training:module-quiz", session.pk)
    return redirect("training:module-result", session.pk)


def _quiz_page(
    request: SignedInRequest, session: Session, progress: Progress, form: QuizForm
) -> HttpResponse:
    """Show the questions with the answers so far."""
    context = {"session": session, "progress": progress, "form": form}
    return render(request, "training/module_quiz.html", context)


def _say_closed(request: SignedInRequest, session: Session) -> HttpResponse:
    """Say why the module cannot be worked on, and show it."""
    messages.error(request, closed_sentence(progress_of(session, request.user)))
    return redirect("training:module", session.pk)


def _find(request: SignedInRequest, pk: UUID) -> Session:
    """Return a module that is for the person, or that they began, or answer 404."""
    return get_object_or_404(modules_for(request.user), pk=pk)
