"""One goal: its steps, how far it is, what is said to it, and how it ends."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.goal_steps import (
    GoalSettledError,
    TooManyStepsError,
    add_step,
    comment,
    say_progress,
)
from matching.actions.goals import GoalsClosedError, NotYourGoalError, move_goal, rate_end
from matching.goals.enums import GoalState
from matching.goals.forms import CommentForm, EndRatingForm, ProgressForm, StepForm
from matching.goals.pages import is_writable, line_of, note_lines, step_lines
from matching.goals.queries import readers_of
from matching.goals.wording import scale_in_words, who_reads_goal
from matching.models import Goal
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError

NOTES_PER_PAGE = 15
MOVED: dict[str, Callable[[], str]] = {
    GoalState.REACHED: lambda: _("Reached. Well done!"),
    GoalState.DROPPED: lambda: _("Let go. You can take it up again at any time."),
    GoalState.OPEN: lambda: _("Taken up again. Welcome back to it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.USE_PORTAL)
def my_goal(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a goal, and keep what is said or added on its page."""
    goal = goal_or_404(request, pk)
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    offered = _forms(goal, request, doing)
    if request.method == "POST":
        if doing not in offered:
            raise Http404
        form = offered[doing]
        if form.is_valid() and _kept(goal, doing, form, by=request.user):
            messages.success(request, _thanks(doing))
            place = {"step": "#steps", "comment": "#said", "progress": "#said"}.get(doing, "")
            return redirect(f"{reverse('matching:my-goal', args=(pk,))}{place}")
    return render(request, "matching/my_goal.html", _context(request, goal, offered))


@require_POST
@requires(Permission.USE_PORTAL)
def move(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that one's goal is reached, let go, or taken up again."""
    goal, to = goal_or_404(request, pk), request.POST.get("to", "")
    if to not in MOVED:
        raise Http404
    try:
        move_goal(goal, to, by=request.user)
    except NotYourGoalError as error:
        raise Http404 from error
    except IllegalTransitionError:
        messages.info(request, _("That was done before. Here is how the goal stands."))
    except GoalsClosedError:
        messages.info(request, _("This match has ended, so its goals stay as they are."))
    else:
        messages.success(request, MOVED[to]())
    return redirect("matching:my-goal", pk)


def goal_or_404(request: SignedInRequest, pk: uuid.UUID) -> Goal:
    """Return a goal that the person reads, with its progress, match and steps."""
    goals = Goal.objects.visible_to(request.user).with_match().with_progress()
    return get_object_or_404(
        goals.select_related("person", "competency").prefetch_related(
            "steps__owner", "steps__done_by"
        ),
        pk=pk,
    )


def _forms(goal: Goal, request: SignedInRequest, doing: str) -> dict[str, forms.Form]:
    """Return the forms that the person may send, the one that was sent with what was typed."""
    sent = request.POST if doing else None

    def data(name: str) -> Any:
        return sent if name == doing else None

    found: dict[str, forms.Form] = {"comment": CommentForm(data("comment"))}
    if goal.person == request.user:
        reached = getattr(goal, "reached", None)
        takers = readers_of(goal)
        found |= {
            "progress": ProgressForm(data("progress"), reached=reached),
            "step": StepForm(data("step"), takers=takers, viewer=request.user),
            "rating": EndRatingForm(data("rating"), rating=goal.end_rating),
        }
    return found


def _kept(goal: Goal, doing: str, form: forms.Form, *, by: Person) -> bool:
    """Keep what was typed; where it cannot be kept, say why in the form and return False."""
    try:
        _DEEDS[doing](goal, by=by, **form.cleaned_data)
    except NotYourGoalError as error:
        raise Http404 from error
    except GoalsClosedError:
        form.add_error(None, _("This match has ended, so nothing is added to its goals."))
    except (GoalSettledError, IllegalTransitionError):
        form.add_error(None, _("This goal is reached or let go. Take it up again first."))
    except TooManyStepsError:
        form.add_error(None, _("This goal has thirty steps. Take one away first."))
    return not form.errors


_DEEDS: dict[str, Callable[..., Any]] = {
    "comment": comment,
    "progress": say_progress,
    "step": add_step,
    "rating": rate_end,
}


def _thanks(doing: str) -> str:
    """Return what is said when it was kept."""
    words = {
        "comment": _("Your comment is there."),
        "progress": _("Noted. Small steps count."),
        "step": _("The step is there."),
        "rating": _("Noted."),
    }
    return words[doing]


def _context(
    request: SignedInRequest, goal: Goal, offered: dict[str, forms.Form]
) -> dict[str, Any]:
    """Return what the page of a goal shows."""
    viewer = request.user
    notes = Paginator(goal.notes.select_related("by"), NOTES_PER_PAGE)
    page = notes.get_page(request.GET.get("page"))
    is_own, can_write = goal.person == viewer, is_writable(goal.match)
    return {
        "goal": goal,
        "line": line_of(goal, viewer),
        "steps": step_lines(goal, goal.steps.all(), viewer),
        "page": page,
        "notes": note_lines(list(page.object_list), viewer),
        "is_own": is_own,
        "can_write": can_write,
        "may_change": is_own and can_write,
        "is_open": goal.state == GoalState.OPEN,
        "asks_end": is_own and goal.state == GoalState.REACHED,
        "who_reads": who_reads_goal(goal, viewer),
        "scale": scale_in_words(),
        "page_has_errors": any(form.errors for form in offered.values()),
        **{f"{name}_form": form for name, form in offered.items()},
    }
