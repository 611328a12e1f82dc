"""One step towards a goal: ticking it, changing it, taking it away."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.goal_steps import change_step, remove_step, tick_step
from matching.actions.goals import GoalsClosedError, NotYourGoalError
from matching.goals.forms import StepForm
from matching.goals.queries import readers_of
from matching.models import Goal, GoalStep
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@require_POST
@requires(Permission.USE_PORTAL)
def tick(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that a step is done, or is not after all."""
    step = _step_or_404(request, pk)
    is_done = request.POST.get("done") == "1"
    try:
        tick_step(step, by=request.user, is_done=is_done)
    except NotYourGoalError as error:
        raise Http404 from error
    except GoalsClosedError:
        messages.info(request, _("This match has ended, so its goals stay as they are."))
    else:
        messages.success(request, _("Done.") if is_done else _("Not done after all."))
    return _back(step)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.USE_PORTAL)
def edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a step of one's goal."""
    step = _own_or_404(request, pk)
    known = {"title": step.title, "owner": step.owner_id, "due_on": step.due_on}
    form = StepForm(
        request.POST or None, takers=readers_of(step.goal), viewer=request.user, initial=known
    )
    if form.is_valid():
        try:
            change_step(step, by=request.user, **form.cleaned_data)
        except GoalsClosedError:
            form.add_error(None, _("This match has ended, so its goals stay as they are."))
        else:
            messages.success(request, _("Changed."))
            return _back(step)
    return render(request, "matching/my_step_edit.html", {"step": step, "form": form})


@require_POST
@requires(Permission.USE_PORTAL)
def remove(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a step off one's goal."""
    step = _own_or_404(request, pk)
    try:
        remove_step(step, by=request.user)
    except GoalsClosedError:
        messages.info(request, _("This match has ended, so its goals stay as they are."))
    else:
        messages.success(request, _("The step is taken away."))
    return _back(step)


def _step_or_404(request: SignedInRequest, pk: uuid.UUID) -> GoalStep:
    """Return a step of a goal that the person reads, with its goal and match."""
    step = get_object_or_404(GoalStep.objects.visible_to(request.user), pk=pk)
    step.goal = Goal.objects.visible_to(request.user).with_match().get(pk=step.goal_id)
    return step


def _own_or_404(request: SignedInRequest, pk: uuid.UUID) -> GoalStep:
    """Return a step of one's own goal."""
    step = _step_or_404(request, pk)
    if step.goal.person != request.user:
        raise Http404
    return step


def _back(step: GoalStep) -> HttpResponse:
    """Go back to the steps of the goal."""
    return redirect(f"{reverse('matching:my-goal', args=(step.goal_id,))}#steps")
