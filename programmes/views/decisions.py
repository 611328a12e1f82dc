"""Deciding about applications one by one: the list, the decision, its letter."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import GoneMeanwhileError
from programmes.access import programme_view
from programmes.actions.decisions import (
    AlreadyStagedError,
    NotReadyError,
    NotWaitingError,
    change_decision,
    stage_decision,
    unstage_decision,
    write_letter,
)
from programmes.emails.decisions import preview_decision
from programmes.forms.decisions import DecisionForm, LetterForm, RankingForm
from programmes.models import Application, Criterion, Decision, Programme
from programmes.permissions import allowed_in
from programmes.selection.enums import DecisionReason, DecisionState, Outcome
from programmes.selection.letters import Letters
from programmes.selection.obstacles import has_left, panel_gap
from programmes.selection.ranking import SORTS, ranking_of, staged, undecided
from programmes.selection.standings import judged_by, standing_of


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def decision_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List who waits for a decision, the highest score first."""
    form = RankingForm(request.GET, programme=programme)
    wanted = form.cleaned_data if form.is_valid() else {}
    everybody = judged_by(request.user, programme)
    found = everybody.handed_in()
    if wanted.get("cohort"):
        found = found.filter(cohort=wanted["cohort"])
    if wanted.get("role"):
        found = found.filter(role=wanted["role"])
    narrow = {"undecided": undecided, "staged": staged}.get(wanted.get("show", ""))
    sort = wanted.get("sort") or SORTS[0]
    ranking = ranking_of(
        narrow(found) if narrow else found, sort=sort, page=request.GET.get("page", 1)
    )
    context = {
        "programme": programme,
        "form": form,
        "ranking": ranking,
        "page": ranking.page,
        "rows": [(row, panel_gap(row.application, row.standing)) for row in ranking.rows],
        "number_staged": staged(everybody).count(),
        "may_decide": allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme),
        "clear_url": request.path,
    }
    return render(request, "programmes/decision_list.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def decision_stage(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Stage a decision, or another one instead."""
    application = _application(request, programme, pk)
    gone = has_left(application)
    if gone:
        return _closed(request, programme, application, gone)
    decision = _staged(request, application)
    standing = standing_of(application)
    criteria = _criteria(application)
    form = DecisionForm(
        request.POST or None,
        application=application,
        standing=standing,
        decision=decision,
        criteria=criteria,
    )
    quicker = ""
    if form.is_valid():
        try:
            _stage(request, application, decision, form)
        except AlreadyStagedError as error:
            quicker = _who_was_quicker(request, error.decision)
        except NotReadyError as error:
            form.add_error(None, error.why)
        except NotWaitingError as error:
            return _closed(request, programme, application, error.why)
        else:
            return _back(programme)
    context = {
        "form": form,
        "quicker": quicker,
        "programme": programme,
        "application": application,
        "decision": decision,
        "standing": standing,
        "gap": panel_gap(application, standing),
        "unmet": [each for each in criteria if each.pk in standing.score.unmet_essentials],
        "trail": _trail(programme, application.person.name),
    }
    status = HTTPStatus.CONFLICT if quicker else HTTPStatus.OK
    return render(request, "programmes/decision_form.html", context, status=status)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_POST
def decision_unstage(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a staged decision back."""
    application = _application(request, programme, pk)
    decision = _staged(request, application)
    if decision is None:
        messages.info(request, _("Nothing is staged any more."))
        return _back(programme)
    try:
        unstage_decision(decision, by=request.user)
    except AlreadyStagedError as error:
        messages.warning(request, _who_was_quicker(request, error.decision))
    except GoneMeanwhileError:
        messages.info(request, _("Nothing is staged any more."))
    else:
        done = _("It is taken back; %(name)s waits for a decision again.")
        messages.success(request, done % {"name": application.person.name})
    return _back(programme)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def decision_letter(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show the mail as it would leave, and let the letter in it be written anew."""
    application = _application(request, programme, pk)
    decision = _staged(request, application)
    if decision is None:
        messages.info(request, _("Nothing is staged any more."))
        return _back(programme)
    decision.application = application
    letters = Letters([decision])
    usual, stored = letters.usual(decision), decision.letter
    form = LetterForm(
        request.POST or None, initial={"letter": letters.text(decision), "seen": stored}
    )
    quicker = ""
    if form.is_valid() and "preview" not in request.POST:
        typed = form.cleaned_data["letter"]
        letter = "" if typed == usual or "usual" in request.POST else typed
        seen = form.cleaned_data["seen"].replace("\r\n", "\n")
        try:
            write_letter(decision, letter=letter, by=request.user, seen=seen)
        except AlreadyStagedError:
            quicker = _("Somebody wrote this letter meanwhile. What you typed is not kept yet.")
        except GoneMeanwhileError:
            messages.info(request, _("Nothing is staged any more."))
            return _back(programme)
        else:
            messages.success(request, _("The letter is kept. Nobody is told yet."))
            return redirect("programmes:decision-letter", slug=programme.slug, pk=pk)
    shown = str(form["letter"].value() or "")
    context = {
        "form": form,
        "quicker": quicker,
        "programme": programme,
        "application": application,
        "decision": decision,
        "mail": preview_decision(decision, letter=shown),
        "trail": _trail(programme, application.person.name),
    }
    return render(request, "programmes/decision_letter.html", context)


def _stage(
    request: SignedInRequest,
    application: Application,
    decision: Decision | None,
    form: DecisionForm,
) -> None:
    """Stage what the form says; a form that began with nothing staged replaces nothing."""
    data = form.cleaned_data
    wanted: dict[str, Any] = {
        "outcome": Outcome(data["outcome"]),
        "reason": DecisionReason(data["reason"]),
        "words": form.words(),
        "by": request.user,
    }
    seen = form.seen_at()
    if decision is not None and seen is not None:
        made = change_decision(decision, seen=seen, **wanted)
    else:
        made = stage_decision(application, **wanted)
    done = _("“%(decision)s” is staged for %(name)s. Nobody is told yet.")
    facts = {"decision": made.get_outcome_display(), "name": application.person.name}
    messages.success(request, done % facts)


def _application(request: SignedInRequest, programme: Programme, pk: UUID) -> Application:
    """Return an application that the person may decide; never their own."""
    related = judged_by(request.user, programme).select_related(
        "person", "cohort__programme__organisation", "round"
    )
    return get_object_or_404(related, pk=pk)


def _staged(request: SignedInRequest, application: Application) -> Decision | None:
    """Return what is staged for an application."""
    visible = Decision.objects.visible_to(request.user).staged()
    return visible.filter(application=application).select_related("staged_by").first()


def _criteria(application: Application) -> list[Criterion]:
    """Return the criteria of the profile that an application is judged by."""
    if application.profile is None:
        return []
    return [
        criterion
        for expectation in application.profile.expectations.prefetch_related("criteria")
        for criterion in expectation.criteria.all()
    ]


def _closed(
    request: SignedInRequest, programme: Programme, application: Application, why: str
) -> HttpResponse:
    """Say why nothing can be decided; nothing was changed."""
    decision = (
        Decision.objects.visible_to(request.user)
        .filter(application=application)
        .exclude(state=DecisionState.SUPERSEDED)
        .select_related("published_by")
        .first()
    )
    context = {
        "programme": programme,
        "application": application,
        "decision": decision,
        "why": why,
        "trail": _trail(programme, application.person.name),
    }
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "programmes/decision_closed.html", context, status=status)


def _who_was_quicker(request: SignedInRequest, decision: Decision) -> str:
    """Say who staged or published what."""
    return who_was_quicker(
        decision,
        name=decision.get_outcome_display(),
        viewer=request.user,
        otherwise=_("Somebody else was quicker: please look how it stands now."),
    )


def _trail(programme: Programme, name: str) -> list[dict[str, str]]:
    """Return the way here."""
    return [
        {
            "label": _("Decisions"),
            "url": reverse("programmes:decision-list", args=(programme.slug,)),
        },
        {"label": name},
    ]


def _back(programme: Programme) -> HttpResponse:
    """Return to the list."""
    return redirect("programmes:decision-list", slug=programme.slug)
