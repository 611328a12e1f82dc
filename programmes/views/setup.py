"""What is left before each step of a cohort's life, and taking the step."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import apnumber
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.programmes import StillMissingError, move_cohort_on
from programmes.actions.recommendations import carry_out
from programmes.enums import CohortState
from programmes.forms import MoveForm
from programmes.models import Cohort, CohortMove, Programme
from programmes.queries import policy_of
from programmes.task_list import Task, missing_before, tasks_of

BEFORE = {
    CohortState.RECRUITING: gettext_lazy("Before recruiting"),
    CohortState.MATCHING: gettext_lazy("Before matching"),
    CohortState.RUNNING: gettext_lazy("Before pairs meet"),
    CohortState.CLOSING: gettext_lazy("Before closing"),
    CohortState.CLOSED: gettext_lazy("Before it is closed"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a cohort's life with what is to be done before it."""

    heading: str
    tasks: list[Task]
    is_next: bool
    is_behind: bool

    @property
    def done(self) -> int:
        """Return how many of the required tasks are done."""
        return len([task for task in self.tasks if task.is_required and not task.is_missing])

    @property
    def required(self) -> int:
        """Return how many tasks are required."""
        return len([task for task in self.tasks if task.is_required])


@programme_view(Permission.MANAGE_PROGRAMME)
@require_GET
def setup(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what is left before each step of a cohort."""
    cohorts = _open_cohorts(request, programme)
    cohort = _asked_for(request, cohorts)
    steps = steps_of(tasks_of(programme, cohort), cohort)
    missing = [task for step in steps if step.is_next for task in step.tasks if task.is_missing]
    promises = programme.recommendations_taken.select_related("done_by", "programme", "owner")
    context = {
        "programme": programme,
        "cohort": cohort,
        "tabs": _tabs(programme, cohorts, cohort),
        "heading": _heading(len(missing)),
        "eyebrow": _before_next(cohort),
        "next_task": next((task for task in missing if task.url and task.state != "blocked"), None),
        "is_ready": cohort is not None and not missing,
        "ahead": [step for step in steps if not step.is_behind],
        "behind": [step for step in steps if step.is_behind],
        "promises": promises.to_carry_out(),
        "history": history_of(cohort) if cohort else [],
    }
    return render(request, "programmes/setup.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def recommendation_done(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Tick, or untick, what the programme said it would change."""
    promised = programme.recommendations_taken.to_carry_out().select_related("programme")
    recommendation = get_object_or_404(promised, pk=pk)
    carry_out(recommendation, is_done=request.POST.get("done") != "no", by=request.user)
    return redirect(f"{reverse('programmes:setup', args=(programme.slug,))}#changes")


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def cohort_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say what is still missing before a cohort's next state, and move it there."""
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme).open()
    cohort = get_object_or_404(cohorts.select_related("programme"), pk=pk)
    if request.POST.get("to", cohort.next_state) != cohort.next_state:
        return _somebody_was_quicker(request, cohort)
    missing = missing_before(cohort, cohort.next_state or CohortState.CLOSED)
    form = MoveForm(request.POST if request.method == "POST" else None, must_say_why=bool(missing))
    if form.is_valid():
        try:
            move_cohort_on(cohort, reason=form.cleaned_data["reason"], by=request.user)
        except IllegalTransitionError:
            return _somebody_was_quicker(request, cohort)
        except StillMissingError as error:
            form.add_error("reason" if error.may_go_on_early else None, _still_missing(error))
        else:
            words = _("%(cohort)s is now marked “%(state)s”.")
            facts = {"cohort": cohort.name, "state": cohort.get_state_display()}
            messages.success(request, words % facts)
            return redirect("programmes:today", slug=programme.slug)
    return render(request, "programmes/cohort_move.html", _move_context(cohort, form))


def _somebody_was_quicker(request: SignedInRequest, cohort: Cohort) -> HttpResponse:
    """Say that the cohort is no longer where whoever asks saw it, and who moved it."""
    otherwise = _("Somebody else has moved this cohort on meanwhile.")
    sentence = who_was_quicker(cohort, name=cohort.name, viewer=request.user, otherwise=otherwise)
    messages.warning(request, sentence)
    return redirect("programmes:today", slug=cohort.programme.slug)


def _move_context(cohort: Cohort, form: MoveForm) -> dict[str, Any]:
    """Return what the page of a step needs."""
    to = cohort.next_state or CohortState.CLOSED
    tasks = [task for task in tasks_of(cohort.programme, cohort) if task.before == to]
    missing = [task for task in tasks if task.is_missing]
    return {
        "cohort": cohort,
        "programme": cohort.programme,
        "to": to,
        "tasks": tasks,
        "missing": missing,
        "lead": _move_lead(cohort, len(missing)),
        "may_go_on": not missing or policy_of(cohort.programme).may_go_on_early,
        "form": form,
        "history": history_of(cohort),
    }


def _move_lead(cohort: Cohort, missing: int) -> str:
    """Say how it stands."""
    now = _("It is marked “%(state)s” now.") % {"state": cohort.get_state_display()}
    if not missing:
        return f"{now} {_('Everything it needs is there.')}"
    words = ngettext("%(count)s thing is missing.", "%(count)s things are missing.", missing)
    return f"{now} {capfirst(words % {'count': apnumber(missing)})}"


def _still_missing(error: StillMissingError) -> str:
    """Say why it does not go on."""
    if error.may_go_on_early:
        return _("Say why it goes on although something is missing.")
    return _("It cannot go on before the list is done.")


def steps_of(tasks: list[Task], cohort: Cohort | None) -> list[Step]:
    """Return the tasks by the step they come before, in the order of a cohort's life."""
    states = list(CohortState)
    now = states.index(CohortState(cohort.state)) if cohort else 0
    return [
        Step(
            heading=str(BEFORE[state]),
            tasks=[task for task in tasks if task.before == state],
            is_next=states.index(state) == now + 1,
            is_behind=states.index(state) <= now,
        )
        for state in BEFORE
    ]


def history_of(cohort: Cohort) -> list[dict[str, Any]]:
    """Return how a cohort came where it is, latest first, with what was missing then."""
    return [_moment(move) for move in cohort.moves.select_related("by")]


def _moment(move: CohortMove) -> dict[str, Any]:
    """Say one move in words."""
    state = move.get_to_display()
    title = (
        _("%(name)s moved it on to “%(state)s”") % {"name": move.by.name, "state": state}
        if move.by
        else _("Moved on to “%(state)s”") % {"state": state}
    )
    text = move.reason
    if move.missing:
        missing = _("Missing then: %(tasks)s.") % {"tasks": ", ".join(move.missing)}
        text = f"{move.reason} — {missing}"
    return {"at": move.at, "title": title, "text": text, "tone": "warn" if move.missing else "good"}


def _open_cohorts(request: SignedInRequest, programme: Programme) -> list[Cohort]:
    """Return what can be prepared, the least far along first."""
    states = list(CohortState)
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme).open()
    return sorted(
        cohorts.select_related("programme").prefetch_related("phases"),
        key=lambda cohort: (states.index(CohortState(cohort.state)), cohort.starts_on),
    )


def _asked_for(request: SignedInRequest, cohorts: list[Cohort]) -> Cohort | None:
    """Return the cohort that was asked for, else the one that is prepared first."""
    asked = request.GET.get("cohort")
    found = next((cohort for cohort in cohorts if str(cohort.pk) == asked), None)
    return found or (cohorts[0] if cohorts else None)


def _tabs(
    programme: Programme, cohorts: list[Cohort], current: Cohort | None
) -> list[dict[str, Any]]:
    """Return a way to each cohort, where there is a choice."""
    here = reverse("programmes:setup", args=(programme.slug,))
    tabs = [
        {"label": each.name, "url": f"{here}?cohort={each.pk}", "is_current": each == current}
        for each in cohorts
    ]
    return tabs if len(tabs) > 1 else []


def _heading(missing: int) -> str:
    """Say in words how much is left before the next step."""
    if not missing:
        return _("Everything is ready")
    words = ngettext("%(count)s thing is left", "%(count)s things are left", missing)
    return capfirst(words % {"count": apnumber(missing)})


def _before_next(cohort: Cohort | None) -> str:
    """Say which step it is left before."""
    to = cohort.next_state if cohort else CohortState.RECRUITING
    return f"{_('Set-up')} · {BEFORE[to]}" if to else _("Set-up")
