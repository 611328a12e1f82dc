"""The goals of a match: the list, setting one, and changing it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.goals import (
    WRITABLE,
    GoalsClosedError,
    NotYourGoalError,
    change_goal,
    has_moved,
    set_goal,
)
from matching.enums import ENDED_STATES
from matching.goals.examples import example_of, themes
from matching.goals.forms import GoalEditForm, NewGoalForm, filled_from
from matching.goals.pages import grouped, headline_of, is_writable, whose
from matching.goals.queries import goals_to_show, states_of
from matching.goals.wording import who_reads
from matching.models import Goal, Match
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission

PER_PAGE = 20
SHOWN_STATES = frozenset({*WRITABLE, *ENDED_STATES})


@require_GET
@requires(Permission.USE_PORTAL)
def my_goals(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the goals of a match that the reader may read, or examples where there are none."""
    match, viewer = _match_or_404(request, pk), request.user
    states = states_of(match, viewer)
    page = Paginator(goals_to_show(match, viewer), PER_PAGE).get_page(request.GET.get("page"))
    is_own = viewer in match.mentees
    groups = grouped(page.object_list, viewer)
    context = {
        "match": match,
        "page": page,
        "groups": groups,
        "headline": headline_of(match, viewer, states),
        "whose": whose(match, viewer),
        "who_reads": who_reads(match, viewer),
        "is_named": len(groups) > 1 or any(group.person != viewer for group in groups),
        "may_set": is_own and is_writable(match),
        "is_over": match.state in ENDED_STATES,
        "themes": themes() if is_own and is_writable(match) and not states else [],
    }
    return render(request, "matching/my_goals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.USE_PORTAL)
def add(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Set a goal, from an example or from nothing."""
    match = _match_or_404(request, pk)
    if request.user not in match.mentees:
        raise Http404
    example = example_of(request.GET.get("example", ""))
    initial = filled_from(example) if example else {}
    form = NewGoalForm(request.POST or None, match=match, initial=initial)
    if form.is_valid():
        try:
            goal = set_goal(match, form.facts, by=request.user, steps=form.steps)
        except GoalsClosedError:
            form.add_error(None, _("This match takes no goals any more. Your words are below."))
        else:
            messages.success(request, _("Your goal is set. Talk about it when you meet next."))
            return redirect("matching:my-goal", goal.pk)
    context = _form_context(match, request, form)
    return render(request, "matching/my_goal_add.html", {**context, "themes": themes()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.USE_PORTAL)
def edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Change what one's goal says."""
    own = Goal.objects.visible_to(request.user).filter(person=request.user)
    goal = get_object_or_404(own.with_match(), pk=pk)
    form = GoalEditForm(
        request.POST or None, goal=goal, may_rate=not has_moved(goal), match=goal.match
    )
    if form.is_valid():
        try:
            change_goal(goal, form.facts, by=request.user)
        except NotYourGoalError as error:
            raise Http404 from error
        except GoalsClosedError:
            form.add_error(None, _("This match has ended. Your words are below."))
        else:
            messages.success(request, _("Changed."))
            return redirect("matching:my-goal", goal.pk)
    context = _form_context(goal.match, request, form)
    return render(request, "matching/my_goal_edit.html", {**context, "goal": goal})


def _form_context(match: Match, request: SignedInRequest, form: NewGoalForm | GoalEditForm) -> Any:
    """Return what both forms show."""
    return {"match": match, "form": form, "who_reads": who_reads(match, request.user)}


def _match_or_404(request: SignedInRequest, pk: uuid.UUID) -> Match:
    """Return a match that the person is in and that has begun, with its people."""
    own = Match.objects.visible_to(request.user).involving(request.user)
    begun = own.filter(state__in=SHOWN_STATES)
    return get_object_or_404(
        begun.select_related("cohort__programme__organisation").with_people(), pk=pk
    )
