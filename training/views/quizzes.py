"""The questions of a course's quiz: adding, changing, ordering."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.quizzes import (
    add_question,
    change_question,
    move_question,
    remove_question,
)
from training.forms import QuestionForm
from training.models import Course, QuizQuestion
from training.views.courses import find, trail_of
from training.views.materials import ask_first, back_to, step_of


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def question_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Add a question to a course's quiz."""
    course = find(request, programme, pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        add_question(course, form.plan(), by=request.user)
        messages.success(request, _("Added."))
        return back_to(programme, course, "quiz")
    return _page(request, programme, course, form, title=_("Add a question"))


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def question_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a question otherwise."""
    question = _question(request, programme, pk)
    form = QuestionForm(request.POST or None, question=question)
    if form.is_valid():
        change_question(question, form.plan(), by=request.user)
        messages.success(request, _("Saved."))
        return back_to(programme, question.course, "quiz")
    return _page(request, programme, question.course, form, title=_("Change the question"))


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def question_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a question up or down."""
    question = _question(request, programme, pk)
    move_question(question, step=step_of(request), by=request.user)
    return back_to(programme, question.course, "quiz")


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def question_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a question should go, and take it out."""
    question = _question(request, programme, pk)
    if request.method == "POST":
        remove_question(question, by=request.user)
        messages.success(request, _("It is gone."))
        return back_to(programme, question.course, "quiz")
    text = _("It is not asked any more. Who passed the quiz keeps their hours.")
    return ask_first(request, programme, question.course, question.text, text)


def _question(request: SignedInRequest, programme: Programme, pk: UUID) -> QuizQuestion:
    """Return a question of a course of the programme's organisation, or answer 404."""
    questions = QuizQuestion.objects.visible_to(request.user).filter(
        course__organisation=programme.organisation
    )
    return get_object_or_404(questions.select_related("course"), pk=pk)


def _page(
    request: SignedInRequest,
    programme: Programme,
    course: Course,
    form: QuestionForm,
    *,
    title: str,
) -> HttpResponse:
    """Show the form of a question."""
    context = {
        "programme": programme,
        "course": course,
        "form": form,
        "title": title,
        "trail": trail_of(programme, course, title),
    }
    return render(request, "training/question_form.html", context)
